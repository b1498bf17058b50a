"""The user's own mailbox over IMAP (RFC 9051): only read, never changed."""
