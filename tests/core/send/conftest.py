"""A sandbox with the workspace of somebody who sends to it."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from mailadmin.sandbox.scenario import Scenario
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from tests.core.send.support import Desk


@pytest.fixture
async def desk_at(tmp_path: Path) -> AsyncIterator[Callable[[Scenario | str], Awaitable[Desk]]]:
    """Starts a sandbox in a scenario and gives a desk in front of it."""
    async with AsyncExitStack() as stack:

        async def start(scenario: Scenario | str) -> Desk:
            sandbox = stack.enter_context(Sandbox(scenario))
            workspace = sandbox_workspace(sandbox, tmp_path / "data")
            stack.callback(workspace.outbox.close)
            await workspace.outbox.recover()
            return Desk(sandbox=sandbox, account=sandbox.account, workspace=workspace)

        yield start
