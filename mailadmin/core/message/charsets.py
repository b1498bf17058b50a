"""Bytes as text in the charset that a message names, however wrong the name is."""

import codecs
from typing import Final

_PIECE: Final = 100_000
"""Bytes that are decoded at once."""

_ORDERS: Final = {
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}
"""Charsets whose byte order a mark at the beginning tells; without one it is the first."""

_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""What is really meant by a name, because programs are looser than the standards are."""
_UNKNOWN_TO_PYTHON: Final = {
    "iso-8859-8-i": "iso8859-8",
    "unicode-1-1-utf-7": "utf-7",
    "x-gbk": "gb18030",
    "x-sjis": "cp932",
    "windows-874": "cp874",
}
_NO_CHARSETS: Final = frozenset(
    ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem")
)
"""Codecs that no message is written in. The first two take minutes for a long text."""


def text_in(data: bytes | bytearray, charset: str) -> str:
    """Bytes as text. A charset that is unknown or wrong costs letters, never the text.

    UTF-8 is tried wherever the name does not fit, for that is what most mistakes are.
    """
    named = _codec(charset)
    for codec in (named, "utf-8"):
        try:
            return _decoded(data, codec, "strict")
        except (LookupError, ValueError):
            continue
    try:
        text = _decoded(data, named, "replace")
    except (LookupError, ValueError):
        return data.decode("latin-1")
    # Where no letter beyond ASCII is right, it is not this charset with some bytes lost.
    return (
        text
        if not text.replace("\N{REPLACEMENT CHARACTER}", "").isascii()
        else data.decode("latin-1")
    )


def _decoded(data: bytes | bytearray, codec: str, errors: str) -> str:
    """The text, piece by piece: no other thread runs while Python decodes."""
    if len(data) <= _PIECE:
        return data.decode(codec, errors)
    if codec in _ORDERS:
        marks = _ORDERS[codec]
        mark, codec = next((one for one in marks if data.startswith(one[0])), (b"", marks[0][1]))
        data = data[len(mark) :]
    data[:1].decode(codec, "replace")  # refuses a codec that makes no text; the next line does not
    decoder = codecs.getincrementaldecoder(codec)(errors)
    pieces = [decoder.decode(data[at : at + _PIECE]) for at in range(0, len(data), _PIECE)]
    return "".join((*pieces, decoder.decode(b"", final=True)))


def _codec(charset: str) -> str:
    name = charset.strip(" \t\"'").lower()
    try:
        name = codecs.lookup(_UNKNOWN_TO_PYTHON.get(name, name[:40])).name
    except (LookupError, ValueError):
        return "utf-8"
    return "utf-8" if name in _NO_CHARSETS else _WIDER.get(name, name)
