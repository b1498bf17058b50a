"""The words of the causes: complete whatever is known, and easy to read."""

import itertools
import re
from collections.abc import Iterator
from statistics import mean

import pytest

from mailadmin.core.diagnosis import CAUSES, Copy, Who, explain, fix_for, how_sure, title_of_cause
from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.closer_look import (
    CLOSER_LOOKS,
    CloserLook,
    looked_closer,
    said_as,
)
from mailadmin.core.diagnosis.fix import Sentence, names_in, say_sentence
from mailadmin.core.texts.noop import english
from tests.core.diagnosis.readability import grade, syllables, words_of

KNOWN = {
    "host": "smtp.example.com",
    "port": 587,
    "user": "anna@example.com",
    "reply": "550 5.7.1 {no} way",
    "address": "ben@example.net",
    "sender": "anna@example.com",
    "recipient": "ben@example.net",
    "domain": "example.com",
    "ip": "192.0.2.7",
    "issuer": "Example Shield Root",
    "names": "mail.example.org, example.org",
    "not_before": "01 January 2026",
    "not_after": "01 April 2026",
    "product": "Example Shield",
    "menu": "Settings, Mail",
    "list": "zen.spamhaus.org",
    "wait": 300,
    "error": "no such interface",
    "name": "desk-7",
    "control": "smtp.elsewhere.test",
    "control_port": 465,
    "web": "www.elsewhere.test",
    "shown": "wifi.hotel.test",
    "leads_to": "0.0.0.0",
    "inside": "10.1.2.3",
    "reached": "www.example.net",
    "found": "www.example.info",
    "proxy": "proxy.example.com:3128",
    "likely": "mail.example.com",
    "other_port": 2465,
    "encrypted_port": 2525,
    "clock": "27 November 2026",
    "told": "06 January 2027",
    "witness": "www.elsewhere.test",
}
"""What a finding may know. Not ``limit``: findings of a conversation use it for the time limit."""

WITHOUT_A_MESSAGE = {
    "recipient-address-syntax",  # seen without asking anybody
    "keyring-locked",  # whoever sits at the computer
    "keyring-secret-too-long",
}
NO_REPLY = ("dns-", "network-", "tls-cert-", "keyring-")
"""Families of causes where no server has said anything that could be passed on."""
NO_REPLY_EITHER = {
    "tls-mode-mismatch",
    "tls-starttls-unavailable",
    "tls-outdated-crypto",
    "protocol-wrong-service",
    "auth-method-unavailable",
    "sender-not-verified",  # whoever publishes the records does not need it
}

HARDEST = 9.0
HARDEST_ON_AVERAGE = 6.0
BANNED = (
    "invalid", "illegal", "fatal", "abort", "authenticat", "credential", "mta", "smtp server",
    "exception", "syntax", "malformed", "envelope", "payload", "bounce", "handshake",
    "helo", "ehlo", "starttls", "tls", "ssl", "nxdomain", "resolver", "mx", "ptr", "oauth",
    "contact your administrator", "contact your admin", "you must", "you failed", "your fault",
    "wrong with you", "simply", "just do", "please",
)  # fmt: skip
"""What no office admin should have to read; the messages to experts may say it."""
GLOSSED = {
    "SPF": "the list of servers that may send",
    "DKIM": "a seal on each message",
    "DMARC": "a rule",
    "DNS": "the phone book of the internet|entries for your domain|a name that leads to it",
    "VPN": "a tunnel to another network",
    "SMTP": "sending mail|outgoing mail|the ways for programs",
    "IP address": "a number",
    "[Cc]ertificate": "identity card",
    "block list": "a public list",
    "greylisting": "puts off",
    "relaying": "will not carry yours to others",
}
"""Words of the trade that may be said where they are explained in the same text."""


