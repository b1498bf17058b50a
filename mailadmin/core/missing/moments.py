"""Times as the sentences say them."""

from datetime import UTC, datetime


def moment(at: datetime) -> str:
    """A time on this computer's clock, for its user: ``2026-11-27 15:00``."""
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


def exact_moment(at: datetime) -> str:
    """A time that means the same to everybody: ``2026-11-27 14:00 UTC``."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
