"""From a reply to its cause: words first, then codes, then digits; unknown is an answer."""

import pytest

from mailadmin.core.diagnosis.replies import RULES, Moment, cause_of_reply
from mailadmin.core.smtp.replies import reply_of

CASES = [
    (535, "5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
     "Tenant", Moment.SIGN_IN, "auth-smtp-auth-disabled"),
    (535, "5.7.139 Authentication unsuccessful, basic authentication is disabled",
     Moment.SIGN_IN, "auth-basic-disabled"),
    (534, "5.7.9 Application-specific password required", Moment.SIGN_IN,
     "auth-app-password-required"),
    (534, "5.7.14 Please log in with your web browser and then try again", Moment.SIGN_IN,
     "auth-web-verification"),
    (535, "5.7.8 Error: authentication failed", Moment.SIGN_IN, "auth-bad-credentials"),
    (535, "Incorrect authentication data", Moment.SIGN_IN, "auth-bad-credentials"),
    (454, "4.7.0 Temporary authentication failure", Moment.SIGN_IN, "auth-backend-failure"),
    (535, "Too many failed login attempts", Moment.SIGN_IN, "auth-locked-out"),
    (504, "5.5.4 Unrecognized authentication type", Moment.SIGN_IN, "auth-method-unavailable"),
    (530, "5.7.0 Must issue a STARTTLS command first", Moment.SENDER, "tls-required-by-server"),
    (530, "5.7.0 Authentication required", Moment.SENDER, "auth-required"),
    (553, "5.7.1 <a@b>: Sender address rejected: not owned by user c", Moment.SENDER,
     "sender-not-owned"),
    (550, "5.7.60 SMTP; Client does not have permissions to send as this sender",
     Moment.SENDER, "sender-not-owned"),
    (554, "5.7.1 <x@y>: Relay access denied", Moment.RECIPIENT, "sender-relay-denied"),
    (550, "5.1.1 <x@y>: Recipient address rejected: User unknown", Moment.RECIPIENT,
     "recipient-unknown"),
    (550, "5.1.1 not here", Moment.RECIPIENT, "recipient-unknown"),
    (450, "4.2.0 Greylisted, see later", Moment.RECIPIENT, "temporary-greylisted"),
    (552, "5.2.2 Mailbox full", Moment.RECIPIENT, "recipient-mailbox-full"),
    (552, "5.3.4 Message size exceeds fixed limit", Moment.SENDER, "limits-message-size"),
    (552, "too much", Moment.SENDER, "limits-message-size"),
    (550, "5.4.5 Daily user sending limit exceeded", Moment.MESSAGE, "limits-sending-quota"),
    (554, "5.7.1 Service unavailable; blocked using zen.spamhaus.org", Moment.RECIPIENT,
     "reputation-blocklisted"),
    (554, "5.7.1 This message looks like spam", Moment.MESSAGE, "content-spam"),
    (552, "5.7.0 This file type is not allowed", Moment.MESSAGE, "content-attachment-blocked"),
    (501, "5.5.4 Invalid domain name", Moment.HELLO, "protocol-helo-rejected"),
    (451, "4.3.0 Local problem", Moment.MESSAGE, "temporary-server-error"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "text", "moment", "cause"), CASES)
def test_the_cause_is_found(code: int, text: str, moment: Moment, cause: str) -> None:
    guess = cause_of_reply(reply_of(code, text.split("\n")), moment)
    assert guess is not None
    assert guess.cause == cause
    assert 0.5 < guess.confidence < 1


@pytest.mark.parametrize(
    ("code", "text", "moment"),
    [
        (550, "Rejected", Moment.RECIPIENT),
        (554, "Transaction failed", Moment.MESSAGE),
        (554, "5.7.1 no", Moment.GREETING),
        (550, "5.7.1 no", Moment.MESSAGE),
    ],
)
def test_a_reply_that_says_nothing_is_not_guessed(code: int, text: str, moment: Moment) -> None:
    assert cause_of_reply(reply_of(code, [text]), moment) is None


def test_words_count_more_than_codes() -> None:
    words = cause_of_reply(reply_of(550, ["5.1.1 relay access denied"]), Moment.RECIPIENT)
    assert words is not None
    assert words.cause == "sender-relay-denied"


def test_most_rules_are_reached_by_a_case() -> None:
    reached = {
        next(r for r in RULES if r.fits(reply_of(code, [text]), moment))
        for code, text, moment, _ in CASES
    }
    assert len(reached) > len(RULES) / 2
