"""The shape of a closer look."""

import msgspec

from mailadmin.core.diagnosis.fix import Fix, Sentence


class CloserLook(msgspec.Struct, frozen=True, kw_only=True):
    """Words for a cause where the parameters of ``needs`` are known.

    Without a ``title`` or a ``tell`` the cause's own stay.
    """

    needs: tuple[str, ...]
    title: Sentence = ""
    meaning: Sentence
    tell: Sentence = ""
    fix: Fix
