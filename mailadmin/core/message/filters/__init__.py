"""What spam filters wrote into the header of a message: who judged, what they said, and why.

``rules`` says what a rule of SpamAssassin or Rspamd is about; the rest is one module a maker.
"""
