"""Characters that HTML writes by name or number (HTML Standard, section 13.2.5.72)."""

import html


def decoded(text: str) -> str:
    """The text with them read. Never raises, whatever number is asked for."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # a number of thousands of digits
        return text