def versions(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else sentence


def said_to_the_user(cause: Cause) -> Iterator[str]:
    for sentence in (cause.title, cause.meaning, cause.tell, *cause.fix.steps, cause.fix.check):
        yield from versions(sentence)


def every_sentence(cause: Cause) -> Iterator[Sentence]:
    yield from (cause.title, cause.meaning, cause.tell, *cause.fix.steps, cause.fix.check)
    yield from (copy.text for copy in cause.fix.copy)


def sentences_in(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def without_quotes(text: str) -> str:
    """What is quoted stands so on a screen or in a reply, and has to be said as it is."""
    return re.sub(r"“[^”]*”", "", text)


def say(sentence: Sentence, **known: object) -> str:
    return say_sentence(sentence, known, english)  # type: ignore[arg-type]


CLOSER = {
    f"{cause}+{'+'.join(look.needs)}": (said_as(cause, look), look)
    for cause, looks in CLOSER_LOOKS.items()
    for look in looks
}
"""Every cause as a closer look says it."""
EVERY = {**CAUSES, **{name: cause for name, (cause, _) in CLOSER.items()}}

each_general_cause = pytest.mark.parametrize("cause", CAUSES.values(), ids=CAUSES)
each_cause = pytest.mark.parametrize("cause", EVERY.values(), ids=EVERY)
each_closer_look = pytest.mark.parametrize(("cause", "look"), CLOSER.values(), ids=CLOSER)


def test_there_are_as_many_causes_as_the_list_has() -> None:
    assert len(CAUSES) == 70


@each_general_cause
def test_a_cause_is_complete_with_nothing_known(cause: Cause) -> None:
    assert title_of_cause(cause.id, {})
    assert say(cause.meaning)
    assert say(cause.tell)
    fix = fix_for(cause.id, {})
    assert 2 <= len(fix.steps) <= 5
    assert len(fix.steps) == len(cause.fix.steps)
    assert fix.check
    assert all(copy.label and copy.text for copy in fix.copy)


@each_cause
def test_a_cause_says_what_is_known(cause: Cause) -> None:
    """With everything known, the most telling version is said, and its values are in it."""
    for sentence in every_sentence(cause):
        first = versions(sentence)[0]
        said = say(sentence, **KNOWN)
        assert all(str(KNOWN[name]) in said for name in names_in(first))
        assert "{" not in said.replace(str(KNOWN["reply"]), "")


@each_cause
def test_the_most_telling_version_comes_first_and_the_last_needs_nothing(cause: Cause) -> None:
    for sentence in every_sentence(cause):
        needed = [names_in(version) for version in versions(sentence)]
        assert needed[-1] == set() or cause not in CAUSES.values()
        for earlier, later in itertools.pairwise(needed):
            assert not earlier <= later, sentence


@each_closer_look
def test_a_closer_look_is_complete_with_what_it_needs(cause: Cause, look: CloserLook) -> None:
    known = {name: KNOWN[name] for name in ("host", "port", *look.needs)}
    explained = explain(cause.id, known)
    whole = (explained.title, explained.meaning, explained.tell, explained.fix.check)
    assert all(whole)
    assert whole == tuple(
        say(sentence, **known)
        for sentence in (cause.title, cause.meaning, cause.tell, cause.fix.check)
    )
    assert title_of_cause(cause.id, known) == explained.title
    assert explained.fix == fix_for(cause.id, known)
    assert explained.fix.who is look.fix.who
    assert explained.fix.steps == tuple(say(step, **known) for step in look.fix.steps)
    assert 2 <= len(explained.fix.steps) <= 5
    assert all(explained.fix.steps)
    assert [copy.text for copy in explained.fix.copy] == [
        say(copy.text, **known) for copy in look.fix.copy
    ]
    assert all(copy.text for copy in explained.fix.copy)


@each_closer_look
def test_a_closer_look_is_not_taken_before_all_it_needs_is_known(
    cause: Cause, look: CloserLook
) -> None:
    for missing in look.needs:
        known = {name: KNOWN[name] for name in look.needs if name != missing}
        assert looked_closer(cause.id, known) is not look
        assert looked_closer(cause.id, {**known, missing: ""}) is not look


@each_closer_look
def test_a_closer_look_holds_whoever_the_provider_is(cause: Cause, look: CloserLook) -> None:
    known = {name: KNOWN[name] for name in look.needs}
    at_provider = fix_for(cause.id, {"host": "smtp.gmail.com", "port": 587, **known})
    assert at_provider.who is look.fix.who
    assert len(at_provider.steps) == len(look.fix.steps)


@each_cause
def test_only_parameters_that_findings_have_are_named(cause: Cause) -> None:
    for sentence in every_sentence(cause):
        for version in versions(sentence):
            assert names_in(version) <= set(KNOWN)


@each_cause
def test_the_meaning_is_two_sentences(cause: Cause) -> None:
    for version in versions(cause.meaning):
        assert len(sentences_in(version)) == 2, version
        assert version.endswith(".")


@each_cause
def test_a_title_is_one_short_clause(cause: Cause) -> None:
    for version in versions(cause.title):
        assert not version.endswith(".")
        assert len(version) <= 70


@each_cause
def test_tell_and_check_are_one_sentence(cause: Cause) -> None:
    for sentence in (cause.tell, cause.fix.check):
        for version in versions(sentence):
            assert len(sentences_in(version)) == 1
            assert version.endswith(".")


@each_cause
def test_a_step_is_one_sentence_and_begins_like_one(cause: Cause) -> None:
    for step in cause.fix.steps:
        for version in versions(step):
            assert version[0].isupper()
            assert version.endswith((".", "}"))
            assert len(sentences_in(version)) == 1, version


@each_cause
def test_whoever_must_act_gets_a_message(cause: Cause) -> None:
    if cause.id in WITHOUT_A_MESSAGE:
        assert cause.fix.who is Who.YOU
    else:
        assert cause.fix.copy
    if cause.fix.who not in (Who.YOU, Who.NOBODY):
        name = {
            Who.MAIL_ADMIN: "mail admin",
            Who.DOMAIN_HOST: "domain host",
            Who.NETWORK_ADMIN: "network admin",
            Who.RECIPIENT: "recipient",
        }[cause.fix.who]
        assert any(name in copy.label for copy in cause.fix.copy)


@each_cause
def test_a_message_is_polite_complete_and_asks_for_something(cause: Cause) -> None:
    for copy in cause.fix.copy:
        for version in versions(copy.text):
            assert version.startswith("Hello,\n\n")
            assert version.endswith("\n\nThank you")
            assert re.search(r"\b[Pp]lease\b", version), version
            assert not re.search(r"\[|<|_{2,}|\.\.\.|…|XX", version), "nothing to fill in"


@each_cause
def test_the_steps_say_when_to_use_each_message(cause: Cause) -> None:
    steps = " ".join(step for sentence in cause.fix.steps for step in versions(sentence))
    named = re.findall(r"message below|first message below|second message below", steps)
    assert bool(named) is bool(cause.fix.copy)
    if len(cause.fix.copy) > 1:
        assert "first message below" in steps and "second message below" in steps


@each_cause
def test_a_message_hands_on_what_the_server_said(cause: Cause) -> None:
    if cause.id.startswith(NO_REPLY) or cause.id in NO_REPLY_EITHER:
        return
    for copy in cause.fix.copy:
        assert "552 5.2.2 full" in say(copy.text, reply="552 5.2.2 full"), cause.id


@each_cause
def test_everything_is_easy_to_read(cause: Cause) -> None:
    for text in said_to_the_user(cause):
        if len(words_of(text)) > 8:  # the formula is about sentences, not about titles
            assert grade(text) <= HARDEST, text


def test_the_whole_is_easier_still() -> None:
    every = [text for cause in EVERY.values() for text in said_to_the_user(cause)]
    assert mean(grade(text) for text in every if len(words_of(text)) > 3) <= HARDEST_ON_AVERAGE


@each_cause
def test_no_word_is_one_that_only_experts_say(cause: Cause) -> None:
    for text in said_to_the_user(cause):
        for word in BANNED:
            found = re.search(rf"\b{re.escape(word)}", without_quotes(text), re.IGNORECASE)
            assert not found, (word, text)


@each_cause
def test_a_word_of_the_trade_is_explained_where_it_is_said(cause: Cause) -> None:
    """In the same sentence, or in the meaning, which is read first."""
    explained = " ".join(versions(cause.meaning))
    for text in said_to_the_user(cause):
        for word, gloss in GLOSSED.items():
            if re.search(rf"\b{word}\b", without_quotes(text)):
                assert re.search(gloss, f"{explained} {text}"), word


@each_cause
def test_nobody_is_told_to_give_up_safety(cause: Cause) -> None:
    bad = re.compile(
        r"(ignore|accept|skip|switch off|turn off|disable)[^.]*certificate"
        r"|without encryption|choose “None” as the security|unencrypted",
        re.IGNORECASE,
    )
    everything = [*said_to_the_user(cause)]
    everything += [text for copy in cause.fix.copy for text in versions(copy.text)]
    assert not any(bad.search(text) for text in everything)


@each_cause
def test_quotes_are_curly_and_spaces_single(cause: Cause) -> None:
    for sentence in every_sentence(cause):
        for version in versions(sentence):
            assert '"' not in version
            assert "  " not in version
            assert version.count("“") == version.count("”")
            assert version == version.strip()


@each_cause
def test_a_link_is_a_page(cause: Cause) -> None:
    link = cause.fix.link
    assert link is None or re.fullmatch(r"https://[a-z.]+/\S*", link)


def test_no_two_causes_have_the_same_title() -> None:
    titles = [version for cause in CAUSES.values() for version in versions(cause.title)]
    titles += {
        version for _, look in CLOSER.values() for version in versions(look.title) if look.title
    }
    assert len(titles) == len(set(titles))


def test_labels_say_who_a_message_is_for() -> None:
    labels = {copy.label for cause in EVERY.values() for copy in cause.fix.copy}
    assert all(label.startswith("Message to ") for label in labels)
    assert all(isinstance(copy, Copy) for cause in EVERY.values() for copy in cause.fix.copy)


@pytest.mark.parametrize(
    ("word", "count"),
    [("mail", 1), ("server", 2), ("message", 2), ("password", 2), ("type", 1), ("settings", 2),
     ("account", 2), ("refused", 2), ("changes", 2), ("needed", 2), ("SMTP", 2)],
)  # fmt: skip
def test_syllables_are_counted_well_enough(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grade_tells_easy_from_hard() -> None:
    easy = "Type the password again. Look at each letter."
    hard = "Insufficient authorization necessitates administrative reconfiguration of credentials."
    assert grade(easy) < 4 < 15 < grade(hard)


@pytest.mark.parametrize(
    ("confidence", "word"),
    [(1.0, "Nearly certain"), (0.9, "Nearly certain"), (0.899, "Very likely"),
     (0.75, "Very likely"), (0.749, "Likely"), (0.5, "Likely"), (0.499, "Possible"),
     (0.0, "Possible")],
)  # fmt: skip
def test_how_sure_it_is_in_a_word(confidence: float, word: str) -> None:
    assert how_sure(confidence) == word
    assert how_sure(confidence, str.upper) == word.upper()
