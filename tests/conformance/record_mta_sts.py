"""Takes a record or policy text of MTA-STS? For the published cases."""

from mailadmin.core.dns.mta_sts_syntax import SyntaxProblem, parse_policy, parse_record

KINDS = ("mtasts", "mtasts-policy")
"""The kinds of case that are meant for here."""


def is_taken(kind: str, text: str) -> bool:
    """Whether the program takes the text as valid."""
    try:
        if kind == "mtasts":
            parse_record(text)
        else:
            parse_policy(text)
    except SyntaxProblem:
        return False
    return True
