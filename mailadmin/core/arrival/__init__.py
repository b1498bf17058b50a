"""Did it arrive? A marked message is sent, and waited for in every mailbox that can be read."""
