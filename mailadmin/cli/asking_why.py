"""What ``mailadmin why`` does once its options are read; its help page needs none of this."""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import click
import msgspec

from mailadmin.cli.diagnosing import from_standard_input
from mailadmin.cli.invocation import Invocation
from mailadmin.cli.option_form import InvalidInput, saved_account
from mailadmin.cli.terminal import fix_lines
from mailadmin.core.account import Account
from mailadmin.core.event import Event, Found, Listener, Phrase
from mailadmin.core.forms.address import Address, parse_address
from mailadmin.core.json_lines import line
from mailadmin.core.message.bounce import parse
from mailadmin.core.missing.answers import After, Answers
from mailadmin.core.missing.gathering import gather
from mailadmin.core.missing.questions import QUESTIONS, Question, answered, next_question
from mailadmin.core.missing.reasons import Case, Reason, rank
from mailadmin.core.missing.words import Speech, words_of
from mailadmin.core.texts import TEXTS, say
from mailadmin.core.workspace import Workspace


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a call, as they were typed; None where one was not given."""

    scope: str | None = None
    recipient: str | None = None
    after: str | None = None
    text: str | None = None
    when: str | None = None
    junk: str | None = None
    before: str | None = None
    amount: str | None = None


def explained(invocation: Invocation, account_name: str | None, asked: Asked) -> None:
    """Ask what is not known yet, look at what there is, and print the reasons.

    Raises :class:`InvalidInput`.
    """
    began = time.perf_counter()
    workspace = invocation.workspace()
    account = _account(workspace, account_name)
    answers = _answers(asked)
    while sys.stdin.isatty() and (question := next_question(answers)) is not None:
        answers = answered(answers, question, _ask(question))
    invocation.say("Looking for reasons …")
    listener = _of_places(invocation.listener())
    reasons = invocation.run(_reasons(answers, account, workspace, listener))
    speech = Speech(today=datetime.now(UTC).date())
    if invocation.json:
        click.echo(line(_json(reasons, speech, (time.perf_counter() - began) * 1000)))
        return
    for number, reason in enumerate(reasons, 1):
        _print(number, reason, speech)


def _account(workspace: Workspace, name: str | None) -> Account | None:
    """The account that is named, or the first one; there may be none yet."""
    if name is None and not workspace.settings_file.load().settings.accounts:
        return None
    return saved_account(workspace, name)


def _of_places(listener: Listener) -> Listener:
    """A listener for the places that are looked at, without all checks of the own domain."""

    def listen(event: Event) -> None:
        if isinstance(event, Found) and event.finding.check.startswith("missing."):
            listener(event)

    return listen


async def _reasons(
    answers: Answers, account: Account | None, workspace: Workspace, listener: Listener
) -> tuple[Reason, ...]:
    try:
        evidence = await gather(answers, account, workspace, listener)
    finally:
        workspace.outbox.close()
    return rank(Case(answers, evidence, datetime.now(UTC)))


def _answers(asked: Asked) -> Answers:
    answers = Answers()
    for question in QUESTIONS:
        given = getattr(asked, question.name)
        if given is None:
            continue
        if question.name == "text" and given == "-":
            given = from_standard_input()
        if question.name == "recipient":
            given = _address(given)
        if question.name == "text" and answers.after is None:
            # Whoever shows a text has got one.
            came_back = parse(given.encode("utf-8", "replace")) is not None
            answers = msgspec.structs.replace(
                answers, after=After.BOUNCE if came_back else After.ERROR
            )
        answers = answered(answers, question, given)
    return answers


def _ask(question: Question) -> str:
    words = f"missing.question.{question.name}"
    click.echo("\n" + click.style(say(Phrase(words)), bold=True))
    if TEXTS[words].detail:
        click.echo(click.style(TEXTS[words].detail, dim=True))
    if not question.options:
        return _ask_text(question)
    for number, option in enumerate(question.options, 1):
        click.echo(f"  {number}. {say(Phrase(f'missing.option.{question.name}.{option}'))}")
    chosen = click.prompt("", type=click.IntRange(1, len(question.options)), prompt_suffix="> ")
    return question.options[int(chosen) - 1]


def _ask_text(question: Question) -> str:
    """What is written: a terminal gives one line, which is where the reason stands."""
    click.echo(click.style("Leave it empty if you don't have it.", dim=True))
    while True:
        typed = str(click.prompt("", default="", prompt_suffix="> ", show_default=False))
        if question.name != "recipient" or not typed.strip():
            return typed
        try:
            return _address(typed)
        except InvalidInput as problem:
            click.echo(problem.message)


def _address(text: str) -> str:
    found = parse_address(text)
    if not isinstance(found, Address):
        raise InvalidInput(f"--recipient: {say(found.phrase)}")
    return found.address


def _print(number: int, reason: Reason, speech: Speech) -> None:
    words = words_of(reason, speech)
    sure = f"  ({words.sure})" if words.sure else ""
    click.echo(f"\n{click.style(f'{number}. {words.title}', bold=True)}{sure}")
    if words.detail:
        click.echo(f"  {words.detail}")
    for proof in words.proof:
        click.echo(f"  + {proof}")
    for text in fix_lines(words.fix):
        click.echo(text)


def _json(reasons: Sequence[Reason], speech: Speech, elapsed_ms: float) -> dict[str, object]:
    first = reasons[0]
    return {
        "type": "result",
        "command": "why",
        "status": "passed" if first.likelihood else "unknown",
        "title": words_of(first, speech).title,
        "proven": [],
        "not_proven": [],
        "route": None,
        "message_id": None,
        "elapsed_ms": round(elapsed_ms, 1),
        "reasons": [_reason_json(reason, speech) for reason in reasons],
    }


def _reason_json(reason: Reason, speech: Speech) -> dict[str, object]:
    words = words_of(reason, speech)
    cause = reason.cause.cause if reason.cause is not None else None
    if cause is None and reason.verdict is not None:
        cause = reason.verdict.cause
    return {
        "id": reason.id,
        "likelihood": round(reason.likelihood, 2),
        "stated": reason.stated,
        "title": words.title,
        "detail": words.detail,
        "proof": list(words.proof),
        "cause": cause,
        "fix": msgspec.to_builtins(words.fix),
    }
