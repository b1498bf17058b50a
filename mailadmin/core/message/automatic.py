"""Which kind of message it is: one that somebody wrote, or one of those that machines answer with.

RFC 3834 asks machines to say so (``Auto-Submitted``); many say it in a way of their own or only in
their subject. One of these alone decides only where nobody else would write it.
"""

import re
from typing import Final

from mailadmin.core.message import bounce
from mailadmin.core.message import parts as message_parts
from mailadmin.core.message.bounce import evidence, feedback
from mailadmin.core.message.bounce.said import said_in
from mailadmin.core.message.encoded_words import decode
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.kinds import Kind

LONGEST_SEARCHED: Final = 4_000
"""Characters of a text that are searched for a challenge; it says so at its beginning."""

_REPORTS: Final = {
    "disposition-notification": Kind.READ_RECEIPT,
    "feedback-report": Kind.FEEDBACK,
}
_RECEIPTS: Final = ("message/disposition-notification", "message/global-disposition-notification")

_REPLY_FIELDS: Final = (
    "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply-From", "X-Autoreply-From",
    "X-Mail-Autoreply", "X-Vacation", "X-Autoreply-Domain", "Auto-Reply", "X-FC-MachineGenerated",
)  # fmt: skip
"""Fields that only automatic answers have; ``no`` in them means that it is none."""

_PRECEDENCE: Final = re.compile(r"auto[_-]?reply|auto[_-]?respon", re.IGNORECASE)

_REPLY_SUBJECT: Final = re.compile(
    r"^\s*(?:\[?(?:"
    r"auto(?:matic|mated|mat)?[ -]?(?:re(?:ply|sponse|spond)|answer)|auto(?=:)|auto[ :-]?re:"
    r"|out[ -]of[ -](?:the )?office|ooo(?=:)|vacation (?:reply|response|notice)|away (?:message"
    r"|notice)"
    r"|i am (?:currently )?(?:out of|away)|absence (?:notice|reply)"
    r"|automatische (?:antwort|rückmeldung)|abwesend|abwesenheit|auto(?:matische )?antwort"
    r"|nicht im büro|urlaub(?:sbenachrichtigung|snotiz)|automatisch antwoord|afwezig"
    r"|r[ée]ponse automatique|absent du bureau|absence du bureau|message d[’']absence"
    r"|respuesta autom[áa]tica|autorespuesta|fuera de (?:la )?oficina|ausente de la oficina"
    r"|risposta automatica|fuori (?:sede|ufficio)|assenza dall[’']ufficio"
    r"|resposta autom[áa]tica|fora d[oe] escrit[óo]rio|ausência temporária"
    r"|autosvar|automatiskt? svar|frånvaro|fravær|ikke til stede|automaattinen vastaus|poissa"
    r"|automatyczna odpowied[źz]|odpowied[źz] automatyczna|nieobecno[śs]|poza biurem"
    r"|automatick[áa] odpov[ěe][ďd]|odpov[ěe][ďd] v nep[řr][íi]tomnosti|mimo kancel"
    r"|automatikus v[áa]lasz|r[ăa]spuns automat|otomatik yan[ıi]t|avtomatski odgovor"
    r"|automatski odgovor"
    r"|автоматический ответ|автоответ|вне офиса|автоматична відповідь|автоматичен отговор"
    r"|αυτόματη απάντηση|εκτός γραφείου|自動(?:返信|応答|回覆)|不在(?:通知|のお知らせ)"
    r"|自动(?:回复|答复)|不在办公室|外出|자동 ?(?:회신|응답)|부재중|رد تلقائي|תגובה אוטומטית"
    r"|trả lời tự động|balasan otomatis|ตอบกลับอัตโนมัติ"
    r"))",
    re.IGNORECASE,
)

_SURE_SUBJECT: Final = re.compile(r"^[^:：]{0,40}[:：]")
"""With a colon behind it, as programs write it in front of the subject that they answer."""

_CHALLENGE_FIELDS: Final = (
    "X-TMDA-Confirm",
    "X-Spam-Arrest",
    "X-SpamArrest",
    "X-Boxbe",
    "X-ASK-Auth",
)

