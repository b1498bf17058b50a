"""What the facts about a domain mean: one module a check, each a pure function to a verdict."""
