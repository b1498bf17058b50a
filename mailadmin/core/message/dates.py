"""The date and time of a header field, as servers and programs write it (RFC 5322 section 3.3)."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_MONTHS: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}"
_DAY: Final = r"(?<!\d)(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4}|\d{2})(?!\d)"
_TIME: Final = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?"
    r"\s{0,9}(?P<half>[ap]m\b)?"
)
_ZONE: Final = r"(?:\s{0,9}(?P<zone>[+-]\d{2}:?\d{2}|[a-z]{1,5}\b))?"
_FORMS: Final = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        # 21 Apr 2018 03:01:02 +0000, also 21-Apr-18
        rf"{_DAY}[\s-]{{1,9}}{_MONTH}[\s,-]{{1,9}}{_YEAR}[\s,]{{1,9}}{_TIME}{_ZONE}",
        # Sun Nov 13 14:50:12 2005, as C writes it; also with a zone on either side of the year
        rf"\b{_MONTH}\s{{1,9}}{_DAY}\s{{1,9}}{_TIME}{_ZONE}\s{{1,9}}{_YEAR}",
        # 2018-04-22 02:54:17.028704749 +0000 UTC, also with a T between
        rf"(?<!\d)(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/]{_DAY}[\sT]{{1,9}}{_TIME}{_ZONE}",
        # 4/20/2018 11:01:26 PM
        rf"(?<!\d)(?P<month>\d{{1,2}})[-/]{_DAY}[-/](?P<year>\d{{4}})\s{{1,9}}{_TIME}{_ZONE}",
    )
)
_HOURS: Final = {
    **{"edt": -4, "est": -5, "cdt": -5, "cst": -6, "mdt": -6, "mst": -7, "pdt": -7, "pst": -8},
    **{"wet": 0, "west": 1, "cet": 1, "met": 1, "cest": 2, "mest": 2, "mesz": 2, "mez": 1},
    **{"eet": 2, "eest": 3, "msk": 3, "bst": 1, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8},
    **{"aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13},
}
"""Zones by name. All others count as UTC (RFC 5322 section 4.3)."""
LONGEST: Final = 200
"""Characters in which a date must stand."""


def read_date(text: str) -> datetime | None:
    """The moment, in UTC; None where none can be read. Without a zone it is taken as UTC."""
    for form in _FORMS:
        found = form.search(text[:LONGEST])
        if found is not None:
            try:
                return _moment(found)
            except (ValueError, OverflowError):
                return None
    return None


def _moment(found: re.Match[str]) -> datetime:
    year, month = int(found["year"]), found["month"]
    if year < 100:
        year += 2000 if year < 50 else 1900  # RFC 5322 section 4.3
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "pm")
    local = datetime(
        year=year,
        month=int(month) if month.isdigit() else _MONTHS.index(month.lower()[:3]) + 1,
        day=int(found["day"]),
        hour=hour,
        minute=int(found["minute"]),
        second=min(int(found["second"] or 0), 59),  # a leap second is 60
        microsecond=int((found["part"] or "0").ljust(6, "0")[:6]),
        tzinfo=_zone((found["zone"] or "").lower()),
    )
    return local.astimezone(UTC)


def _zone(text: str) -> timezone:
    if text[:1] not in ("+", "-"):
        return timezone(timedelta(hours=_HOURS.get(text, 0)))
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)
