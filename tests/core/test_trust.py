"""Who is trusted, and what is offered to them."""

import asyncio
import ssl
from pathlib import Path

import trustme

from mailadmin.core.net import Trust


async def test_a_context_is_made_once_however_many_want_it(ca_file: Path) -> None:
    trust = Trust(ca_file)
    contexts = await asyncio.gather(*(trust.ready("h2") for _ in range(10)))
    assert len(set(contexts)) == 1
    assert contexts[0] is not await trust.ready()
    assert await trust.ready() is trust.context


async def test_what_is_offered_to_one_is_not_offered_to_another(
    ca_file: Path, authority: trustme.CA
) -> None:
    """A mail server that is offered HTTP may hang up (RFC 7301 section 3.2)."""
    trust = Trust(ca_file)
    server_side = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server_side.set_alpn_protocols(["h2", "http/1.1"])
    authority.issue_cert("localhost").configure_cert(server_side)
    server = await asyncio.start_server(lambda _, w: w.close(), "127.0.0.1", 0, ssl=server_side)
    chosen = []
    for protocols in (("http/1.1",), ("h2", "http/1.1"), ()):
        _, writer = await asyncio.open_connection(
            *server.sockets[0].getsockname(),
            ssl=await trust.ready(*protocols),
            server_hostname="localhost",
        )
        chosen.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
        writer.close()
        await writer.wait_closed()
    server.close()
    assert chosen == ["http/1.1", "h2", None]
