"""Debian's own Postfix and Dovecot as private instances: loopback, high ports, one folder.

The user's mail server is the Postfix instance "own", the Messenger another one; both deliver by
LMTP to one Dovecot, which also checks the passwords and serves IMAP. Nothing of the system's own
mail configuration is read, and everything ends with the process that started it.
"""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterable
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Final

import msgspec
import trustme

from tests.live.daemon import (
    START_LIMIT,
    Daemon,
    answers,
    free_ports,
    stop_all,
    wait_until,
)

MASTER: Final = Path("/usr/lib/postfix/sbin/master")

MAIL_HOST: Final = "mail.office.test"
MESSENGER_HOST: Final = "relay.courier.test"
_OTHERS: Final = (
    "known",
    "slow",
    "together",
    "listed",
    "records",
    "hoster",
    "renter",
    "plain",
    "moved",
    "usual",
)
"""Domains under ``test.`` whose mail server is the same one (:mod:`tests.live.publishing`)."""
ANNA: Final = "anna@office.test"
BEN: Final = "ben@office.test"
BOSS: Final = "boss@office.test"
COURIER: Final = "courier@courier.test"
WITNESS: Final = "wanda@witness.test"
"""A mailbox at another provider, whose folders are all called ``INBOX.`` something."""
STRICT: Final = "stella@witness.test"
"""Another one there, whose Sieve files all that comes in Junk."""
LATE, LATER, FULL = "leo@witness.test", "lina@witness.test", "frida@witness.test"
"""More there: the receiver of :mod:`tests.live.way` puts off what is for the first two, and takes
nothing for the last one."""
PASSWORD: Final = "correct-horse Battery/7"
COURIER_PASSWORD: Final = "pigeon+Post 8"
WITNESSES: Final = (WITNESS, STRICT, LATE, LATER, FULL)
USERS: Final = (ANNA, BEN, BOSS, *WITNESSES)
_PASSWORDS: Final = {**dict.fromkeys(USERS, PASSWORD), COURIER: COURIER_PASSWORD}

