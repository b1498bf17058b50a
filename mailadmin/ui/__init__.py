"""The window: everything that knows Qt. It shows what the core finds out and decides nothing."""
