"""Who a message says it is from, and where answers go."""

import re
from typing import Final

import msgspec

from mailadmin.core.finding import Params
from mailadmin.core.forms.field import compatible
from mailadmin.core.message import encoded_words
from mailadmin.core.message.content.domains import domain_of, same_owner
from mailadmin.core.message.content.material import Material, shown
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.send.addresses import split_addresses

LONGEST_FIELD: Final = 10_000
"""Characters of an address field that are read."""

_ADDRESS: Final = re.compile(r"[\w.+-]{1,64} ?@ ?((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})")


class Mailbox(msgspec.Struct, frozen=True):
    """A name and an address as a field has them: decoded, not checked."""

    name: str
    address: str


def mailboxes(value: str) -> tuple[Mailbox, ...]:
    """The addresses of a field (RFC 5322 section 3.4), whatever is wrong with them."""
    pieces = (_mailbox(piece) for piece in split_addresses(value[:LONGEST_FIELD]))
    return tuple(box for box in pieces if "@" in box.address)


def remarks(material: Material) -> list[Remark]:
    """What there is to say about From and Reply-To."""
    fields = material.headers.values("From")
    authors = mailboxes(fields[0]) if fields else ()
    seen = material.seen("From")
    if not authors:
        return [Remark(What.NO_SENDER, {}, seen)]
    found = []
    if len(fields) > 1 or len(authors) > 1:
        count = len(fields) if len(fields) > 1 else len(authors)
        found.append(Remark(What.SEVERAL_SENDERS, {"count": count}, seen))
    author = authors[0]
    claimed = _ADDRESS.search(_as_read(author.name))
    if claimed is not None and not same_owner(claimed[1], domain_of(author.address)):
        names: Params = {"name": shown(claimed[0]), "address": shown(author.address)}
        found.append(Remark(What.SENDER_NAME, names, seen))
    answers = mailboxes(material.headers.value("Reply-To") or "")
    # A mailing list puts its own address there, which is what it is for.
    if answers and not material.headers.values("List-Post"):
        there, here = domain_of(answers[0].address), domain_of(author.address)
        if not same_owner(there, here):
            both: Params = {
                "address": shown(author.address),
                "reply_to": shown(answers[0].address),
            }
            found.append(Remark(What.REPLY_ELSEWHERE, both, material.seen("Reply-To")))
    return found


def _as_read(name: str) -> str:
    """The name with plain letters for those that only look like them, such as a full-width @."""
    return " ".join(compatible(name)[:LONGEST_FIELD].split())


def _mailbox(piece: str) -> Mailbox:
    name, bracket, rest = piece.rpartition("<")
    if not bracket:
        return Mailbox("", _without_comment(piece))
    return Mailbox(encoded_words.decode(name.strip().strip('"')), rest.partition(">")[0].strip())


def _without_comment(piece: str) -> str:
    return piece.partition("(")[0].strip()
