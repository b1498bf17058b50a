"""Thousands of domains at once: the list, the run, and the file that the answers go to.

``lines`` and ``entries`` read the list piece by piece, ``run`` examines so many at once, ``rows``
says how an answer is written, ``answers`` keeps the file so that a run can be continued.
"""
