"""Which tests share a worker: those that share servers or a screen, and those that measure.

By folder, because the marker meant for it (``xdist_group``) has no effect with pytest 9.2. The
others come alone, those of long tables a few at a time: each takes less than a millisecond, and
fetching it alone takes longer than that.
"""

from collections import Counter, defaultdict
from typing import Final

from xdist.scheduler.loadscope import LoadScopeScheduling
from xdist.workermanage import WorkerController

TOGETHER: Final = {
    "tests/live/": "one set of mail servers",
    "tests/window/": "one screen",
    "tests/core/smtp/test_hostile.py": "nobody else while memory is measured",
}
FEW: Final = 12
"""The most at a time. Fewer than a group of TOGETHER has: what is most is begun first."""
SHARE: Final = 20
"""At least so many parts of a file, so that no worker sits at its slow tests alone at the end."""


class ByFolder(LoadScopeScheduling):  # type: ignore[misc]
    """Hands out tests one or a few at a time, but those that belong together to one worker."""

    _scopes: dict[str, str]

    def schedule(self) -> None:
        if self.collection is None:
            self._scopes = _scopes(next(iter(self.registered_collections.values())))
        super().schedule()

    def _split_scope(self, nodeid: str) -> str:
        return self._scopes[nodeid]

    def mark_test_complete(
        self, node: WorkerController, item_index: int, duration: float = 0
    ) -> None:
        """Forget what is done too: xdist counts all that a worker ever got after every test."""
        nodeid = self.registered_collections[node][item_index]
        scope = self._scopes[nodeid]
        unit = self.assigned_work[node][scope]
        unit[nodeid] = True
        if all(unit.values()):
            del self.assigned_work[node][scope]
        self._reschedule(node)


def _scopes(nodeids: list[str]) -> dict[str, str]:
    """The group of each test."""
    sizes = Counter(map(_file, nodeids))
    seen: defaultdict[str, int] = defaultdict(int)
    scopes = {}
    for nodeid in nodeids:
        file = _file(nodeid)
        group = next((group for place, group in TOGETHER.items() if file.startswith(place)), None)
        part = seen[file] // min(FEW, 1 + sizes[file] // SHARE)
        seen[file] += 1
        scopes[nodeid] = group or f"{file} {part}"
    return scopes


def _file(nodeid: str) -> str:
    return nodeid.partition("::")[0]
