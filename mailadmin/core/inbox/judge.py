"""What became of looking into a mailbox, as verdicts."""

from enum import StrEnum

import msgspec

from mailadmin.core.account import Server, SignIn
from mailadmin.core.diagnosis.own import Causes, causes_of_problem, causes_of_words, failed
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.finding import ExceptionSeen, Guess, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.inbox.folders import Place
from mailadmin.core.oauth.sasl import TokenRefusal
from mailadmin.core.problem import Problem, ProblemKind


class SignedIn(msgspec.Struct, frozen=True):
    """The sign-in: what the server said of a refusal, or why nothing was sent.

    ``withheld``: the connection is not encrypted. ``not_signed_in``: not at the provider's page
    yet. ``no_tokens``: the server takes none. ``no_token``: why there was none to show.
    """

    refused: str | None = None
    withheld: bool = False
    not_signed_in: bool = False
    no_tokens: bool = False
    no_token: Verdict | None = None
    refusal: TokenRefusal | None = None


class Deletion(StrEnum):
    """What became of a message that was to be deleted."""

    TRASH = "trash"
    """Moved to the folder for deleted messages."""
    REMOVED = "removed"
    """Gone for good."""
    MARKED = "marked"
    """Marked as deleted: it goes when the user's mail program cleans up."""
    NOT_THERE = "not-there"
    """It was gone before, or the folder is another one now. Nothing was done."""


class Deleting(msgspec.Struct, frozen=True):
    """The deletion of a message; ``folder`` is where it lies now, or lay."""

    deletion: Deletion
    folder: str


class Whereabouts(msgspec.Struct, frozen=True, kw_only=True):
    """Where a message is; ``folder`` is None where it was not found in so many ``seconds``."""

    seconds: float
    folder: str | None = None
    place: Place | None = None


def judge_connect(server: Server, facts: object | Problem) -> Verdict:
    """The way to the mailbox, encryption included."""
    if isinstance(facts, Problem):
        silent = facts.kind is ProblemKind.TIMED_OUT
        verdict = _broken(f"inbox.connect.{'silent' if silent else 'failed'}", server, facts)
        limit: Params = {**verdict.params, "limit": round(server.time_limit)}
        return msgspec.structs.replace(verdict, params=limit)
    return Verdict("inbox.connect.ok", Status.OK, _about(server))


def judge_sign_in(server: Server, facts: SignedIn | Problem) -> Verdict:
    """The sign-in, or why no password was sent."""
    about = {**_about(server), "user": server.user_name}
    if isinstance(facts, Problem):
        return _broken("inbox.auth.broken", server, facts)
    if facts.withheld:
        return Verdict("inbox.auth.not-encrypted", Status.FAILED, about)
    if facts.no_token is not None:
        params = {**about, **facts.no_token.params}
        return msgspec.structs.replace(facts.no_token, params=params)
    if facts.not_signed_in or facts.no_tokens:
        verdict_id = "not-signed-in" if facts.not_signed_in else "no-tokens"
        cause = "auth-oauth-token" if facts.not_signed_in else "auth-method-unavailable"
        return Verdict(f"inbox.auth.{verdict_id}", Status.FAILED, about, (), cause, 0.9)
    if server.sign_in is SignIn.OAUTH and facts.refused is not None:
        return _token_refused(server, facts.refused, facts.refusal, about)
    if facts.refused is not None:
        seen = ExceptionSeen(type="NO", text=facts.refused)
        causes = causes_of_words(facts.refused, Moment.INBOX, server)
        if causes.known is None:
            # A NO has no code, and may be without a word (RFC 9051 section 7.1).
            causes = Causes(Guess("auth-bad-credentials", 0.6), causes.also)
        params = {**about, "reply": facts.refused} if facts.refused else about
        return failed("inbox.auth.refused", params, (seen,), causes)
    return Verdict("inbox.auth.ok", Status.OK, about)


def _token_refused(
    server: Server, said: str, refusal: TokenRefusal | None, about: Params
) -> Verdict:
    """A token that the mailbox does not take; why is said before the refusal (RFC 7628)."""
    seen = [ExceptionSeen(type="NO", text=said)]
    if refusal is not None:
        seen.insert(0, ExceptionSeen(type="AUTHENTICATE", text=refusal.text))
    causes = causes_of_words(said, Moment.INBOX, server)
    if causes.known is None or causes.known.cause == "auth-bad-credentials":
        causes = Causes(Guess("auth-oauth-token", 0.9), causes.also)
    params = {**about, "reply": said} if said else about
    return failed("inbox.auth.token-refused", params, tuple(seen), causes)


def judge_arrival(server: Server, facts: Whereabouts | Problem) -> Verdict:
    """Where the message is. Not there is no failure: it may still be on its way."""
    if isinstance(facts, Problem):
        return _broken("inbox.arrival.broken", server, facts)
    if facts.folder is None:
        params = {**_about(server), "seconds": round(facts.seconds)}
        return Verdict("inbox.arrival.not-there", Status.UNKNOWN, params)
    params = {**_about(server), "folder": echo(facts.folder)}
    return Verdict(f"inbox.arrival.{facts.place or Place.INBOX}", Status.OK, params)


def judge_deletion(server: Server, facts: Deleting | Problem) -> Verdict:
    """What became of a message that was to be deleted."""
    if isinstance(facts, Problem):
        return _broken("inbox.delete.broken", server, facts)
    params = {**_about(server), "folder": echo(facts.folder)}
    there = facts.deletion is not Deletion.NOT_THERE
    return Verdict(f"inbox.delete.{facts.deletion}", Status.OK if there else Status.INFO, params)


def _broken(verdict_id: str, server: Server, trouble: Problem) -> Verdict:
    params = {**_about(server), "error": trouble.seen.text}
    causes = causes_of_problem(trouble, Moment.INBOX, server)
    return failed(verdict_id, params, (trouble.seen,), causes)


def _about(server: Server) -> Params:
    return {"host": server.host, "port": server.port}
