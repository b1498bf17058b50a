"""The window's words for what the core says: sentences by id, states, times and sizes."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime

from mailadmin.core.account import Route, Security
from mailadmin.core.event import Outcome, Phrase, Result
from mailadmin.core.finding import Finding, Params, Status
from mailadmin.core.history.run import About, Kind
from mailadmin.ui.theme import Tone

if TYPE_CHECKING:
    from mailadmin.core.diagnosis import Explanation, FixText, Who
    from mailadmin.core.send.routes import RecipientResult

# The sentences and fixes of the core are imported where they are said: the first picture of the
# window needs none of them.


def translate(text: str) -> str:
    """A sentence of the core in the user's language."""
    return QCoreApplication.translate("Finding", text)


def translate_fix(text: str) -> str:
    """A sentence about a cause in the user's language."""
    return QCoreApplication.translate("Fix", text)


def say(phrase: Phrase) -> str:
    """The sentence of a phrase."""
    from mailadmin.core import texts

    return texts.say(phrase, translate)


def title_of(finding: Finding) -> str:
    """What a finding says in one sentence."""
    from mailadmin.core import texts

    return texts.title_of(finding, translate)


def detail_of(finding: Finding) -> str:
    """What else is worth knowing about a finding, or nothing."""
    from mailadmin.core import texts

    return texts.detail_of(finding, translate)


def say_id(text: str) -> str:
    """The sentence of this id; one without parameters."""
    return say(Phrase(text))


def not_proven(phrases: Iterable[Phrase]) -> str:
    """What a run could not show."""
    return QCoreApplication.translate("Words", "Not proven: {0}").format(together(phrases))


def how_to_check(sentence: str) -> str:
    """How to see that a fix has worked."""
    say_it = QCoreApplication.translate
    return say_it("Words", "How to see that it worked: {0}").format(sentence)


def together(phrases: Iterable[Phrase]) -> str:
    """Several sentences as one text."""
    sentences = (say(phrase) for phrase in phrases)
    return " ".join(text if text.endswith((".", "!", "?")) else f"{text}." for text in sentences)


def reason_of(result: Result) -> str:
    """Why a run did not pass, in one sentence: the cause's where it is known."""
    explained = explanation_of(result)
    if explained is not None:
        return explained.title
    if result.failure is not None:
        return title_of(result.failure)
    return say(result.title)


def explanation_of(result: Result) -> "Explanation | None":
    """The cause of a run that did not pass, in words."""
    from mailadmin.core import diagnosis

    return diagnosis.explanation_of(result, translate_fix)


def cause_title(cause: str, params: Params) -> str:
    """What is wrong, by the id of its cause. ``KeyError`` where there is no such cause."""
    from mailadmin.core import diagnosis

    return diagnosis.title_of_cause(cause, params, translate_fix)


def fix_of(finding: Finding) -> "FixText | None":
    """What to do about a finding, None where there is nothing to do."""
    from mailadmin.core import fixes

    return fixes.fix_of(finding.verdict, translate_fix, today=finding.started.date())


def and_more(sentence: str, count: int) -> str:
    """A sentence that stands for some more like it."""
    say_it = QCoreApplication.translate
    if count == 1:
        return say_it("Words", "{0} (and one more)").format(sentence)
    return say_it("Words", "{0} (and %n more)", "", count).format(sentence)


def dislikes(count: int) -> str:
    """How many things about a message filters may dislike."""
    say_it = QCoreApplication.translate
    if count == 1:
        return say_it("Words", "One thing in this message should be better")
    return say_it("Words", "%n things in this message should be better", "", count)


def how_sure(confidence: float) -> str:
    """How sure a cause is, in a word."""
    from mailadmin.core import diagnosis

    return diagnosis.how_sure(confidence, translate_fix)


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


OUTCOMES = {
    Outcome.PASSED: ("ok", Tone.OK),
    Outcome.WARNING: ("warning", Tone.WARNING),
    Outcome.FAILED: ("failed", Tone.FAILED),
    Outcome.UNCERTAIN: ("unknown", Tone.WARNING),
    Outcome.UNKNOWN: ("unknown", Tone.WARNING),
}


