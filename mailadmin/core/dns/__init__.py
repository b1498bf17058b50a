"""Questions to the DNS, and what the answers mean."""
