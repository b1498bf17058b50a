"""Everything there is to remark about a message, found in one go."""

from mailadmin.core.message.content import (
    attachments,
    body,
    fields,
    form,
    links,
    sender,
    subject,
)
from mailadmin.core.message.content.material import Material, take_apart
from mailadmin.core.message.content.remark import ContentFacts, Remark, What

_ORDER = {what: number for number, what in enumerate(What)}


def look_at(raw_message: bytes) -> ContentFacts:
    """Look at a message, or at its header alone. Takes up to a second or two: use a thread.

    What filters think of the words, and whether they are true, is not looked at. Nothing is
    loaded, asked or run.
    """
    material = take_apart(raw_message)
    page = material.page
    return ContentFacts(
        remarks=tuple(sorted(_remarks(material), key=lambda remark: _ORDER[remark.what])),
        size=len(raw_message),
        links=len(links.links_of(material)),
        images=page.images if page is not None else 0,
        remote_images=page.remote_images if page is not None else 0,
        attachments=len(material.attachments),
        has_body=material.has_body,
        complete=material.complete
        and material.headers.complete
        and (page is None or page.complete),
    )


def _remarks(material: Material) -> list[Remark]:
    found = [
        *sender.remarks(material),
        *subject.remarks(material),
        *subject.letter_remarks(material),
        *fields.remarks(material),
        *fields.bulk_remarks(material),
    ]
    if material.has_body:
        found += [
            *body.remarks(material),
            *body.charset_remarks(material),
            *links.remarks(material),
            *attachments.remarks(material),
            *form.remarks(material),
            *form.part_remarks(material),
        ]
    return found
