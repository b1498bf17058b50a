"""Signing in at a provider's own page: OAuth 2.0 for native apps (RFC 6749, RFC 8252, RFC 8628)."""
