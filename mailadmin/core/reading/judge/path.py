"""What the way of a message means: how long it took, and who kept it."""

from collections import Counter
from typing import Final

from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.finding import HeaderSeen, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.message.border import Reach
from mailadmin.core.message.hop import Hop
from mailadmin.core.message.origin import Origin
from mailadmin.core.message.path import COLLECTED, Path

LONG_SECONDS: Final = 300.0
"""A hop that took longer is worth a word, and a clock that is wrong by more."""
HOURS_FROM: Final = 7_200.0
"""From here on a sentence counts in hours."""
LOOP_VISITS: Final = 3
"""Times that a server gets a message from elsewhere. Twice is a mailbox that forwards and back."""
_MINUTE: Final = 60.0
_HOUR: Final = 3_600.0
_MOST_ZONES: Final = 14
"""Hours between UTC and the farthest time zone."""
_ZONE_SECONDS: Final = 20.0
"""How close a delay is to whole hours where a wrong time zone is likely."""
_LONGEST_EVIDENCE: Final = 1_000
_MOST_EVIDENCE: Final = 20


def judge(path: Path, origin: Origin | None, reach: Reach) -> Verdict:
    """The verdict on a way; the worst first.

    ``origin`` is where it came in from outside, ``reach`` where it ends what the receiver knows.
    """
    hops = path.hops
    if not hops:
        return Verdict("message.path.none", Status.INFO)
    return (
        _loop(hops)
        or _open_sign_in(hops)
        or _kept(hops)
        or _wrong_clock(hops)
        or _unencrypted(hops, origin)
        or _fine(path, origin, reach)
    )


def _loop(hops: tuple[Hop, ...]) -> Verdict | None:
    visits = Counter(hop.by.lower() for hop in hops if "." in hop.by and not _is_local(hop))
    server, times = max(visits.items(), key=lambda item: item[1], default=("", 0))
    if times < LOOP_VISITS:
        return None
    seen = [hop for hop in hops if hop.by.lower() == server]
    params: Params = {"server": echo(server), "times": times}
    evidence = tuple(map(_seen, seen[:LOOP_VISITS]))
    return Verdict(
        "message.path.loop", Status.WARNING, params, evidence, "recipient-mail-loop", 0.7
    )


def _open_sign_in(hops: tuple[Hop, ...]) -> Verdict | None:
    for hop in hops:
        if hop.signed_in and hop.encrypted is False and _is_public(hop) and hop.by:
            params: Params = {"server": echo(hop.by)}
            return Verdict("message.path.open-sign-in", Status.WARNING, params, (_seen(hop),))
    return None


def _kept(hops: tuple[Hop, ...]) -> Verdict | None:
    """The longest wait. What waited in a mailbox for a program to fetch it was not kept."""
    waits = [
        (hop.delay or 0.0, number)
        for number, hop in enumerate(hops)
        if not hop.protocol.upper().startswith(COLLECTED)
    ]
    seconds, number = max(waits, default=(0.0, 0))
    if seconds < LONG_SECONDS:
        return None
    before, after = hops[number - 1], hops[number]
    params: Params = {
        "server": echo(before.by or after.name or after.helo or after.address),
        "next": echo(after.by),
        "minutes": round(seconds / _MINUTE),
        "hours": round(seconds / _HOUR),
    }
    first = all(hop.delay is None for hop in hops[:number])
    what = "kept" if params["server"] and params["next"] else "kept-somewhere"
    if what == "kept" and first and _are_whole_hours(seconds):
        what = "time-zone"
    seen = (_seen(before), _seen(after))
    return Verdict(f"message.path.{what}-{_unit(seconds)}", Status.WARNING, params, seen)


def _are_whole_hours(seconds: float) -> bool:
    """As the first server is off where its time zone is wrong: no clock before it shows it."""
    hours = round(seconds / _HOUR)
    return 1 <= hours <= _MOST_ZONES and abs(seconds - hours * _HOUR) <= _ZONE_SECONDS


def _wrong_clock(hops: tuple[Hop, ...]) -> Verdict | None:
    hop = max(hops, key=lambda hop: abs(hop.clock_error or 0.0))
    error = hop.clock_error or 0.0
    server = echo(hop.by or hop.helo or hop.address)
    if abs(error) < LONG_SECONDS or not server:
        return None
    params: Params = {
        "server": server,
        "minutes": round(abs(error) / _MINUTE),
        "hours": round(abs(error) / _HOUR),
    }
    what = "clock-fast" if error > 0 else "clock-slow"
    return Verdict(f"message.path.{what}-{_unit(abs(error))}", Status.INFO, params, (_seen(hop),))


def _unit(seconds: float) -> str:
    return "hours" if seconds >= HOURS_FROM else "minutes"


def _unencrypted(hops: tuple[Hop, ...], origin: Origin | None) -> Verdict | None:
    """The way over the internet. The hop from outside goes before others, which may be made up."""
    plain = [hop for hop in hops if hop.encrypted is False and hop.by and _is_public(hop)]
    if not plain:
        return None
    at = origin.address if origin is not None else ""
    hop = next((hop for hop in plain if hop.address == at), plain[-1])
    params: Params = {"server": echo(hop.helo or hop.name or hop.address), "next": echo(hop.by)}
    return Verdict("message.path.unencrypted", Status.INFO, params, (_seen(hop),))


def _fine(path: Path, origin: Origin | None, reach: Reach) -> Verdict:
    evidence = tuple(_seen(hop) for hop in path.hops[:_MOST_EVIDENCE])
    seconds = max(0.0, path.seconds or 0.0)
    params: Params = {
        "hops": len(path.hops),
        "seconds": round(seconds),
        "minutes": round(seconds / _MINUTE),
    }
    if origin is None and reach in (Reach.OWN_USER, Reach.INSIDE):
        what = "inside"
    elif len(path.hops) == 1:
        what = "one-hop"
    elif path.seconds is None:
        what = "untimed"
    else:
        what = "ok" if seconds < LONG_SECONDS else "ok-minutes"
    return Verdict(f"message.path.{what}", Status.OK, params, evidence)


def _is_local(hop: Hop) -> bool:
    """Whether a server got it from itself, as from a filter of its own."""
    if hop.helo.lower() == hop.by.lower() or hop.name.lower() == hop.by.lower():
        return True
    return not hop.address or read_address(hop.address).is_loopback


def _is_public(hop: Hop) -> bool:
    """Whether both ends are on the internet, as far as addresses are told."""
    addresses = [address for address in (hop.address, hop.by_address) if address]
    return bool(hop.address) and all(is_reachable(read_address(each)) for each in addresses)


def _seen(hop: Hop) -> HeaderSeen:
    value = hop.value
    cut = value if len(value) <= _LONGEST_EVIDENCE else value[:_LONGEST_EVIDENCE] + "…"
    return HeaderSeen("Received", cut)
