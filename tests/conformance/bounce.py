"""Reads one message as a bounce: FILE [QUESTION]; JSON out, one entry a recipient.

For published cases. A report that names no recipient has one entry with an empty address.
QUESTION is what is asked by *temporary*, for collections do not mean the same by it:

- ``either``, unless told otherwise: what ``Recipient.temporary`` says, class 4 or still tried;
- ``class``: the class of the code that the report has (RFC 3463 section 2, RFC 5321 section 4.2.1).
  Without a code it is not temporary, even where the server goes on trying;
- ``tried``: the server goes on trying (RFC 3464 section 2.3.3, ``delayed``), whatever the code.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.message.bounce import Action, Kind, Recipient, parse

QUESTIONS: Final[dict[str, Callable[[Recipient], bool]]] = {
    "either": lambda one: one.temporary,
    "class": lambda one: (one.status or str(one.code or "")).startswith("4"),
    "tried": lambda one: one.action is Action.DELAYED,
}


def entries(raw_message: bytes, question: str = "either") -> list[dict[str, Any]]:
    """The recipients of a bounce as the published runner wants them."""
    bounce = parse(raw_message)
    if bounce is None:
        return []
    found = [
        {
            "to": one.address,
            "status": one.status,
            "reply": str(one.code or ""),
            "temporary": QUESTIONS[question](one),
            "action": one.action,
        }
        for one in bounce.recipients
    ]
    unnamed = {"to": "", "status": "", "reply": "", "temporary": False}
    return found or ([unnamed] if bounce.kind is Kind.FEEDBACK else [])


if __name__ == "__main__":
    file, *question = sys.argv[1:]
    sys.stdout.write(json.dumps(entries(Path(file).read_bytes(), *question)) + "\n")
