"""The words of a message's checks: what each finding says, and what to do.

One module a check, with two tables by finding id: ``TEXTS``, and ``FIXES`` for findings that ask
for a change.
"""
