"""The conversation with a mail server: connect, encrypt, sign in, and what each step showed."""
