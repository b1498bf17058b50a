"""A provider's own steps take the place of the general ones, and say how old they are."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import pytest

from mailadmin.core.diagnosis import CAUSES, FixText, Who, fix_for
from mailadmin.core.diagnosis.fix import Sentence, names_in
from mailadmin.core.diagnosis.interception import INTERCEPTED
from mailadmin.core.diagnosis.provider_fixes import ProviderFix, written_fix
from mailadmin.core.finding import Params
from mailadmin.core.providers import Provider, provider_of_id, providers

TODAY = date(2026, 11, 27)
ALLOWED = {"user", "host", "sender", "domain"}
KNOWN: Params = {
    "user": "me@company.example",
    "host": "smtp.company.example",
    "sender": "team@company.example",
    "domain": "company.example",
}


class Written(NamedTuple):
    provider: Provider
    cause: str
    fix: ProviderFix

    def __repr__(self) -> str:
        return f"{self.provider.id} {self.cause}"


def all_written() -> Iterator[Written]:
    for provider in providers():
        for cause in provider.fixes:
            fix = written_fix(provider, cause)
            assert fix is not None
            yield Written(provider, cause, fix)


WRITTEN = list(all_written())


def versions(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


@pytest.mark.parametrize("written", WRITTEN, ids=repr)
def test_a_written_fix_is_sound(written: Written) -> None:
    fix = written.fix
    assert written.cause in CAUSES
    assert fix.steps
    assert fix.link is None or fix.link.startswith("https://")
    assert fix.checked[:2] == "20" and date.fromisoformat(f"{fix.checked}-01")
    for sentence in (*fix.steps, *(copy.text for copy in fix.copy)):
        assert set().union(*map(names_in, versions(sentence))) <= ALLOWED
    for step in fix.steps:
        # Something is said even where nothing but the provider is known.
        assert not names_in(versions(step)[-1])
    for copy in fix.copy:
        if "include:" in str(copy.text):
            include = str(copy.text).partition("include:")[2].split()[0]
            assert include in written.provider.spf_include


@pytest.mark.parametrize("written", WRITTEN, ids=repr)
def test_a_written_fix_is_in_whole_sentences(written: Written) -> None:
    words = fix_for(written.cause, {**KNOWN, "provider": written.provider.id}, today=TODAY)
    for sentence in (*words.steps, *words.notes):
        assert sentence == sentence.strip()
        assert sentence[0].isupper() or sentence.startswith("iCloud")
        assert sentence.endswith((".", "?"))
        assert "{" not in sentence and '"' not in sentence
        assert sentence.count("“") == sentence.count("”")
    assert len(words.steps) == len(written.fix.steps)
    assert "November 2026" in words.notes[0] and written.provider.name in words.notes[0]


def test_enough_is_written_down() -> None:
    assert len(WRITTEN) >= 150
    assert len({written.provider.id for written in WRITTEN}) >= 35


def at(cause: str, **params: str) -> FixText:
    return fix_for(cause, dict(params), today=TODAY)


def test_the_server_leads_to_the_steps() -> None:
    fix = at("auth-app-password-required", host="smtp.gmail.com", user="me@gmail.com")
    assert fix.who is Who.YOU
    assert fix.link == "https://myaccount.google.com/apppasswords"
    assert "2-Step Verification" in fix.steps[0]


def test_a_look_alike_gets_the_general_steps() -> None:
    general = fix_for("auth-app-password-required", {})
    assert at("auth-app-password-required", host="smtp.gmail.com.evil.test") == general
    assert at("auth-app-password-required", provider="nobody") == general


def test_a_named_provider_goes_before_the_server() -> None:
    fix = at("auth-app-password-required", provider="yahoo", host="smtp.gmail.com")
    assert "Yahoo" in fix.steps[0]


def test_a_cause_that_is_the_same_everywhere_is_left_alone() -> None:
    assert at("temporary-greylisted", host="smtp.gmail.com") == fix_for("temporary-greylisted", {})


@pytest.mark.parametrize("cause", CAUSES)
def test_how_to_see_that_it_worked_is_the_same_everywhere(cause: str) -> None:
    here = fix_for(cause, {**KNOWN, "provider": "microsoft-365"})
    assert here.check == fix_for(cause, KNOWN).check


def test_the_admin_gets_the_menu_and_the_command_with_the_user_in_both() -> None:
    fix = at("auth-smtp-auth-disabled", host="smtp.office365.com", user="me@company.example")
    assert fix.who is Who.MAIL_ADMIN
    assert any("Active users, me@company.example, Mail" in step for step in fix.steps)
    (command,) = fix.copy
    assert command.text == (
        "Set-CASMailbox -Identity 'me@company.example' -SmtpClientAuthenticationDisabled $false"
    )
    assert at("auth-smtp-auth-disabled", host="smtp.office365.com").copy == ()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (None, []),
        (date(2026, 11, 27), ["will switch password sign-in", "wants to announce"]),
        (date(2026, 12, 31), ["will switch password sign-in", "wants to announce"]),
        (date(2027, 1, 1), ["switched password sign-in", "wants to announce"]),
        (date(2028, 1, 1), ["switched password sign-in"]),
    ],
)
def test_changes_are_told_as_seen_from_the_day(today: date | None, said: list[str]) -> None:
    params: Params = {"host": "smtp.office365.com"}
    notes = fix_for("auth-basic-disabled", params, today=today).notes[1:]
    assert len(notes) == len(said)
    assert all(words in note for words, note in zip(said, notes, strict=True))


def test_a_change_is_dated_no_more_exactly_than_it_was_announced() -> None:
    notes = " ".join(at("auth-basic-disabled", host="smtp.office365.com").notes)
    assert "at the end of December 2026" in notes and "in the second half of 2027" in notes
    assert "31" not in notes and "July" not in notes


def test_a_change_is_told_only_where_it_matters() -> None:
    assert len(at("tls-mode-mismatch", host="smtp.office365.com").notes) == 1


@pytest.mark.parametrize(
    ("host", "first"),
    [
        ("smtp.mailbox.org", "Choose port 465 with “Encrypted from the start”."),
        ("smtp-relay.brevo.com", "Choose port 587 with “Upgrade to encryption”."),
        (
            "mail.gmx.net",
            "Choose port 465 with “Encrypted from the start”, or port 587 with “Upgrade to ",
        ),
        ("smtp.office365.com", "Choose port 587 with “Upgrade to encryption”. "),
    ],
)
def test_the_ports_of_the_provider_are_named(host: str, first: str) -> None:
    assert at("tls-mode-mismatch", host=host).steps[0].startswith(first)


def test_the_form_of_the_user_name_is_named() -> None:
    whole = at("auth-wrong-username", host="smtp.strato.de")
    part = at("auth-wrong-username", host="smtp.laposte.net")
    assert "whole email address" in whole.steps[0]
    assert "before the @" in part.steps[0]
    assert at("auth-wrong-username", host="smtp.sendgrid.net").copy[0].text == "apikey"


def test_the_record_is_that_of_the_senders_provider_never_of_the_receivers() -> None:
    fix = at("sender-spf-dkim-fail", host="smtp.mailbox.org")
    assert [copy.text for copy in fix.copy] == ["include:mailbox.org"]
    # Google refused mail that came straight to it: whose record is wrong, nobody knows.
    receiver = at("sender-spf-dkim-fail", host="aspmx.l.google.com")
    assert receiver == fix_for("sender-spf-dkim-fail", {})


def test_a_receiver_is_known_by_where_mail_arrives() -> None:
    fix = at("reputation-provider-block", host="company.mail.protection.outlook.com")
    assert fix.link == "https://sender.office.com/"
    assert fix.who is Who.MAIL_ADMIN


def test_a_provider_shares_the_steps_of_another_but_not_its_name() -> None:
    fix = at("auth-protocol-access-off", host="smtp.zoho.eu")
    model = provider_of_id("zoho-us")
    assert model is not None
    written = written_fix(model, "auth-protocol-access-off")
    assert written is not None and fix.steps == written.steps
    assert "EU" in fix.notes[0] or "Europe" in fix.notes[0]


ANTIVIRUS = "CN=ESET SSL Filter CA,O=ESET\\, spol. s r. o.,C=SK"


def test_an_antivirus_program_is_named_with_its_menu() -> None:
    fix = fix_for(INTERCEPTED, {"host": "mail.company.example", "issuer": ANTIVIRUS})
    assert fix.who is Who.YOU
    assert fix.link is not None and "eset.com" in fix.link


def test_a_gateway_is_the_network_admins_matter() -> None:
    issuer = "CN=Zscaler Root CA,O=Zscaler Inc."
    fix = fix_for(INTERCEPTED, {"host": "mail.company.example", "issuer": issuer})
    assert fix.who is Who.NETWORK_ADMIN
    assert fix.steps[0].startswith("Zscaler ")
    assert any("mail.company.example" in step for step in fix.steps)


def test_an_unknown_issuer_changes_nothing() -> None:
    assert fix_for(INTERCEPTED, {"issuer": "CN=x"}) == fix_for(INTERCEPTED, {})
