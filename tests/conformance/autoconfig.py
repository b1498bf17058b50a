"""Reads a file of mail settings for an address; JSON out. For the published cases."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.account import Security
from mailadmin.core.discover.autoconfig import AutoconfigError, read_config
from mailadmin.core.discover.found import FoundServer, Method

SOCKETS = {Security.TLS: "SSL", Security.STARTTLS: "STARTTLS", Security.NONE: "plain"}


def said(server: FoundServer) -> dict[str, object]:
    """A server in the words of the cases, which know no type for Microsoft's newest protocol."""
    return {
        "type": None if server.kind == "graph" else server.kind,
        "hostname": server.host,
        "port": server.port,
        "socket": SOCKETS[server.security],
        "auth": ["http-basic" if one is Method.OTHER else one.value for one in server.methods],
        "username": server.user_name,
    }


if __name__ == "__main__":
    try:
        config = read_config(Path(sys.argv[1]).read_bytes(), sys.argv[2])
    except AutoconfigError as refused:
        sys.exit(f"{refused.phrase.id} {refused.detail}")
    found = {
        "incoming": [said(server) for server in config.incoming],
        "outgoing": [said(server) for server in config.outgoing],
    }
    sys.stdout.write(json.dumps(found) + "\n")
