"""The rules of the settings form, without a window: text fields in, an account or problems out.

The window and the command line read their fields through the same functions, so both forgive the
same and say the same.
"""