def outcome_word(outcome: Outcome) -> str:
    """The word for how a run ended."""
    say_it = QCoreApplication.translate
    return {
        Outcome.PASSED: say_it("Words", "Passed"),
        Outcome.WARNING: say_it("Words", "Passed with warnings"),
        Outcome.FAILED: say_it("Words", "Failed"),
        Outcome.UNCERTAIN: say_it("Words", "May have been sent"),
        Outcome.UNKNOWN: say_it("Words", "Could not be found out"),
    }[outcome]


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
        "inbox.delete": say_it("Words", "Deletion"),
        "domain.route": say_it("Words", "Your servers"),
        "domain.mx": say_it("Words", "Mail servers (MX)"),
        "domain.spf": say_it("Words", "Allowed senders (SPF)"),
        "domain.dkim": say_it("Words", "Signature (DKIM)"),
        "domain.dmarc": say_it("Words", "Policy (DMARC)"),
        "domain.ptr": say_it("Words", "Reverse name (PTR)"),
        "domain.blocklist": say_it("Words", "Blocklists"),
        "domain.mta-sts": say_it("Words", "Encryption promise (MTA-STS)"),
        "domain.tls-rpt": say_it("Words", "Encryption reports (TLS-RPT)"),
        "domain.dane": say_it("Words", "Certificate promise (DANE)"),
        "domain.dnssec": say_it("Words", "Signed names (DNSSEC)"),
        "domain.bimi": say_it("Words", "Logo (BIMI)"),
        "message.reading": say_it("Words", "The message"),
        "message.path": say_it("Words", "The way it came"),
        "message.spf": say_it("Words", "Allowed sender (SPF)"),
        "message.dkim": say_it("Words", "Signature (DKIM)"),
        "message.dmarc": say_it("Words", "Policy (DMARC)"),
        "message.arc": say_it("Words", "Forwarding (ARC)"),
        "message.verdict": say_it("Words", "The receiver's verdict"),
        "message.content": say_it("Words", "Content"),
        "message.bounce": say_it("Words", "Returned message"),
        "discover.provider": say_it("Words", "Known providers"),
        "discover.autoconfig": say_it("Words", "Settings file"),
        "discover.database": say_it("Words", "Mozilla's database"),
        "discover.srv": say_it("Words", "Public records (SRV)"),
        "discover.mx": say_it("Words", "Mail provider (MX)"),
        "discover.http": say_it("Words", "Unencrypted file"),
        "discover.guess": say_it("Words", "Usual names"),
        "discover.server": say_it("Words", "Servers tried"),
        "oauth.client": say_it("Words", "Registration"),
        "oauth.page": say_it("Words", "Sign-in page"),
        "oauth.token": say_it("Words", "Permission"),
        "missing.text": say_it("Words", "Text"),
        "missing.outbox": say_it("Words", "Outbox"),
        "missing.recipient": say_it("Words", "Recipient"),
        "missing.domain": say_it("Words", "Your domain"),
        "missing.arrival": say_it("Words", "Test message"),
        "missing.test": say_it("Words", "Connection test"),
    }
    return names.get(check, check)


def check_name(check: str, route: Route | None) -> str:
    """What a finding of a domain is about: one of the account's servers, or a check."""
    return stage_name(check) if route is None else route_name(route)


def tree_title(name: str) -> str:
    """The heading over a record that leads to others."""
    say_it = QCoreApplication.translate
    return say_it("Words", "The record of {0}, and what it leads to").format(name.rstrip("."))


def lookups(count: int) -> str:
    """How many of the questions that a receiver asks at most have been asked so far."""
    return QCoreApplication.translate("Words", "{0} of {1}").format(count, LOOKUPS)


def route_name(route: Route) -> str:
    """Which of the two routes."""
    if route is Route.MESSENGER:
        return QCoreApplication.translate("Words", "Messenger")
    return QCoreApplication.translate("Words", "Mail server")


LOOKUPS = 10
"""Questions after which a receiver gives up on an SPF record (RFC 7208 section 4.6.4)."""

MESSAGE_STATES = {
    "waiting": ("waiting", Tone.QUIET),
    "sending": ("running", Tone.INFO),
    "sent": ("ok", Tone.OK),
    "not-sent": ("failed", Tone.FAILED),
    "uncertain": ("unknown", Tone.WARNING),
    "discarded": ("skipped", Tone.QUIET),
}


