"""What was tested, from one run of the program to the next (ADR 0015).

Runs are kept in a file of their own (:mod:`.store`, :mod:`.tables`, :mod:`.details`); messages
stay in the outbox, and :mod:`.browsing` shows both by time. :mod:`.comparison` says what has
changed since the last good run.
"""
