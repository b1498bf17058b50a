"""The pages of the sandbox's authorization server, for a person who tries the demonstration."""

from collections.abc import Iterable
from html import escape
from typing import Final

from mailadmin.sandbox.web import Response

ANSWER: Final = "answer"
"""The field of a form with what the person has chosen: the user to sign in as, or this:"""
CANCEL: Final = "cancel"

_STYLE: Final = (
    "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem}"
    "button{font:inherit;padding:.5rem 1rem;margin:0 .5rem .5rem 0}"
    "input{font:inherit;padding:.4rem;width:12rem}"
    "small{color:#555}"
)


def page(title: str, content: str, *, status: int = 200) -> Response:
    """A page with a heading; ``content`` is HTML."""
    html = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{content}"
        "<p><small>This page is part of the demonstration. It is on this computer, and nothing"
        " leaves it.</small></p></body></html>\n"
    )
    return Response(status=status, body=html.encode())


def sign_in_page(users: Iterable[tuple[str, str]], *, before: str = "") -> Response:
    """Asks whether the program may use the mailbox; ``users`` are names to say and to answer with.

    The form goes to the address that the page has. ``before`` is HTML in front of the buttons.
    """
    buttons = "".join(
        f'<button name="{ANSWER}" value="{escape(user)}">Sign in as {escape(name)}</button>'
        for name, user in users
    )
    return page(
        "Sign in to the sandbox",
        "<p>The program <b>mailadmin</b> asks to send and read mail as you.</p>"
        f'<form method="post">{before}<p>{buttons}'
        f'<button name="{ANSWER}" value="{CANCEL}">Cancel</button></p></form>',
    )


def code_field(code: str) -> str:
    """The field for the code that the program shows (RFC 8628 section 3.3)."""
    return (
        '<p><label>The code that mailadmin shows you:<br><input name="user_code" autofocus'
        f' autocomplete="off" value="{escape(code)}"></label></p>'
    )


def message(title: str, sentence: str, *, status: int = 200) -> Response:
    """A page that only says something."""
    return page(title, f"<p>{escape(sentence)}</p>", status=status)