ZONE: Final = """
.                    SOA ns.test. admin.test. 1 3600 600 86400 0
mail.office.test.    A   127.0.0.1
_dmarc.office.test.  TXT "v=DMARC1; p=reject"
relay.courier.test.  A   127.0.0.1
"""
"""What the name server of these tests knows."""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/spool
data_directory = {folder}/data
maillog_file = {folder}/mail.log
maillog_file_prefixes = {folder}
# Usually a minute in which a server that could not start yet accepts connections and says nothing.
service_throttle_time = 1s
myhostname = {host}
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
biff = no
smtputf8_enable = yes
smtpd_tls_chain_files = {root}/server.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = unix:{root}/auth
smtpd_client_event_limit_exceptions = 127.0.0.0/8
smtpd_error_sleep_time = 0
smtpd_sender_login_maps = inline:{{ {logins} }}
smtpd_sender_restrictions = reject_authenticated_sender_login_mismatch
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject
virtual_mailbox_domains = office.test, courier.test, witness.test
virtual_mailbox_maps = inline:{{ {mailboxes} }}
virtual_transport = lmtp:unix:{root}/lmtp
{more}
"""

_MASTER = """
127.0.0.1:{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:{submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject
127.0.0.1:{plain} inet n - n - - smtpd
  -o smtpd_tls_security_level=none
  -o smtpd_tls_auth_only=no
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

_DOVECOT = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
auth_verbose = yes
protocols = imap lmtp
listen = 127.0.0.1
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
ssl = required
ssl_cert = <{root}/server.pem
ssl_key = <{root}/server.pem
first_valid_uid = 1
mail_location = maildir:~/Maildir
namespace inbox {{
  inbox = yes
  separator = .
  mailbox Junk {{
    auto = create
    special_use = \\Junk
  }}
  mailbox Sent {{
    auto = create
    special_use = \\Sent
  }}
  mailbox Trash {{
    auto = create
    special_use = \\Trash
  }}
}}
namespace public {{
  type = public
  prefix = Public.
  separator = .
  location = maildir:{root}/public
  subscriptions = no
  list = children
}}
passdb {{
  driver = passwd-file
  mechanisms = plain login
  args = {root}/users
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = {root}/oauth2.conf
}}
userdb {{
  driver = passwd-file
  args = {root}/users
}}
service auth {{
  unix_listener {root}/auth {{
    mode = 0666
  }}
}}
service lmtp {{
  unix_listener {root}/lmtp {{
    mode = 0666
  }}
}}
service imap-login {{
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {imaps}
    ssl = yes
  }}
}}
service anvil {{
  # Off: a wrong password must not slow down the tests after it.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
protocol lmtp {{
  postmaster_address = postmaster@office.test
  mail_plugins = sieve
}}
plugin {{
  sieve_before = {root}/filter.sieve
}}
"""


_TOKENS: Final = """
introspection_mode = post
introspection_url = {introspection}
force_introspection = yes
username_attribute = sub
active_attribute = active
active_value = true
scope = {scopes}
openid_configuration_url = {configuration}
tls_ca_cert_file = {root}/ca.pem
"""

FILE_INTO: Final = "X-Test-Folder"
"""A message with this field is put by Sieve into the folder that it names."""

_SIEVE = f"""
require ["envelope", "fileinto", "mailbox", "variables"];
if header :matches "{FILE_INTO}" "*" {{ fileinto :create "${{1}}"; }}
elsif anyof (envelope "to" "{STRICT}", header "X-Spam" "Yes") {{
  if mailboxexists "INBOX.Junk" {{ fileinto "INBOX.Junk"; }}
  else {{ fileinto "Junk"; }}
}}
"""

_SIEVE_PLUGIN: Final = Path("/usr/lib/dovecot/modules/lib90_sieve_plugin.so")


def missing() -> str | None:
    """Why the servers can't run here, None if they can."""
    if not (MASTER.exists() and shutil.which("dovecot") and _SIEVE_PLUGIN.exists()):
        return "needs the packages postfix, dovecot-imapd, dovecot-lmtpd and dovecot-sieve"
    if os.geteuid() != 0:
        return "needs root: Postfix and Dovecot change to users of their own"
    return None


def _unverified() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


class Postfix(Daemon):
    """One instance. ``submission`` wants STARTTLS, ``submissions`` TLS, ``plain`` nothing.

    ``owners`` are the addresses that a user may write from, ``more`` settings that go before ours.
    """

    def __init__(
        self, root: Path, name: str, host: str, owners: Iterable[str] = USERS, more: str = ""
    ) -> None:
        self.folder = root / name
        self.host = host
        self.submission, self.submissions, self.plain = free_ports(3)
        super().__init__(str(MASTER), "-d", "-c", str(self.folder))
        _make_queue(self.folder)
        values = {
            "root": root,
            "folder": self.folder,
            "host": host,
            "logins": ", ".join(f"{{ {address} = {address} }}" for address in owners),
            "mailboxes": ", ".join(f"{{ {address} = x }}" for address in _PASSWORDS),
            "more": more,
        }
        (self.folder / "main.cf").write_text(_MAIN.format(**values))
        ports = {name: getattr(self, name) for name in ("submission", "submissions", "plain")}
        (self.folder / "master.cf").write_text(_MASTER.format(**ports))

    @property
    def log(self) -> str:
        log = self.folder / "mail.log"
        return log.read_text(errors="replace") if log.exists() else ""

    def counted_since(self, start: int) -> str:
        """Which commands clients have given since the log had so many characters, once one left."""
        wait_until(lambda: " commands=" in self.log[start:])
        return "\n".join(line for line in self.log[start:].splitlines() if " commands=" in line)

    def start(self) -> None:
        super().start()
        try:
            # Before its log is written, nobody may knock: the socket to the logger holds ten lines,
            # and a master that waits to put in one more never starts the logger.
            wait_until(lambda: "daemon started" in self.log, 3 * START_LIMIT)
            wait_until(lambda: all(map(answers, self._ports)))
            wait_until(lambda: all(map(self._greets, self._ports)))
        except TimeoutError as silent:
            raise TimeoutError(f"{self.host} says nothing: {self.log[-2000:]}") from silent

    def _greets(self, port: int) -> bool:
        """Whether it greets there: it accepts connections even before it can serve them."""
        try:
            with socket.create_connection(("127.0.0.1", port), 2) as bare:
                if port != self.submissions:
                    return bare.recv(3) == b"220"
                with _unverified().wrap_socket(bare) as encrypted:
                    return encrypted.recv(3) == b"220"
        except OSError:
            return False

    def stop(self) -> None:
        super().stop()
        # The system takes a moment to bury the children, and their ports with them.
        wait_until(lambda: not any(map(answers, self._ports)))

    @property
    def _ports(self) -> tuple[int, ...]:
        return self.submission, self.submissions, self.plain

    def is_idle(self) -> bool:
        """Whether no message is on its way: looked at in the order in which messages move."""
        queues = ("incoming", "active", "deferred", "incoming", "active")
        spool = self.folder / "spool"
        return not any(files for queue in queues for *_, files in os.walk(spool / queue))


class Checker(msgspec.Struct, frozen=True, kw_only=True):
    """Where Dovecot asks whether a token is good (RFC 7662), by which name, and what for.

    Nobody needs to be there while no token comes.
    """

    port: int
    name: str = "mail-server"
    secret: str = "mail-server-secret"
    scopes: tuple[str, ...] = ("mail.send", "mail.read")

    def config(self, root: Path) -> str:
        """What Dovecot reads of it."""
        here = f"127.0.0.1:{self.port}"
        return _TOKENS.format(
            introspection=f"https://{self.name}:{self.secret}@{here}/token/introspection",
            configuration=f"https://{here}/.well-known/openid-configuration",
            scopes=" ".join(self.scopes),
            root=root,
        )


class Mail:
    """The whole of it: two relays, one store. A context manager.

    It takes passwords and, by XOAUTH2 and OAUTHBEARER, tokens that ``checker`` calls good. The
    Messenger offers OAUTHBEARER alone.
    """

    def __init__(self, root: Path, authority: trustme.CA) -> None:
        root.chmod(0o755)  # the servers' own users come through here
        self.root = root
        authority.cert_pem.write_to_path(str(root / "ca.pem"))
        others = (f"mail.{domain}.test" for domain in _OTHERS)
        chain = authority.issue_cert("localhost", "127.0.0.1", MAIL_HOST, MESSENGER_HOST, *others)
        chain.private_key_and_cert_chain_pem.write_to_path(str(root / "server.pem"))
        (self.imaps,) = free_ports(1)
        (checker,) = free_ports(1)
        self.checker = Checker(port=checker)
        self.own = Postfix(root, "own", MAIL_HOST)
        self.messenger = Postfix(
            root,
            "messenger",
            MESSENGER_HOST,
            (COURIER,),
            "smtpd_sasl_mechanism_filter = !xoauth2, static:all",
        )
        self._dovecot = Daemon("dovecot", "-F", "-c", str(root / "dovecot.conf"))
        self._configure_dovecot()

    def __enter__(self) -> "Mail":
        try:
            self._dovecot.start()
            self.own.start()
            self.messenger.start()
            wait_until(lambda: answers(self.imaps) and (self.root / "lmtp").exists())
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        stop_all((self.own, self.messenger, self._dovecot))

    @property
    def logs(self) -> str:
        """What the servers here wrote last, those of :mod:`tests.live.way` too."""
        logs = (*sorted(self.root.glob("*/mail.log")), self.root / "dovecot.log")
        return "\n".join(f"{log}:\n{log.read_text(errors='replace')[-3000:]}" for log in logs)

    def messages(self) -> list[tuple[str, Message]]:
        """Every message in any mailbox, once all is delivered: whose it is, and the message.

        Found on the disk, so nothing of our own code can hide one.
        """
        wait_until(lambda: self.own.is_idle() and self.messenger.is_idle())
        return [
            (path.parts[-4], message_from_bytes(path.read_bytes()))
            for path in self.root.glob("mail/*/Maildir/*/*")
            if path.parent.name in ("new", "cur")
        ]

    def copies(self, subject: str) -> list[tuple[str, Message]]:
        """The messages with this subject."""
        return [found for found in self.messages() if found[1]["Subject"] == subject]

    def sign_ins(self, user: str, mechanism: str) -> int:
        """How often a user has signed in to read mail so far."""
        entry = f"Login: user=<{user}>, method={mechanism},"
        return (self.root / "dovecot.log").read_text(errors="replace").count(entry)

    def show_out(self, user: str) -> None:
        """End every conversation of a user about a mailbox, as a server does that is restarted."""
        config = str(self.root / "dovecot.conf")
        subprocess.run(("doveadm", "-c", config, "kick", user), check=True, capture_output=True)

    def file_of(self, user: str, *texts: str, limit: float = START_LIMIT) -> Path:
        """Where a message to this user lies that has these texts in it, once it is there."""

        def files() -> list[Path]:
            everything = (self.root / "mail" / user).glob("**/*")
            places = [path for path in everything if path.parent.name in ("new", "cur")]
            return [path for path in places if _has(path, texts)]

        wait_until(lambda: bool(files()), limit)
        return files()[0]

    def _configure_dovecot(self) -> None:
        mail = self.root / "mail"
        mail.mkdir()
        shutil.chown(mail, "mail", "mail")
        for folder in (self.root / "public", self.root / "public" / ".Notices"):
            folder.mkdir()
            shutil.chown(folder, "mail", "mail")
        store = pwd.getpwnam("mail")
        special = dict.fromkeys(WITNESSES, "userdb_namespace/inbox/prefix=INBOX.")
        lines = (
            f"{user}:{{PLAIN}}{password}:{store.pw_uid}:{store.pw_gid}::{mail / user}::"
            f"{special.get(user, '')}\n"
            for user, password in _PASSWORDS.items()
        )
        users_file = self.root / "users"
        users_file.write_text("".join(lines))
        users_file.chmod(0o640)
        shutil.chown(users_file, "root", "dovecot")
        config = _DOVECOT.format(root=self.root, imaps=self.imaps)
        (self.root / "oauth2.conf").write_text(self.checker.config(self.root))
        (self.root / "dovecot.conf").write_text(config)
        (self.root / "filter.sieve").write_text(_SIEVE)


def _has(path: Path, texts: Iterable[str]) -> bool:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:  # renamed meanwhile, as a message is that somebody looks at
        return False
    return all(text.encode() in raw for text in texts)


def _make_queue(folder: Path) -> None:
    """What `postfix check` would make; the master daemon alone starts ten times as fast."""
    (folder / "spool" / "pid").mkdir(parents=True)
    queues = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming")
    for name in (*queues, "saved", "trace", "private"):
        _own_folder(folder / "spool" / name, 0o700, "postfix", None)
    _own_folder(folder / "spool" / "public", 0o2710, "postfix", "postdrop")
    _own_folder(folder / "spool" / "maildrop", 0o1730, "postfix", "postdrop")
    _own_folder(folder / "data", 0o700, "postfix", None)


def _own_folder(path: Path, mode: int, user: str, group: str | None) -> None:
    path.mkdir()
    shutil.chown(path, user, group)
    path.chmod(mode)
