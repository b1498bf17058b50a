"""XML of strangers as a small tree: no document type, no entity, nothing fetched, all bounded.

The encoding is what the text says of itself (XML 1.0 section 4.3.3), one that Python knows.
Prefixes of namespaces are dropped: where one is used, it says nothing here.
"""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

MOST_BYTES: Final = 256 * 1024
MOST_ELEMENTS: Final = 5000
DEEPEST: Final = 20
"""Elements inside each other."""

_START_OF_HTML: Final = re.compile(rb"<(!doctype\s+)?html\b", re.IGNORECASE)
_FIRST: Final = 2048
"""Bytes in which a web page shows that it is one."""


class Fault(StrEnum):
    """Why there is no tree."""

    TOO_BIG = "too-big"
    """More bytes, more elements or deeper than anything that is meant."""
    FORBIDDEN = "forbidden"
    """It has a document type, entities or a reference to something outside."""
    WEB_PAGE = "web-page"
    """It is HTML."""
    BROKEN = "broken"
    """It is not well-formed, or in an encoding that nobody knows."""


class XmlError(ValueError):
    """There is no tree. Carries the fault; its text is technical."""

    def __init__(self, fault: Fault, text: str) -> None:
        super().__init__(text)
        self.fault = fault


class Element:
    """An element. ``name`` and the names of ``attributes`` are without a namespace's prefix."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.pieces: list[str] = []

    @property
    def text(self) -> str:
        """What stands in it, without space around; empty where other elements stand in it."""
        return "" if self.children else "".join(self.pieces).strip()

    def named(self, name: str) -> list["Element"]:
        """The elements of this name that stand directly in it, in order."""
        return [child for child in self.children if child.name == name]

    def texts(self, name: str) -> list[str]:
        """The texts of those elements, without the empty ones."""
        return [child.text for child in self.named(name) if child.text]


def read_tree(data: bytes) -> Element:
    """Give the root element. Raises :class:`XmlError`."""
    if len(data) > MOST_BYTES:
        raise XmlError(Fault.TOO_BIG, f"more than {MOST_BYTES} bytes")
    try:
        root = _parsed(data)
    except XmlError:
        if _START_OF_HTML.search(data[:_FIRST]):
            raise XmlError(Fault.WEB_PAGE, "HTML") from None
        raise
    if root.name.lower() == "html":
        raise XmlError(Fault.WEB_PAGE, "HTML")
    return root


def _parsed(data: bytes) -> Element:
    from xml.sax import SAXException
    from xml.sax.handler import ContentHandler

    from defusedxml import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    class Handler(ContentHandler):
        def __init__(self) -> None:
            super().__init__()
            self.builder = _Builder()

        def startElement(self, name: str, attrs: "AttributesImpl") -> None:  # noqa: N802
            self.builder.start(name, dict(attrs.items()))

        def endElement(self, name: str) -> None:  # noqa: N802, ARG002
            self.builder.open.pop()

        def characters(self, content: str) -> None:
            self.builder.open[-1].pieces.append(content)

    handler = Handler()
    parser = DefusedExpatParser(forbid_dtd=True)
    parser.setContentHandler(handler)
    try:
        parser.feed(data)
        parser.close()
    except XmlError:
        raise
    except DefusedXmlException as forbidden:
        raise XmlError(Fault.FORBIDDEN, type(forbidden).__name__) from forbidden
    except (SAXException, ValueError, LookupError, Warning) as broken:  # all but the first: codecs
        raise XmlError(Fault.BROKEN, str(broken)) from broken
    root = handler.builder.root
    if root is None:
        raise XmlError(Fault.BROKEN, "no element")
    return root


class _Builder:
    """Puts a tree together. ``open`` are the elements that have begun, the innermost last."""

    def __init__(self) -> None:
        self.root: Element | None = None
        self.open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MOST_ELEMENTS:
            raise XmlError(Fault.TOO_BIG, f"more than {MOST_ELEMENTS} elements")
        if len(self.open) == DEEPEST:
            raise XmlError(Fault.TOO_BIG, f"more than {DEEPEST} elements inside each other")
        element = Element(
            _local(name), {_local(key): value.strip() for key, value in attributes.items()}
        )
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
