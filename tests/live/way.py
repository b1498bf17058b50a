"""A way over two servers: the user's own sends out, a receiver at another provider takes in.

Both are instances of Debian's Postfix beside those of :mod:`tests.live.postfix`, and deliver to the
same Dovecot: the user's own what is for its own domain, the receiver what is for the other one.
"""

import shutil
from pathlib import Path
from typing import Final

from tests.live.daemon import Daemon, answers, free_ports, wait_until
from tests.live.postfix import FULL, USERS, Mail, Postfix

OUTGOING_HOST: Final = "out.office.test"
RECEIVER_HOST: Final = "mx.witness.test"
DELAY: Final = 3
"""Seconds for which a sender whom the receiver does not know is put off."""

POSTGREY: Final = shutil.which("postgrey", path="/usr/sbin")

_OUTGOING: Final = """
virtual_mailbox_domains = office.test
relayhost = [127.0.0.1]:{receiver}
# Usually minutes.
queue_run_delay = 1s
minimal_backoff_time = 1s
maximal_backoff_time = 1s
"""

_RECEIVER: Final = """
virtual_mailbox_domains = witness.test
smtpd_milters = {milter}
smtpd_recipient_restrictions =
  check_recipient_access inline:{{ {{ {full} = 552 5.2.2 The mailbox is full }} }}
  {policy}
"""


class Way:
    """A context manager. The receiver asks ``policy`` (a port) whom to put off.

    It shows each message to ``milter`` (a port) before it takes it. 0: to nobody.
    """

    def __init__(self, mail: Mail, *, policy: int = 0, milter: int = 0) -> None:
        name = "filtered" if milter else "greylisted" if policy else "plain"
        settings = _RECEIVER.format(
            full=FULL,
            milter=f"inet:127.0.0.1:{milter}" if milter else "",
            policy=f"check_policy_service inet:127.0.0.1:{policy}" if policy else "",
        )
        self.receiver = Postfix(mail.root, f"{name}-mx", RECEIVER_HOST, (), settings)
        settings = _OUTGOING.format(receiver=self.receiver.plain)
        self.outgoing = Postfix(mail.root, f"{name}-out", OUTGOING_HOST, USERS, settings)

    def __enter__(self) -> "Way":
        try:
            self.receiver.start()
            self.outgoing.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.outgoing.stop()
        self.receiver.stop()


class Postgrey(Daemon):
    """Debian's greylisting server, which knows nobody yet. A context manager."""

    def __init__(self, folder: Path) -> None:
        (self.port,) = free_ports(1)
        shutil.chown(folder, "postgrey", "postgrey")
        super().__init__(
            *(str(POSTGREY), f"--inet=127.0.0.1:{self.port}", f"--delay={DELAY}"),
            *(f"--dbdir={folder}", f"--pidfile={folder / 'pid'}"),
            *("--whitelist-clients=/dev/null", "--whitelist-recipients=/dev/null"),
        )

    def __enter__(self) -> "Postgrey":
        self.start()
        wait_until(lambda: answers(self.port))
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
