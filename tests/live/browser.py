"""A browser without a window: it follows redirects, keeps cookies, and fills in forms."""

import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode, urljoin

import msgspec

PATIENCE = 15.0
"""Seconds for one page."""


class Form(msgspec.Struct, kw_only=True):
    """A form of a page: where it goes, and its fields as they stand with its button pressed."""

    id: str
    action: str
    fields: dict[str, str]

    @property
    def place(self) -> tuple[str, str]:
        return self.id, self.action


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser shows. ``url`` is what stands above it."""

    url: str
    status: int
    text: str
    forms: tuple[Form, ...]


class Browser:
    """Trusts the authority of the tests, and asks no proxy."""

    def __init__(self, ca_file: Path) -> None:
        context = ssl.create_default_context(cafile=str(ca_file))
        self._opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=context),
            urllib.request.HTTPCookieProcessor(CookieJar()),
        )

    def open(self, url: str, form: Mapping[str, str] | None = None) -> Page:
        """Go to a page, or send a form there."""
        data = urlencode(form).encode() if form is not None else None
        try:
            response = self._opener.open(url, data, PATIENCE)
        except urllib.error.HTTPError as refused:  # a page as well, for people
            response = refused
        with response:
            text = response.read().decode()
        reader = _Reader(response.url)
        reader.feed(text)
        forms = tuple(reader.forms)
        return Page(url=response.url, status=response.status, text=text, forms=forms)

    def sign_in(self, url: str, answers: Mapping[str, str]) -> Page:
        """Go to a page and answer what is asked, page after page.

        ``answers`` are by the names of fields. It ends where nothing is asked, or the same again.
        """
        page = self.open(url)
        asked = set()
        while page.forms and (form := page.forms[0]).place not in asked:
            asked.add(form.place)
            known = {name: answers.get(name, value) for name, value in form.fields.items()}
            page = self.open(form.action, known)
        return page


class _Reader(HTMLParser):
    """Of the buttons of a form, the first counts: the one that the Return key presses."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._url = url
        self._with_button: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self._url, given.get("action", ""))
            self.forms.append(Form(id=given.get("id", ""), action=action, fields={}))
        elif tag in ("input", "button") and self.forms:
            self._take(self._owner(given), given, is_button=tag == "button")

    def _owner(self, given: Mapping[str, str]) -> Form:
        named = [form for form in self.forms if form.id and form.id == given.get("form")]
        return named[0] if named else self.forms[-1]

    def _take(self, form: Form, given: Mapping[str, str], *, is_button: bool) -> None:
        if is_button and form.id in self._with_button:
            return
        if is_button:
            self._with_button.add(form.id)
        if "name" in given:
            form.fields[given["name"]] = given.get("value", "")
