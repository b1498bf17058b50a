"""What to publish: records made from what a domain already has and from what is known of others."""
