"""The command line: one thin module a command. It parses, prints and exits; it decides nothing."""
