"""What a received message says: facts only, none of them believed."""
