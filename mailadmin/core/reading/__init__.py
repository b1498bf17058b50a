"""What a received message means: its way here, who vouches for it, why it is in Junk."""
