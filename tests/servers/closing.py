"""The end of a test's server: nothing that it has accepted is left to the garbage collector."""

import asyncio


async def ended(server: asyncio.Server) -> None:
    """Wait a moment for connections that are still becoming encrypted: nobody knows them yet.

    Python 3.11 has no name for them but its own count of what is attached to a server.
    """
    if hasattr(server, "abort_clients"):  # Python 3.13
        server.abort_clients()
    loop = asyncio.get_running_loop()
    end = loop.time() + 1.0
    while getattr(server, "_active_count", 0) and loop.time() < end:
        await asyncio.sleep(0.001)
    for _ in range(5):
        await asyncio.sleep(0)
