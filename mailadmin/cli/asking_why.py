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
from mailadmin.core.event import Phrase, to_nobody
from mailadmin.core.forms.address import Address, parse_address
from mailadmin.core.json_lines import line
from mailadmin.core.missing.answers import Answers
from mailadmin.core.missing.evidence import gather
from mailadmin.core.missing.questions import FIRST, QUESTIONS, Question, answered, next_question
from mailadmin.core.missing.reasons import Case, Reason, rank
from mailadmin.core.missing.words import words_of
from mailadmin.core.texts import TEXTS, say
from mailadmin.core.workspace import Workspace


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The options of a call, as they were typed; None where one was not given."""

    scope: str | None = None
    recipient: str | None = None
    after: str | None = None
    text: str | None = None
    junk: str | None = None
    before: str | None = None
    amount: str | None = None


def explained(invocation: Invocation, account_name: str | None, asked: Asked) -> None:
    """Ask what is not known yet, look at what there is, and print the reasons.

    Raises :class:`InvalidInput`.
    """
    began = time.perf_counter()
    workspace = invocation.workspace()
    account = saved_account(workspace, account_name)
    answers = _answers(asked)
    while sys.stdin.isatty() and (question := next_question(answers)) is not None:
        answers = answered(answers, question, _ask(question))
    invocation.say("Looking at the outbox and at what the DNS says …")
    reasons = invocation.run(_reasons(answers, account, workspace))
    if invocation.json:
        click.echo(line(_json(reasons, (time.perf_counter() - began) * 1000)))
        return
    for number, reason in enumerate(reasons, 1):
        _print(number, reason)


async def _reasons(answers: Answers, account: Account, workspace: Workspace) -> tuple[Reason, ...]:
    try:
        evidence = await gather(answers, account, workspace, to_nobody)
    finally:
        workspace.outbox.close()
    return rank(Case(answers, evidence, datetime.now(UTC)))


def _answers(asked: Asked) -> Answers:
    answers = Answers()
    for question in (FIRST, *QUESTIONS):
        given = getattr(asked, question.name)
        if given is None:
            continue
        if question.name == "text" and given == "-":
            given = from_standard_input()
        if question.name == "recipient":
            given = _address(given)
        answers = answered(answers, question, given)
    return answers


def _ask(question: Question) -> str:
    click.echo("\n" + click.style(say(Phrase(f"missing.question.{question.name}")), bold=True))
    detail = TEXTS[f"missing.question.{question.name}"].detail
    if detail:
        click.echo(click.style(detail, dim=True))
    if not question.options:
        while True:
            typed = click.prompt("", default="" if question.optional else None, prompt_suffix="> ",
                                 show_default=False)  # fmt: skip
            if question.name != "recipient":
                return str(typed)
            try:
                return _address(str(typed))
            except InvalidInput as problem:
                click.echo(problem.message)
    for number, option in enumerate(question.options, 1):
        click.echo(f"  {number}. {say(Phrase(f'missing.option.{question.name}.{option}'))}")
    chosen = click.prompt("", type=click.IntRange(1, len(question.options)), prompt_suffix="> ")
    return question.options[int(chosen) - 1]


def _address(text: str) -> str:
    found = parse_address(text)
    if not isinstance(found, Address):
        raise InvalidInput(f"--recipient: {say(found.phrase)}")
    return found.address


def _print(number: int, reason: Reason) -> None:
    words = words_of(reason)
    sure = f"  ({words.sure})" if words.sure else ""
    click.echo(f"\n{click.style(f'{number}. {words.title}', bold=True)}{sure}")
    if words.detail:
        click.echo(f"  {words.detail}")
    for proof in words.proof:
        click.echo(f"  + {proof}")
    if words.fix is not None:
        for text in fix_lines(words.fix):
            click.echo(text)


def _json(reasons: Sequence[Reason], elapsed_ms: float) -> dict[str, object]:
    first = reasons[0]
    return {
        "type": "result",
        "command": "why",
        "status": "passed" if first.likelihood else "unknown",
        "title": words_of(first).title,
        "proven": [],
        "not_proven": [],
        "route": None,
        "message_id": None,
        "elapsed_ms": round(elapsed_ms, 1),
        "reasons": [_reason_json(reason) for reason in reasons],
    }


def _reason_json(reason: Reason) -> dict[str, object]:
    words = words_of(reason)
    return {
        "id": reason.id,
        "likelihood": round(reason.likelihood, 2),
        "title": words.title,
        "detail": words.detail,
        "proof": list(words.proof),
        "cause": reason.cause or (reason.finding.verdict.cause if reason.finding else None),
        "fix": None if words.fix is None else msgspec.to_builtins(words.fix),
    }
