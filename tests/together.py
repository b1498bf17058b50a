"""Which tests share a worker: those that share servers or a screen, and those that measure.

By folder, because the marker meant for it (``xdist_group``) has no effect with pytest 9.2.
"""

from typing import Final

from xdist.scheduler.loadscope import LoadScopeScheduling

TOGETHER: Final = {
    "tests/live/": "one set of mail servers",
    "tests/window/": "one screen",
    "tests/core/smtp/test_hostile.py": "nobody else while memory is measured",
}


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out tests one by one, but those that belong together to one worker."""

    def _split_scope(self, nodeid: str) -> str:
        return next(
            (group for place, group in TOGETHER.items() if nodeid.startswith(place)), nodeid
        )
