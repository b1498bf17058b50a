"""A workspace of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace that asks names of nobody."""
    made = open_workspace(tmp_path / "data", ("127.0.0.1:9",), None, MemoryCredentials())
    yield made
    made.outbox.close()
