"""Debian's SpamAssassin (spamd) and Rspamd as private instances: loopback, ports of their own.

Neither asks anybody: spamd runs with its local tests only, and Rspamd's name server is a port that
nobody listens on, so that its maps and lists stay unknown. Both end with the tests.
"""

import shutil
from pathlib import Path

from tests.live.daemon import Daemon, answers, free_ports, wait_until

_SBIN = "/usr/sbin:/usr/local/sbin:/usr/bin"
SPAMD = shutil.which("spamd", path=_SBIN)
RSPAMD = shutil.which("rspamd", path=_SBIN)

START_LIMIT = 45.0
"""Seconds until they listen; both read thousands of rules first."""

_RSPAMD_CONF = """\
.include "$CONFDIR/common.conf"
options {{
    pidfile = "$RUNDIR/rspamd.pid";
    tempdir = "$DBDIR";
    url_tld = "$DBDIR/endings";
    hs_cache_dir = "$DBDIR";
    cache_file = "$DBDIR/symbols.cache";
    filters = "chartable,dkim,regexp";
    allow_raw_input = true;
    disable_hyperscan = true;
    dns {{ nameserver = ["127.0.0.1:{silent}"]; timeout = 0.1s; retransmits = 1; }}
}}
logging {{ type = "console"; level = "error"; }}
worker "normal" {{ bind_socket = "127.0.0.1:{port}"; count = 1; mime = true; }}
"""


class Spamd(Daemon):
    """Use as a context manager. ``folder`` becomes writable for all: spamd serves as nobody."""

    def __init__(self, folder: Path) -> None:
        (self.port,) = free_ports(1)
        folder.chmod(0o777)
        super().__init__(
            # It takes no folder for its files from the environment, but the current one.
            *("env", "-C", str(folder), str(SPAMD), "--local", "--nouser-config"),
            *("--listen", "127.0.0.1", "--port", str(self.port), "--syslog", "null"),
            *("--max-children", "1", "--min-children", "1", "--pidfile", str(folder / "pid")),
        )

    def __enter__(self) -> "Spamd":
        self.start()
        wait_until(lambda: answers(self.port), START_LIMIT)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Rspamd(Daemon):
    """Use as a context manager."""

    def __init__(self, folder: Path) -> None:
        self.port, silent = free_ports(2)
        conf = folder / "rspamd.conf"
        conf.write_text(_RSPAMD_CONF.format(port=self.port, silent=silent), encoding="utf-8")
        # Its own list of domain endings takes it a quarter of a minute to read.
        (folder / "endings").write_text("com\norg\nexample\ntest\n", encoding="utf-8")
        places = ("DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR")
        super().__init__(
            *(str(RSPAMD), "--no-fork", "--insecure", "--config", str(conf)),
            *(f"--var={place}={folder}" for place in places),
        )

    def __enter__(self) -> "Rspamd":
        self.start()
        wait_until(lambda: answers(self.port), START_LIMIT)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
