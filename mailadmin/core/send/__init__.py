"""Sending a message: what it is made of, which way it goes, and where it is kept meanwhile."""