def message_state(state: str, route: Route | None) -> str:
    """The words for where a message stands and which way it went."""
    say_it = QCoreApplication.translate
    if state == "sent":
        if route is Route.MESSENGER:
            return say_it("Words", "Sent by the Messenger")
        return say_it("Words", "Sent")
    return {
        "waiting": say_it("Words", "Waiting"),
        "sending": say_it("Words", "Being sent"),
        "not-sent": say_it("Words", "Not sent"),
        "uncertain": say_it("Words", "May have been sent"),
        "discarded": say_it("Words", "Forgotten"),
    }[state]


def recipient_sentence(recipient: "RecipientResult") -> str:
    """What became of the message for one recipient."""
    say_it = QCoreApplication.translate
    template = {
        "waiting": say_it("Words", "{0}: waiting"),
        "sent": say_it("Words", "{0}: sent"),
        "refused": say_it("Words", "{0}: refused"),
        "not-sent": say_it("Words", "{0}: not sent"),
        "uncertain": say_it("Words", "{0}: may have been sent"),
    }[recipient.state]
    return template.format(recipient.address)


def slow_disk() -> str:
    """What is said when a file does not answer."""
    return QCoreApplication.translate("Words", "The disk did not answer in time.")


def starting_demonstration() -> str:
    """What is said while the sandbox starts."""
    return QCoreApplication.translate("Words", "Starting the demonstration …")


def interrupted(count: int) -> str:
    """What is said of messages whose sending a crash or a power cut has interrupted."""
    say_it = QCoreApplication.translate
    if count == 1:
        return say_it("Words", "A message could not be finished when the program last ended.")
    return say_it(
        "Words", "%n messages could not be finished when the program last ended.", "", count
    )


def no_subject() -> str:
    """What stands for an empty subject."""
    return QCoreApplication.translate("Words", "(no subject)")


def cancelled() -> str:
    """The word for a run that the user stopped."""
    return QCoreApplication.translate("Words", "Cancelled")


def dns_answer(answer: str) -> str:
    """What the DNS answered where it gave no record."""
    say_it = QCoreApplication.translate
    return {
        "no-such-name": say_it("Words", "There is no such name."),
        "no-data": say_it("Words", "There is no such record."),
        "temporary-failure": say_it("Words", "No answer came."),
    }.get(answer, answer)


def domain_check(domain: str) -> str:
    """What the checks of a domain are called."""
    return QCoreApplication.translate("Words", "Check of {0}").format(domain)


def run_name(about: About) -> str:
    """What a run is called in a list."""
    if about.kind is Kind.DOMAIN:
        return domain_check(about.domain or "")
    if about.kind is Kind.ARRIVAL:
        return QCoreApplication.translate("Words", "Test message to yourself")
    if about.route is Route.MESSENGER:
        return QCoreApplication.translate("Words", "Connection test of the Messenger")
    return QCoreApplication.translate("Words", "Connection test")


def security_name(security: Security) -> str:
    """How a connection is encrypted, as the forms say it."""
    say_it = QCoreApplication.translate
    return {
        Security.TLS: say_it("Words", "Encrypted from the start (465)"),
        Security.STARTTLS: say_it("Words", "Upgrade to encryption (587)"),
        Security.NONE: say_it("Words", "None"),
        Security.AUTO: say_it("Words", "Automatic"),
    }[security]


def whose_job(who: "Who") -> str:
    """The heading over the steps of a fix."""
    from mailadmin.core.diagnosis import Who

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
    say_it = QCoreApplication.translate
    if minutes < 1:
        return say_it("Words", "just now")
    if minutes == 1:
        return say_it("Words", "a minute ago")
    if hours < 1:
        return say_it("Words", "%n minutes ago", "", minutes)
    if hours == 1:
        return say_it("Words", "an hour ago")
    if days < 1:
        return say_it("Words", "%n hours ago", "", hours)
    return say_it("Words", "yesterday") if days == 1 else say_it("Words", "%n days ago", "", days)


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


def date_and_time(moment: datetime) -> str:
    """A date with its time of day, here."""
    local = QDateTime.fromSecsSinceEpoch(int(moment.timestamp()))
    return QLocale().toString(local, QLocale.FormatType.ShortFormat)


def is_web_address(link: str) -> bool:
    """Whether a link may be opened: web pages only, nothing that starts a program."""
    from urllib.parse import urlsplit  # nothing of the first picture

    parts = urlsplit(link)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
