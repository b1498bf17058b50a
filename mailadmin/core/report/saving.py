"""Writes a report: gathered, put into words, searched for secrets, and only then on the disk."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Account, Witness
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.report import file
from mailadmin.core.report.as_json import encode, indented
from mailadmin.core.report.as_text import text_of
from mailadmin.core.report.content import Look, Report
from mailadmin.core.report.errors import NotWritten
from mailadmin.core.report.file import Form
from mailadmin.core.report.gathering import Sources, gather, this_computer
from mailadmin.core.report.open_words import open_words
from mailadmin.core.report.search import holds_a_secret, secrets_of
from mailadmin.core.report.words import told

if TYPE_CHECKING:
    from mailadmin.core.secret import Secret
    from mailadmin.core.workspace import Workspace

LIMIT: Final = 60.0
"""Seconds that making or writing the file may take."""


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Of which account, and where to. ``replace``: the user has said so."""

    account: Account
    witnesses: tuple[Witness, ...] = ()
    path: Path
    replace: bool = False


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it. ``keyring`` says why the second look was not possible."""

    form: Form
    look: Look
    keyring: Phrase | None = None
    problems: tuple[str, ...] = ()


class Rendered(msgspec.Struct, frozen=True):
    """The finished file, and everything to search: for PDF also its text before it is packed."""

    data: bytes
    searched: bytes


async def save_report(order: Order, workspace: "Workspace", now: datetime) -> Saved:
    """Write the report. Raises :class:`~mailadmin.core.report.errors.ReportError`."""
    form = file.form_of(order.path)
    await _in_thread(lambda: file.check_place(order.path, replace=order.replace))
    secrets, keyring = await _secrets(order, workspace)
    sources = Sources(workspace.history, workspace.outbox, this_computer())
    report = await gather(order.account, order.witnesses, sources, now)
    look = Look.DONE if keyring is None else Look.NOT_POSSIBLE
    report = msgspec.structs.replace(report, look=look)

    def make() -> None:
        rendered = render(report, form)
        check_again(rendered, secrets, report)
        file.write(order.path, rendered.data, replace=order.replace)

    await _in_thread(make)
    return Saved(form=form, look=look, keyring=keyring, problems=report.problems)


def render(report: Report, form: Form) -> Rendered:
    """The file in a form."""
    if form is Form.JSON:
        data = indented(encode(report)).encode()
        return Rendered(data, data)
    words = told(report)
    if form is Form.HTML:
        from mailadmin.core.report.as_html import page_of  # only where it is wanted

        data = page_of(words, encode(report)).encode()
        return Rendered(data, data)
    text = text_of(words).encode()
    if form is Form.TEXT:
        return Rendered(text, text)
    from mailadmin.core.report.as_pdf import pdf_of

    return Rendered(data := pdf_of(words, report.made), text + data)


def check_again(rendered: Rendered, secrets: "Iterable[Secret]", report: Report) -> None:
    """Refuse what has a secret in it. Raises :class:`NotWritten`."""
    if holds_a_secret(rendered.searched, secrets, open_words(report)):
        raise NotWritten(Phrase("report.holds-a-secret"))


async def _secrets(
    order: Order, workspace: "Workspace"
) -> "tuple[tuple[Secret, ...], Phrase | None]":
    try:
        found = await secrets_of(
            order.account,
            order.witnesses,
            workspace.credentials,
            lambda owner, role: workspace.keys.keeper(owner, role).held(),
        )
    except CredentialsError as error:
        return (), error.phrase
    return found, None


async def _in_thread(work: Callable[[], None]) -> None:
    try:
        await blocking.run(work, limit=LIMIT)
    except TimeoutError as error:
        raise NotWritten(Phrase("report.slow")) from error
