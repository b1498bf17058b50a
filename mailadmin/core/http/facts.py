"""What came of fetching one address."""

from enum import StrEnum

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState


class HttpProblem(StrEnum):
    """Why there is nothing to read."""

    NO_ADDRESS = "no-address"
    """The host does not exist, or exists without an address."""
    NAME_UNKNOWN = "name-unknown"
    """Whether the host exists could not be found out."""
    TIMED_OUT = "timed-out"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    RESET = "reset"
    """The connection stood and was cut."""
    FORBIDDEN = "forbidden"
    """This computer does not let the program connect."""
    NO_TLS = "no-tls"
    """Who answered does not speak TLS, or none that we speak."""
    CERTIFICATE = "certificate"
    BAD_REPLY = "bad-reply"
    """What came is not HTTP, or compressed although that was not asked for."""
    STATUS = "status"
    """A status other than 200."""
    REDIRECT = "redirect"
    """It is elsewhere, and that was not asked for (or not over HTTPS, or too often)."""
    TOO_BIG = "too-big"
    OTHER = "other"


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one request. ``problem`` is None where ``body`` is all of it.

    ``url`` is the last one asked; ``status`` the HTTP status, None where none came;
    ``content_type`` the header as sent; ``location`` where a redirect led. ``addresses`` is what
    the DNS said of the host. ``error`` says in technical words what went wrong.
    """

    url: str
    status: int | None = None
    content_type: str = ""
    location: str = ""
    body: bytes = b""
    addresses: Answer | None = None
    problem: HttpProblem | None = None
    error: str = ""

    @property
    def media_type(self) -> str:
        """The media type alone, lower case, such as ``text/plain`` (RFC 9110 section 8.3.1)."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text. What is not UTF-8 becomes replacement characters."""
        return self.body.decode("utf-8", "replace")


def nowhere(url: str, answer: Answer) -> Fetched:
    """What comes of a host that has no address, or of which nobody knows one."""
    lost = answer.state is AnswerState.TEMPORARY_FAILURE
    problem = HttpProblem.NAME_UNKNOWN if lost else HttpProblem.NO_ADDRESS
    error = answer.error or f"{answer.name}: {answer.state}"
    return Fetched(url=url, addresses=answer, problem=problem, error=error)
