"""What the project needs of Debian's and Ubuntu's packages, and installing what is missing."""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.people import Stop, say

# What the Qt wheels need of Debian's packages. `a|b`: either will do; newer releases renamed some,
# and there the old name installs the new package.
OFFSCREEN = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libglib2.0-0|libglib2.0-0t64",
    "libdbus-1-3",
)
WINDOW = (
    *OFFSCREEN,
    "libxkbcommon-x11-0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
)
TRUST = ("ca-certificates", "openssl")
SERVERS = (
    "postfix",
    "dovecot-core",
    "dovecot-imapd",
    "dovecot-lmtpd",
    "dovecot-sieve",
    "nsd",
    "unbound",
    "nginx",
    "npm|nodejs",  # some packages of Node.js bring npm along
    "iproute2",  # networks of a test's own
    "postgrey",
    "rspamd",
    "spamd",
)
DESKTOP = (
    "xvfb",
    "gnome-keyring",
    "dbus-daemon",
    "at-spi2-core",
    "libxtst6",
    "gir1.2-atspi-2.0",
    "python3-gi",
)
# Another client, to be measured against; it speaks TLS through the second one.
PEERS = ("swaks", "libnet-ssleay-perl")
# Each service one of these packages brings: the tests start servers of their own, and the system's
# are not wanted at its next start.
SERVICES = {
    "postfix": "postfix",
    "dovecot-core": "dovecot",
    "nsd": "nsd",
    "unbound": "unbound",
    "nginx": "nginx",
    "postgrey": "postgrey",
    "rspamd": "rspamd",
    "spamd": "spamd",
}


def missing_packages(wanted: Sequence[str], listing: str) -> list[str]:
    """Return the names in `wanted` of which no alternative is installed.

    `listing` is what `dpkg-query` prints with the format `${Package} ${db:Status-Status}`.
    """
    rows = [line.split() for line in listing.splitlines()]
    installed = {row[0] for row in rows if row[1:] == ["installed"]}
    return [names.split("|")[0] for names in wanted if installed.isdisjoint(names.split("|"))]


def installation_steps(missing: Sequence[str]) -> list[str]:
    """Return the shell commands that install `missing` on Debian and leave no service enabled."""
    steps = ["apt-get update -q"]
    if "postfix" in missing:
        answer = "postfix postfix/main_mailer_type select No configuration"
        steps.append(f'echo "{answer}" | debconf-set-selections')
    steps.append(
        "DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "
        + " ".join(missing)
    )
    services = " ".join(SERVICES[name] for name in missing if name in SERVICES)
    if services:
        steps.append(f"if [ -d /run/systemd/system ]; then systemctl disable --now {services}; fi")
    return steps


@contextlib.contextmanager
def services_held_back(policy: Path = Path("/usr/sbin/policy-rc.d")) -> Iterator[None]:
    """Keep Debian's package scripts from starting what they install; a policy found is kept."""
    ours = (
        "#!/bin/sh\n# dev.py of mailadmin, while it installs packages: start no service\nexit 101\n"
    )
    if policy.exists() and policy.read_text() != ours:
        yield
        return
    policy.write_text(ours)
    policy.chmod(0o755)
    try:
        yield
    finally:
        policy.unlink()


def ensure_system_packages(wanted: Sequence[str], purpose: str, *, first: bool) -> None:
    """Install as root what is missing of `wanted`, or stop with the one line that does it.

    On Linux without apt nothing can be looked up: there the person is told once, on the `first`
    call, what is needed, and the rest goes on. Windows and macOS bring all of it.
    """
    if not sys.platform.startswith("linux") or not wanted:
        return
    if shutil.which("dpkg-query") is None or shutil.which("apt-get") is None:
        if first:
            names = " ".join(name.split("|")[0] for name in wanted)
            say(f"{purpose} needs what Debian calls {names}; please see that it is installed")
        return
    listing = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\\n"]
        + [name for names in wanted for name in names.split("|")],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    ).stdout
    missing = missing_packages(wanted, listing)
    if not missing:
        return
    steps = installation_steps(missing)
    if os.geteuid() != 0:
        line = "sudo sh -c " + shlex.quote(" && ".join(steps))
        raise Stop(f"{purpose} needs system packages. This line installs them:\n{line}")
    say(f"{purpose} needs system packages. Installing: {' '.join(missing)}")
    with services_held_back():
        # One unreachable source fails the update, and yet the others may hold all we need.
        failed = [step for step in steps if subprocess.run(["sh", "-c", step], stdout=2).returncode]
    if set(failed) - {steps[0]}:
        raise Stop("the system packages could not be installed; apt-get says above why")
