"""A way over two servers: the user's own sends out, a receiver at another provider takes in.

Both are instances of Debian's Postfix beside those of :mod:`tests.live.postfix`, and deliver to the
same Dovecot: the user's own what is for its own domain, the receiver what is for the other one.
"""

import shutil
from pathlib import Path
from typing import Final

from tests.live.daemon import Daemon, answers, free_ports, stop_all, wait_until
from tests.live.postfix import FULL, LATE, LATER, Mail, Postfix

OUTGOING_HOST: Final = "out.office.test"
RECEIVER_HOST: Final = "mx.witness.test"
DELAY: Final = 3
"""Seconds for which a sender whom the receiver does not know is put off."""

POSTGREY: Final = shutil.which("postgrey", path="/usr/sbin")

_OUTGOING: Final = """
virtual_mailbox_domains = office.test
relayhost = [127.0.0.1]:{receiver}
# Usually minutes. With less than two seconds to the next try, the queue manager may come upon a
# message that is still in hand, and then forgets it.
queue_run_delay = 1s
minimal_backoff_time = 2s
maximal_backoff_time = 2s
"""

_RECEIVER: Final = """
virtual_mailbox_domains = witness.test
smtpd_milters = inet:127.0.0.1:{milter}
milter_default_action = accept
smtpd_restriction_classes = put_off
put_off = check_policy_service inet:127.0.0.1:{greylist}
smtpd_recipient_restrictions = check_recipient_access inline:{{
  {{ {late} = put_off }}, {{ {later} = put_off }}, {{ {full} = 552 5.2.2 The mailbox is full }} }}
"""


class Way:
    """A context manager. The receiver shows each message to the milter at the port ``milter``, and
    asks at ``greylist`` whom to put off."""

    def __init__(self, mail: Mail, *, milter: int, greylist: int) -> None:
        mailboxes = {"late": LATE, "later": LATER, "full": FULL}
        settings = _RECEIVER.format(milter=milter, greylist=greylist, **mailboxes)
        self.receiver = Postfix(mail.root, "receiver", RECEIVER_HOST, more=settings)
        settings = _OUTGOING.format(receiver=self.receiver.plain)
        self.outgoing = Postfix(mail.root, "outgoing", OUTGOING_HOST, more=settings)

    def __enter__(self) -> "Way":
        try:
            self.receiver.start()
            self.outgoing.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        stop_all((self.outgoing, self.receiver))


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
