"""A server of ours ends, and whoever it has accepted a moment ago is known to somebody."""

import asyncio
import socket

from mailadmin.core.listening import settle, stop_listening


async def test_who_was_accepted_a_moment_ago_becomes_a_connection_and_nobody_else_does() -> None:
    known: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: known.append(writer), "127.0.0.1", 0)
    place = server.sockets[0].getsockname()
    clients = [socket.create_connection(place) for _ in range(2)]
    for _ in range(2):  # accepted in this turn of the loop, and a connection only in the next
        await asyncio.sleep(0)
    await stop_listening(server)
    assert len(known) == 2
    with socket.socket() as late:
        assert late.connect_ex(place) != 0
    for writer in known:
        writer.transport.abort()
    for client in clients:
        client.close()
    await settle()


async def test_given_up_it_still_closes() -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    place = server.sockets[0].getsockname()
    stopping = asyncio.ensure_future(stop_listening(server))
    await asyncio.sleep(0)
    stopping.cancel()
    await asyncio.wait({stopping})
    assert stopping.cancelled()
    with socket.socket() as late:
        assert late.connect_ex(place) != 0
    await stop_listening(server)  # twice does no harm
