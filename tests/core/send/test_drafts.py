"""Drafts survive crashes, and one broken file harms no other."""

import os
import sys
from pathlib import Path

import pytest

from mailadmin.core.send.draft import Attachment, Draft, new_id
from mailadmin.core.send.drafts import Drafts
from mailadmin.core.send.errors import DraftError
from mailadmin.core.texts import say

FULL = Draft(
    account_id="work",
    to=("Änna <anna@example.com>", "half an addr"),
    cc=("b@example.com",),
    bcc=("c@example.com",),
    subject="Grüße",
    html="<p>x</p>",
    text="x",
    attachments=(Attachment(path="/tmp/ü.pdf", name="ü.pdf", type="application/pdf", size=7),),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "drafts"


@pytest.fixture
def drafts(folder: Path) -> Drafts:
    return Drafts(folder)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def refused(work: object) -> str:
    with pytest.raises(DraftError) as caught:
        await work  # type: ignore[misc]
    assert say(caught.value.phrase)
    return caught.value.phrase.id


async def test_a_draft_comes_back_as_it_was_typed(drafts: Drafts) -> None:
    await drafts.save(FULL)
    assert await drafts.load(FULL.id) == FULL


async def test_saving_again_replaces_it_and_leaves_nothing_behind(
    drafts: Drafts, folder: Path
) -> None:
    await drafts.save(FULL)
    newer = Draft(id=FULL.id, subject="newer")
    await drafts.save(newer)
    assert await drafts.load(FULL.id) == newer
    assert names(folder) == [f"{FULL.id}.json"]


async def test_the_list_is_newest_first(drafts: Drafts, folder: Path) -> None:
    for number in range(3):
        draft = Draft(subject=str(number))
        await drafts.save(draft)
        os.utime(folder / f"{draft.id}.json", (number, number))
    found = await drafts.all()
    assert [saved.draft.subject for saved in found.drafts] == ["2", "1", "0"]
    assert [saved.saved.timestamp() for saved in found.drafts] == [2, 1, 0]


async def test_without_a_folder_there_are_no_drafts(drafts: Drafts) -> None:
    assert (await drafts.all()).drafts == ()


async def test_a_deleted_draft_is_gone(drafts: Drafts) -> None:
    await drafts.save(FULL)
    await drafts.delete(FULL.id)
    await drafts.delete(FULL.id)
    assert await refused(drafts.load(FULL.id)) == "draft.gone"
    assert (await drafts.all()).drafts == ()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{", b'{"subject": 3}', b"\xff\xfe", b'{"id": "another"}', b"[]", b"[" * 100_000],
    ids=["empty", "cut", "other type", "not UTF-8", "other id", "a list", "nested"],
)
async def test_a_broken_draft_is_set_aside_and_the_others_are_listed(
    drafts: Drafts, folder: Path, broken: bytes
) -> None:
    await drafts.save(FULL)
    write(folder / "broken22.json", broken)
    assert await refused(drafts.load("broken22")) == "draft.broken"
    found = await drafts.all()
    assert [saved.draft for saved in found.drafts] == [FULL]
    (notice,) = found.notices
    kept = str(notice.params["kept"])
    assert kept in say(notice)
    with open(kept, "rb") as file:  # noqa: ASYNC230, PTH123
        assert file.read() == broken
    again = await drafts.all()
    assert len(again.drafts) == 1 and again.notices == ()


@pytest.mark.parametrize("draft_id", ["../secret", "a/b", "", "a.b", "A" * 40, "x" * 33, "ü"])
async def test_an_id_can_not_lead_out_of_the_folder(drafts: Drafts, draft_id: str) -> None:
    assert await refused(drafts.load(draft_id)) == "draft.unknown"
    assert await refused(drafts.delete(draft_id)) == "draft.unknown"
    assert await refused(drafts.save(Draft(id=draft_id))) == "draft.unknown"


async def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    write(tmp_path / "file", b"")
    drafts = Drafts(tmp_path / "file")
    assert await refused(drafts.save(FULL)) == "draft.disk"


async def test_a_file_name_that_can_not_be_written_is_said(drafts: Drafts, folder: Path) -> None:
    await drafts.save(FULL)
    odd = Draft(id=FULL.id, attachments=(Attachment(path="/tmp/\udcff.pdf"),))
    assert await refused(drafts.save(odd)) == "draft.letters"
    assert await drafts.load(FULL.id) == FULL


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
async def test_nobody_else_may_read_a_draft(drafts: Drafts, folder: Path) -> None:
    await drafts.save(FULL)
    assert os.stat(folder / f"{FULL.id}.json").st_mode & 0o077 == 0  # noqa: PTH116
    assert os.stat(folder).st_mode & 0o077 == 0  # noqa: PTH116


def test_ids_are_short_and_typeable() -> None:
    ids = {new_id() for _ in range(200)}
    assert len(ids) == 200
    assert all(len(found) == 6 and not set(found) & set("01iol") for found in ids)
