"""The report to the support address when the mail server failed and the Messenger stepped in.

Plain text: which stage failed, why, what the server said, the conversation. Never the message:
no subject, no text, no recipient, and no secret, because none was ever recorded.
"""

from datetime import datetime

import mailadmin
from mailadmin.core.account import Account, Identity, Messenger
from mailadmin.core.diagnosis import CAUSES, title_of_cause
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding, Params, ReplySeen
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.routes import Attempt, reply_in
from mailadmin.core.texts import say, title_of


def report_draft(account: Account, attempt: Attempt, failure: Finding, at: datetime) -> Draft:
    """The report about one failed attempt at the mail server, ready to be sent.

    ``at`` is the time of the failure, with its zone.
    """
    about: Params = {
        "account": account.name,
        "address": account.identity.address,
        "server": account.mail_server.subject,
        "time": f"{at:%Y-%m-%d %H:%M:%S %z}".strip(),
        "version": mailadmin.__version__,
        "stage": failure.check,
        "finding": title_of(failure),
        "cause": _cause(failure),
        "reply": _reply(reply_in(failure)),
    }
    lines = [say(Phrase("report.failure.text", about)), *attempt.delivery.transcript]
    text = "\n".join(lines) + "\n"
    for number, address in enumerate(attempt.recipients, start=1):
        hidden = say(Phrase("report.failure.recipient", {"number": number}))
        text = text.replace(address, hidden)
    return Draft(
        account_id=account.id,
        to=(account.support_address,),
        subject=say(Phrase("report.failure.subject", about)),
        text=text,
    )


def report_identity(account: Account, messenger: Messenger) -> Identity:
    """Who the report comes from: the Messenger's own address, so that it passes everywhere."""
    return Identity(address=messenger.address, name="mailadmin", reply_to=account.identity.address)


def _cause(failure: Finding) -> str:
    cause, params = failure.verdict.cause, failure.verdict.params
    if cause is None or cause not in CAUSES:
        return say(Phrase("report.failure.no-cause"))
    return f"{title_of_cause(cause, params)} ({cause})"


def _reply(reply: ReplySeen | None) -> str:
    if reply is None:
        return say(Phrase("report.failure.no-reply"))
    return f"{reply.code} {reply.text}"
