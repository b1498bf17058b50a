"""The two stages at which an issuer may say the same no."""

from collections.abc import Mapping
from typing import Final, TypeVar

Entry = TypeVar("Entry")

STAGES: Final = ("oauth.page", "oauth.token")
"""At its page, and later when a token is fetched or renewed."""


def at_both_stages(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """What is the same for each refusal, by the ids that it has at the two stages."""
    return {f"{stage}.{what}": entry for stage in STAGES for what, entry in entries.items()}
