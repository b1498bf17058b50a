"""Drafts on disk, one file each: a crash or a closed composer loses nothing.

Attachments are kept by their path; they are read when the message is sent.
"""

import contextlib
import os
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from mailadmin.core import blocking
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params
from mailadmin.core.paths import create_private
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import DraftError

Argument = TypeVar("Argument")
Answer = TypeVar("Answer")

LIMIT: Final = 20.0
"""Seconds that reading or writing may take on a slow disk."""

MAX_SIZE: Final = 20_000_000
"""Bytes of a draft file; a bigger one was not written by us."""

_ID: Final = re.compile(r"[a-z0-9]{1,32}")


class SavedDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft, and when it was saved."""

    draft: Draft
    saved: datetime


class SavedDrafts(msgspec.Struct, frozen=True, kw_only=True):
    """The drafts, newest first. ``notices`` say which broken files were set aside."""

    drafts: tuple[SavedDraft, ...] = ()
    notices: tuple[Phrase, ...] = ()


class Drafts:
    """The drafts of one folder. Methods raise :class:`DraftError` where the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def save(self, draft: Draft) -> None:
        """Write a draft; until this returns the version before is untouched."""
        await self._run(self._save, draft)

    async def load(self, draft_id: str) -> Draft:
        """One draft."""
        return (await self._run(self._load, self._path(draft_id))).draft

    async def all(self) -> SavedDrafts:
        """Every draft. A broken file is set aside, kept, and said."""
        return await self._run(self._all, self._folder)

    async def delete(self, draft_id: str) -> None:
        """Remove a draft, if it is there."""
        await self._run(_delete, self._path(draft_id))

    def _save(self, draft: Draft) -> None:
        path = self._path(draft.id)
        create_private(self._folder)
        # In the same folder, so that the last step is one rename on one disk.
        unfinished = path.with_suffix(f".{secrets.token_hex(4)}.tmp")
        try:
            descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.format(msgspec.json.encode(draft), indent=2))
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise

    def _load(self, path: Path) -> SavedDraft:
        seen = path.stat()
        if seen.st_size > MAX_SIZE:
            raise ValueError("too big")
        draft = msgspec.json.decode(path.read_bytes(), type=Draft)
        if draft.id != path.stem:
            raise ValueError("the id is another file's")
        return SavedDraft(draft=draft, saved=datetime.fromtimestamp(seen.st_mtime, UTC))

    def _all(self, folder: Path) -> SavedDrafts:
        drafts, notices = [], []
        for path in sorted(folder.glob("*.json")):
            if not _ID.fullmatch(path.stem):
                continue  # set aside before, or somebody else's
            try:
                drafts.append(self._load(path))
            except FileNotFoundError:
                continue  # deleted by another window meanwhile
            except ValueError:  # msgspec's errors are ValueErrors
                notices.append(_set_aside(path))
        drafts.sort(key=lambda saved: saved.saved, reverse=True)
        return SavedDrafts(drafts=tuple(drafts), notices=tuple(notices))

    def _path(self, draft_id: str) -> Path:
        if not _ID.fullmatch(draft_id):
            raise DraftError(Phrase("draft.unknown", {"id": draft_id}))
        return self._folder / f"{draft_id}.json"

    async def _run(self, function: Callable[[Argument], Answer], argument: Argument) -> Answer:
        try:
            return await blocking.run(function, argument, limit=LIMIT)
        except FileNotFoundError as error:
            raise DraftError(Phrase("draft.gone")) from error
        except UnicodeEncodeError as error:
            raise DraftError(Phrase("draft.letters")) from error
        except ValueError as error:
            raise DraftError(Phrase("draft.broken")) from error
        except OSError as error:
            about: Params = {"folder": str(self._folder), "reason": error.strerror or str(error)}
            raise DraftError(Phrase("draft.disk", about)) from error


def _delete(path: Path) -> None:
    path.unlink(missing_ok=True)


def _set_aside(path: Path) -> Phrase:
    kept = path.with_name(f"{path.stem}-broken-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.json")
    path.rename(kept)
    return Phrase("draft.set-aside", {"kept": str(kept)})
