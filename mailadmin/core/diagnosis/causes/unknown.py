"""Causes: nothing that was seen tells why."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    EMAIL_TO_MYSELF_ARRIVES,
    MESSENGER_MEANWHILE,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import Sign
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="unknown-generic",
        title=QT_TRANSLATE_NOOP("Fix", "The server gave no reason"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.55,
                r"^(error|rejected|message (was )?(rejected|refused|not delivered|undeliverable)|transaction failed|delivery failed|failed|failure|mail rejected|permanent failure|temporary failure|unknown error|an error occurred|not delivered|denied|refused|no)\W*$"),
            Sign(0.95, r"service refuse\. veuillez|all recipients were rejected"),
            Sign(0.975,
                r"\bout of (the )?office\b|(automatic|auto)[- ]?(reply|response|responder)|\bauto: |on (vacation|annual leave|maternity leave|parental leave)|(vacation|absence) (message|reply|notice)|"
                r"abwesenheits(notiz|nachricht|meldung|assistent)|automatische antwort|nicht im (büro|haus)|absen(t|ce) du bureau|r[ée]ponse automatique|(message|avis) d.absence|"
                r"respuesta autom[aá]tica|fuera de la oficina|risposta automatica|fuori (ufficio|sede)|resposta autom[aá]tica|fora do escrit|automatisch antwoord|afwezigheid|"
                r"odpowied[źz] automatyczna|автоответ|автоматический ответ|自动回复|自動回覆|自動返信|自動応答|자동 ?(회신|응답)|부재중",
                unless=r"\b[45]\d\d[ -]\d\.\d|mailbox (is )?full|user unknown|does not exist"),
            Sign(0.6,
                r"delivery report unavailable|no (further |additional )?(details|information|reason)( \S+){0,3}|"
                r"unknown (error|reason)|unspecified"),
        ),
        cases=(
            Case('550 Rejected', "bounce"),
            Case('--- Delivery report unavailable ---', "bounce"),
            Case('Automatische Antwort: Ich bin vom 3. bis 14. August nicht im Büro.', "bounce"),
            Case('host smtpz4.laposte.net[194.117.213.1] said: 550 5.5.0 Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN007_510 (in reply to end of DATA command)', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "The server {host} said no, but its words do not tell why, and this program does not guess. The reason stands only in the log of that server."),
            QT_TRANSLATE_NOOP("Fix", "The server said no, but its words do not tell why, and this program does not guess. The reason stands only in the log of that server."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short plain message to yourself goes through, the message or the recipient is the reason and not your settings."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Send a short plain message to yourself, to see whether your settings work."),
                QT_TRANSLATE_NOOP("Fix", "Press “Copy for support”."),
                QT_TRANSLATE_NOOP("Fix", "Send that text to your mail admin together with the message below."),
                MESSENGER_MEANWHILE,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refused us with a reply that gives no reason:\n{reply}\n\nPlease look in the log of that server for the same time and tell me which rule refused it. If the server belongs to the recipient, please ask their postmaster, quoting the reply. The report with time and dialogue is attached.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA mail server refused us without giving a reason. The server said:\n{reply}\n\nPlease look in its log for the same time and tell me which rule refused it. If the server belongs to the recipient, please ask their postmaster. The report with time and dialogue is attached.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nA mail server refused us without giving a reason.\n\nPlease look in its log for the same time and tell me which rule refused it. If the server belongs to the recipient, please ask their postmaster. The report with time and dialogue is attached.\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
)
# fmt: on
