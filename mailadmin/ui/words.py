"""The window's words for what the core says: sentences by id, states, times and sizes."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from mailadmin.core import diagnosis, texts
from mailadmin.core.account import Route, Security
from mailadmin.core.diagnosis import Fix, Who
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding, Status
from mailadmin.ui.theme import Tone


def translate(text: str) -> str:
    """A sentence of the core in the user's language."""
    return QCoreApplication.translate("Finding", text)


def say(phrase: Phrase) -> str:
    """The sentence of a phrase."""
    return texts.say(phrase, translate)


def title_of(finding: Finding) -> str:
    """What a finding says in one sentence."""
    return texts.title_of(finding, translate)


def detail_of(finding: Finding) -> str:
    """What else is worth knowing about a finding, or nothing."""
    return texts.detail_of(finding, translate)


def cause_of(finding: Finding) -> str:
    """What is wrong, in one sentence: the cause's where it is known, else the finding's own."""
    verdict = finding.verdict
    if verdict.cause is None:
        return title_of(finding)
    return diagnosis.title_of_cause(verdict.cause, verdict.params, translate)


def fix_of(finding: Finding) -> Fix | None:
    """What to do about a finding, in words."""
    verdict = finding.verdict
    if verdict.cause is None:
        return None
    return diagnosis.fix_for(verdict.cause, verdict.params, translate)


def status_word(status: Status) -> str:
    """The word that stands for a state, beside its icon and colour."""
    say_it = QCoreApplication.translate
    return {
        Status.OK: say_it("Words", "Passed"),
        Status.INFO: say_it("Words", "For your information"),
        Status.WARNING: say_it("Words", "Warning"),
        Status.FAILED: say_it("Words", "Failed"),
        Status.UNKNOWN: say_it("Words", "Could not be found out"),
        Status.SKIPPED: say_it("Words", "Not tested"),
    }[status]


TONES = {
    Status.OK: Tone.OK,
    Status.INFO: Tone.INFO,
    Status.WARNING: Tone.WARNING,
    Status.FAILED: Tone.FAILED,
    Status.UNKNOWN: Tone.WARNING,
    Status.SKIPPED: Tone.QUIET,
}


def stage_name(check: str) -> str:
    """What a check is called in a list of stages."""
    say_it = QCoreApplication.translate
    names = {
        "dns.resolve": say_it("Words", "Name"),
        "net.connect": say_it("Words", "Connection"),
        "smtp.greeting": say_it("Words", "Greeting"),
        "smtp.ehlo": say_it("Words", "Capabilities"),
        "tls.handshake": say_it("Words", "Encryption"),
        "tls.certificate": say_it("Words", "Certificate"),
        "smtp.auth": say_it("Words", "Sign-in"),
        "smtp.sender": say_it("Words", "Sender"),
        "smtp.recipient": say_it("Words", "Recipient"),
        "smtp.message": say_it("Words", "Message"),
        "keyring.read": say_it("Words", "Keyring"),
        "keyring.write": say_it("Words", "Keyring"),
        "inbox.connect": say_it("Words", "Inbox"),
        "inbox.auth": say_it("Words", "Inbox sign-in"),
        "inbox.arrival": say_it("Words", "Arrival"),
    }
    return names.get(check, check)


def route_name(route: Route) -> str:
    """Which of the two routes."""
    if route is Route.MESSENGER:
        return QCoreApplication.translate("Words", "Messenger")
    return QCoreApplication.translate("Words", "Mail server")


def security_name(security: Security) -> str:
    """How a connection is encrypted, as the forms say it."""
    say_it = QCoreApplication.translate
    return {
        Security.TLS: say_it("Words", "Encrypted from the start (465)"),
        Security.STARTTLS: say_it("Words", "Upgrade to encryption (587)"),
        Security.NONE: say_it("Words", "None"),
        Security.AUTO: say_it("Words", "Automatic"),
    }[security]


def whose_job(who: Who) -> str:
    """The heading over the steps of a fix."""
    say_it = QCoreApplication.translate
    return {
        Who.YOU: say_it("Words", "What to do (you)"),
        Who.MAIL_ADMIN: say_it("Words", "What to do (the administrator of your mail server)"),
        Who.DOMAIN_HOST: say_it("Words", "What to do (whoever hosts your domain)"),
        Who.NETWORK_ADMIN: say_it("Words", "What to do (whoever runs this network)"),
        Who.RECIPIENT: say_it("Words", "What to do (the recipient)"),
        Who.NOBODY: say_it("Words", "What to do (only wait)"),
    }[who]


def took(milliseconds: float) -> str:
    """A measured time: ``12 ms``, ``1.3 s``."""
    locale = QLocale()
    if milliseconds < 1000:
        amount = locale.toString(max(1, round(milliseconds)))
        return QCoreApplication.translate("Words", "{0} ms").format(amount)
    amount = locale.toString(milliseconds / 1000, "f", 1)
    return QCoreApplication.translate("Words", "{0} s").format(amount)


def whole_seconds(seconds: float) -> str:
    """A running time: ``3 s``."""
    amount = QLocale().toString(int(seconds))
    return QCoreApplication.translate("Words", "{0} s").format(amount)


def size(count: int) -> str:
    """A size as people write it: ``12 kB``, ``1.4 MB``."""
    return QLocale().formattedDataSize(count, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def ago(moment: datetime, now: datetime | None = None) -> str:
    """How long ago something was, roughly."""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    minutes, hours, days = int(seconds // 60), int(seconds // 3600), int(seconds // 86400)
    if minutes < 1:
        return QCoreApplication.translate("Words", "just now")
    if hours < 1:
        return QCoreApplication.translate("Words", "%n minute(s) ago", "", minutes)
    if days < 1:
        return QCoreApplication.translate("Words", "%n hour(s) ago", "", hours)
    return QCoreApplication.translate("Words", "%n day(s) ago", "", days)


def clock(moment: datetime, now: datetime | None = None) -> str:
    """The time of day today, the date before."""
    local, today = moment.astimezone(), (now or datetime.now(UTC)).astimezone()
    if local.date() == today.date():
        return QLocale().toString(
            QTime(local.hour, local.minute, local.second), QLocale.FormatType.ShortFormat
        )
    return QLocale().toString(
        QDate(local.year, local.month, local.day), QLocale.FormatType.ShortFormat
    )


def is_web_address(link: str) -> bool:
    """Whether a link may be opened: web pages only, nothing that starts a program."""
    parts = urlsplit(link)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
