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

RSPAMD_MARKS = 3.5
"""Points from which Rspamd marks a message as spam; 6 as it comes."""

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
worker "rspamd_proxy" {{
    bind_socket = "127.0.0.1:{milter}";
    milter = true;
    count = 1;
    upstream "local" {{ default = true; self_scan = true; }}
}}
actions {{ add_header = {marks}; }}
milter_headers {{ extended_spam_headers = true; skip_local = false; }}
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
    """Use as a context manager. At ``port`` it is asked, at ``milter`` a mail server shows it what
    comes in."""

    def __init__(self, folder: Path) -> None:
        self.port, self.milter, silent = free_ports(3)
        conf = folder / "rspamd.conf"
        ports = {"port": self.port, "milter": self.milter, "silent": silent, "marks": RSPAMD_MARKS}
        conf.write_text(_RSPAMD_CONF.format(**ports), encoding="utf-8")
        # Its own list of domain endings takes it a quarter of a minute to read.
        (folder / "endings").write_text("com\norg\nexample\ntest\n", encoding="utf-8")
        places = ("DBDIR", "RUNDIR", "LOGDIR", "LOCAL_CONFDIR")
        super().__init__(
            *(str(RSPAMD), "--no-fork", "--insecure", "--config", str(conf)),
            *(f"--var={place}={folder}" for place in places),
        )

    def __enter__(self) -> "Rspamd":
        self.start()
        wait_until(lambda: answers(self.port) and answers(self.milter), START_LIMIT)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
