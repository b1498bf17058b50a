"""The usual names, as far as the name server on this computer knows them."""

import pytest

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.guess import look_guess
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.srv import look_up
from mailadmin.core.discover.wish import Wish
from mailadmin.core.net import Net
from mailadmin.core.net import Trust as TrustOf
from tests.servers.zone_server import serving

HERE = "{}. A 127.0.0.1"
WISH = Wish(address="anna@d.test")


async def guessed(
    *records: str, mail_hosts: tuple[str, ...] = (), failing: tuple[str, ...] = ()
) -> Answered:
    async with serving(*records, failing=failing) as (resolver, _):
        declined = await look_up("d.test", resolver)
        kin = Kin(domain="d.test", mail_hosts=mail_hosts)
        return await look_guess(WISH, kin, declined, Net(resolver, TrustOf()))


async def test_names_that_exist_are_to_be_tried_with_encryption() -> None:
    found = await guessed(HERE.format("smtp.d.test"), HERE.format("mail.d.test"))
    assert isinstance(found, Found)
    assert (found.source, found.trust) == (Source.GUESS, Trust.DOUBTFUL)
    assert [(one.host, one.port, one.security) for one in found.outgoing] == [
        ("smtp.d.test", 465, Security.TLS),
        ("smtp.d.test", 587, Security.STARTTLS),
        ("mail.d.test", 465, Security.TLS),
        ("mail.d.test", 587, Security.STARTTLS),
    ]
    assert [(one.host, one.port, one.security) for one in found.incoming] == [
        ("mail.d.test", 993, Security.TLS),
        ("mail.d.test", 143, Security.STARTTLS),
    ]


async def test_who_takes_the_mail_may_be_who_sends_it() -> None:
    found = await guessed(HERE.format("mx.d.test"), mail_hosts=("mx.d.test", "mx2.d.test"))
    assert isinstance(found, Found)
    assert {one.host for one in (*found.outgoing, *found.incoming)} == {"mx.d.test"}


@pytest.mark.parametrize("service", ["_submissions", "_submission", "_imaps", "_imap"])
async def test_what_is_declined_is_not_tried(service: str) -> None:
    declined = f"{service}._tcp.d.test. SRV 0 0 0 ."
    found = await guessed(declined, HERE.format("mail.d.test"))
    assert isinstance(found, Found)
    ports = {one.port for one in (*found.outgoing, *found.incoming)}
    gone = {"_submissions": 465, "_submission": 587, "_imaps": 993, "_imap": 143}[service]
    assert ports == {465, 587, 993, 143} - {gone}


async def test_no_names_and_no_answers_are_told_apart() -> None:
    nothing = await guessed("d.test. A 192.0.2.1")
    assert isinstance(nothing, Nothing)
    assert nothing.why is Why.NOT_THERE
    lost = await guessed(failing=("smtp.d.test", "mail.d.test", "imap.d.test"))
    assert isinstance(lost, Nothing)
    assert lost.why is Why.UNREACHABLE