_CHALLENGE: Final = re.compile(
    r"(?:confirm|verify|prove|authenticate) (?:that )?(?:you are|you[’']re|yourself"
    r"|your (?:e-?mail|"
    r"message|identity|address)|this (?:e-?mail|message))[^.]{0,80}"
    r"(?:human|person|not (?:a )?(?:spam|robot|machine|bot)|deliver|sender|release|click|repl)"
    r"|(?:click|reply|visit)[^.]{0,80}(?:to (?:confirm|verify|prove|release|have|complete|approve)"
    r"[^.]{0,60}(?:message|mail|sender|human|person|verification|delivery))"
    r"|(?:before|until) (?:your (?:message|e-?mail)|it) (?:can be|will be|is) (?:deliver|accept"
    r"|read)"
    r"[^.]{0,100}(?:confirm|verif|click|reply)"
    r"|sender verification|challenge[ -/]response|one[ -]time (?:confirmation|verification)"
    r"|not (?:a |an? automated )?(?:spammer|robot|machine)[^.]{0,80}(?:click|reply|confirm)"
    r"|bestätigen sie[^.]{0,100}(?:absender|mensch|person|nachricht|zustell)"
    r"|confirm(?:ez|er) que vous êtes|confirme que (?:usted )?(?:es|você é)"
    r"|confermare? (?:di essere|che sei)|подтвердите[^.]{0,80}(?:отправ|человек|письм)",
    re.IGNORECASE,
)


def kind_of(raw_message: bytes | Headers) -> Kind:
    """The kind of a message, or of one of which only the header is there."""
    if isinstance(raw_message, Headers):
        return _by_header(raw_message)
    parts = message_parts.split(raw_message)
    header = parts.all[0].headers
    types = {part.type for part in parts.all if part.level <= 1}
    report = bounce.parse(raw_message)
    if report is not None:
        return report.kind
    if types & {*_RECEIPTS}:
        return Kind.READ_RECEIPT
    text = said_in(parts).flowing[:LONGEST_SEARCHED]
    if _is_challenge(header, text):
        return Kind.CHALLENGE
    return _answer_or_ordinary(header)


def _by_header(header: Headers) -> Kind:
    stated = header.value("Content-Type") or ""
    if stated.lower().lstrip().startswith("multipart/report"):
        for word, kind in _REPORTS.items():
            if word in stated.lower():
                return kind
        if "delivery-status" in stated.lower():
            return evidence.kind_of_subject(header)
    if evidence.is_report_by_header(header):
        return evidence.kind_of_subject(header)
    if feedback.opt_out(header) is not None:
        return Kind.FEEDBACK
    if _is_challenge(header, ""):
        return Kind.CHALLENGE
    return _answer_or_ordinary(header)


def _is_challenge(header: Headers, text: str) -> bool:
    if any(header.value(name) for name in _CHALLENGE_FIELDS):
        return True
    subject = evidence.subject_of(header)
    asks = _CHALLENGE.search(text) is not None or _CHALLENGE.search(subject) is not None
    return asks and _is_by_machine(header) and not _is_by_list(header)


def _answer_or_ordinary(header: Headers) -> Kind:
    return Kind.AUTO_REPLY if _is_answer(header) else Kind.ORDINARY


def _is_answer(header: Headers) -> bool:
    """Whether it is an automatic answer (RFC 3834 section 5)."""
    submitted = _word(header.value("Auto-Submitted"))
    if submitted in ("auto-replied", "auto_replied", "vacation", "auto-reply"):
        return True
    if any(_word(header.value(name)) not in ("", "no", "false", "0") for name in _REPLY_FIELDS):
        return True
    if _word(header.value("X-Autogenerated")) == "reply":
        return True
    for name in ("Precedence", "X-Precedence", "Delivered-To"):
        if any(_PRECEDENCE.search(value[:200]) for value in header.values(name)):
            return True
    subject = decode((header.value("Subject") or "")[:1_000])
    if _REPLY_SUBJECT.match(subject) is None or _is_by_list(header):
        return False
    return _SURE_SUBJECT.match(subject) is not None or _is_by_machine(header)


def _is_by_machine(header: Headers) -> bool:
    """Whether anything in the header says that no person sent it (RFC 3834, RFC 5321 §4.5.5)."""
    submitted = _word(header.value("Auto-Submitted"))
    return (
        submitted not in ("", "no")
        or evidence.has_null_sender(header)
        or header.value("X-Auto-Response-Suppress") is not None
        or _word(header.value("Precedence")) in ("bulk", "junk")
    )


def _is_by_list(header: Headers) -> bool:
    return any(header.value(name) for name in ("List-Unsubscribe", "List-Id"))


def _word(value: str | None) -> str:
    """The first word of a field, in lower case, without its parameters and comments."""
    return re.split(r"[\s;(]", (value or "")[:200].strip().lower(), maxsplit=1)[0]
