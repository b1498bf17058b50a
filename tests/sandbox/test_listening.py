"""Ports that other programs take while nobody listens on them."""

import asyncio
import socket
from contextlib import asynccontextmanager

import pytest

from mailadmin.sandbox.listening import Port
from mailadmin.sandbox.scenario import ServerState


class Hello(asyncio.Protocol):
    def connection_made(self, transport):
        transport.write(b"hello")
        transport.close()


@asynccontextmanager
async def opened(port, state=ServerState.UP, *, dead_ipv6=False):
    await port.open(state, Hello, None, dead_ipv6=dead_ipv6)
    try:
        yield
    finally:
        await port.close()


async def greeting(number):
    reader, writer = await asyncio.open_connection("127.0.0.1", number)
    try:
        return await reader.read()
    finally:
        writer.close()
        await writer.wait_closed()


async def test_a_port_keeps_its_number_from_state_to_state():
    port = Port()
    async with opened(port):
        number = port.number
        assert await greeting(number) == b"hello"
    async with opened(port, ServerState.REFUSING):
        with pytest.raises(ConnectionRefusedError):
            await greeting(number)
    async with opened(port):
        assert await greeting(number) == b"hello"


async def test_a_port_moves_where_another_program_has_taken_its_number():
    port = Port()
    async with opened(port):
        number = port.number
    with socket.socket() as other:
        other.bind(("127.0.0.1", number))
        other.listen()
        async with opened(port):
            assert port.number != number
            assert await greeting(port.number) == b"hello"


async def test_nobody_else_can_take_a_port_that_refuses():
    port = Port()
    async with opened(port, ServerState.REFUSING):
        with socket.socket() as other, pytest.raises(OSError, match="in use"):
            other.bind(("127.0.0.1", port.number))


@pytest.mark.skipif(not socket.has_ipv6, reason="no IPv6 on this computer")
async def test_the_dead_address_is_never_another_programs():
    port = Port()
    async with opened(port):
        number = port.number
    with socket.socket(socket.AF_INET6) as other:
        other.bind(("::1", number))
        other.listen()
        async with opened(port, dead_ipv6=True):
            assert port.number != number
            assert await greeting(port.number) == b"hello"
