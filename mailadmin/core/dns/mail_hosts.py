"""Which servers take the mail of a domain, by name."""

from mailadmin.core.dns import mx
from mailadmin.core.dns.answer import Answer, AnswerState


def mail_hosts(domain: str, answer: Answer) -> tuple[str, ...]:
    """The hosts of an answer for MX, the best first, lower case and without a final dot.

    The domain itself where it exists without MX (RFC 5321 section 5.1); none where it takes no
    mail (RFC 7505), does not exist, or nothing is known.
    """
    if answer.state is AnswerState.NO_DATA:
        return (domain,)
    hosts = [record.host.lower().rstrip(".") for record in mx.parse(answer)]
    return tuple(dict.fromkeys(filter(None, hosts)))
