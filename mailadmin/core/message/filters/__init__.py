"""What spam filters wrote into the header of a message: who judged, what they said, and why.

``rules`` says what a rule of SpamAssassin or Rspamd is about; ``standing`` which fields can be
believed. The rest is one module a maker, or a table where that is enough.
"""

from mailadmin.core.message.filters.reading import read_filters
from mailadmin.core.message.filters.verdict import FilterVerdict, Hit, Why, Word

__all__ = ["FilterVerdict", "Hit", "Why", "Word", "read_filters"]
