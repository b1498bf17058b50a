"""What bounces say in many languages: that it failed, that it is still tried, where the copy is.

Over lower case. Every pattern is bounded, so that none can take long.
"""

import re
from collections.abc import Iterable
from typing import Final


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.MULTILINE)


FAILED: Final = _any_of(
    (
        # English
        r"(?:could|can|did|was|were|is|has|have|been)(?: ?not|n[’']t)(?: yet)?(?: be| been)?"
        r"(?: successfully)? (?:deliver|reach|sent|processed|accepted|received?\b|posted)",
        r"(?:unable|not able|wasn[’']t able|impossible|cannot|can[’']t|could not|couldn[’']t"
        r"|failed|failure) (?:to )?(?:deliver|send|transmit|relay|be delivered|be reached)",
        r"\bundeliver(?:able|ed)",
        r"deliver(?:y|ing|ed)\b.{0,60}\b(?:fail|error|problem|not possible|impossible|abort|suspend"
        r"|unsuccessful|trouble)",
        r"(?:error|problem|trouble|fail(?:ed|ure)?|unsuccessful)\b.{0,30}\b(?:deliver"
        r"|sending your)",
        r"delevery .{0,40}(?:fail|abort)",
        r"(?:not|never) (?:been )?delivered|non-?deliver",
        r"return(?:ed|ing) (?:mail|message|to (?:the )?sender)|mail .{0,20}\breturned",
        r"error was detected while processing|encountered an error|mail system error",
        r"no valid recipients|invalid (?:final )?(?:delivery |recipient|address|mailbox|user)",
        r"user (?:is )?unknown|unknown user|no such (?:user|recipient|mailbox)|unknown recipient",
        r"user not known|(?:was|were|been|automatically) rejected|rejected (?:by|your|mail|for)",
        r"mailbox (?:is )?(?:full|unavailable|not found|disabled)|over ?quota|quota exceeded",
        r"exceed(?:s|ed|ing) .{0,30}(?:quota|size|limit)|disk quota",
        r"(?:address|recipient|mailbox|account|user|domain)\w* .{0,40}(?:does|do|did) not exist",
        r"did not exactly match|fail(?:ed|ure)? (?:mail|recipients?|notice|reasons?)",
        r"(?:was|been|is) blocked by|not been delivered|message blocked",
        r"(?:permanent|fatal|delivery) (?:fatal |delivery )?(?:errors|problems)",
        # German
        r"unzustellbar|nicht .{0,40}(?:zugestellt|zustellbar|zustellen|ausgeliefert|übermittelt)",
        r"zustell\w* .{0,40}(?:fehl|nicht|gescheitert|abgebrochen)|zustellungsfehler",
        r"konnten? .{0,60}nicht .{0,40}(?:gesendet|weitergeleitet|erreicht)",
        # French
        r"n[’'](?:a|ont) (?:pas )?(?:pu|été) .{0,30}(?:remis|livr|distribu|achemin|d[eé]livr"
        r"|envoy)",
        r"non (?:remis|distribu|d[eé]livr)|[eé]chec .{0,20}(?:remise|livraison|distribution|envoi)",
        r"impossible de (?:remettre|livrer|d[eé]livrer|distribuer)|non[- ]remise|n[’']existe pas",
        # Spanish, Portuguese, Italian
        r"no (?:se )?(?:pudo|ha podido|puede|pudieron|pueden|ha sido|fue) .{0,40}(?:entreg|envi)",
        r"(?:error|fallo|falla|problema)\w* .{0,20}(?:entrega|envío)|no (?:se )?entreg|devuelto",
        r"n[ãa]o (?:p[ôo]de|foi|pode|podem|puderam) .{0,40}(?:entreg|envia)|n[ãa]o entreg",
        r"(?:falha|erro) .{0,20}(?:entrega|envio)|no existe|n[ãa]o existe",
        r"non (?:è|e[’']|può|sono) .{0,40}(?:consegn|recapit)|non (?:consegn|recapit)|non esiste",
        r"mancat[ao] (?:recapito|consegna)|impossibile (?:recapitare|consegnare|inviare)",
        # Dutch and the northern languages
        r"niet (?:worden |kunnen )*(?:bezorgd|afgeleverd)|onbestelbaar|bezorging .{0,30}mislukt",
        r"(?:kunde|kan) inte (?:levereras|skickas)|gick inte att leverera|ej levererat",
        r"(?:kunne|kan) ikke leveres|ikke (?:blitt )?lever(?:et|t)|lever\w* .{0,20}mis(?:lyk|t)",
        r"ei voitu toimittaa|toimit\w* .{0,20}epäonnist|toimittamatta",
        # Polish, Czech, Slovak, Hungarian, Romanian, Turkish
        r"nie (?:może|można|mogła|mógł|udało|został\w*) .{0,40}dostarcz|niedostarcz|nie dostarcz",
        r"(?:nelze|nebylo možné|nepodařilo se|nepodarilo sa|nemohla být) .{0,40}doru[čc]"
        r"|nedoru[čc]",
        r"nem (?:sikerült|lehetett|tudtuk) .{0,40}kézbesít|kézbesíthetetlen|sikertelen kézbesítés",
        r"nu a putut fi (?:livrat|trimis)|teslim edileme|iletileme|gönderileme",
        # Greek, Russian, Ukrainian
        r"δεν (?:ήταν δυνατή|παραδόθηκε|μπόρεσε)|αποτυχία παράδοσης",
        r"не (?:может|могло|может|удалось|было|был|може|вдалося) .{0,30}достав|недостав|не достав",
        r"(?:невозможно|ошибка|неможливо) .{0,20}достав|не существует",
        # Japanese, Chinese, Korean, Arabic, Hebrew, Vietnamese
        r"(?:配信|配送|送信|送達|配達|お届け|転送)\S{0,12}(?:でき|失敗|不能|不可|エラー)|届けられ",
        r"エラーメッセージ|エラーメール|存在しません|宛先不明",
        r"(?:无法|未能|不能)\S{0,20}(?:投递|送达|发送|递送|传送|到达)|退信|(?:投递|发送"
        r"|传输)\S{0,4}失败",
        r"(?:無法|未能)\S{0,20}(?:投遞|傳送|送達|寄送|遞送)|退信|(?:傳送|投遞|寄送)\S{0,4}失敗",
        r"(?:전달|배달|발송|전송)\S{0,6} ?(?:수 없|못|실패)|반송",
        r"تعذر|لم يتم تسليم|فشل تسليم|לא ניתן למסור|לא נמסר|không thể (?:gửi|chuyển)",
    )
)
"""It did not arrive, or not yet."""

ABOUT_DELIVERY: Final = _any_of(
    (
        r"deliver(?:y|ing)? (?:status )?(?:notif|report|fail|problem|warning|error|delay|incident)",
        r"(?:status|failure|failed|error|problem) .{0,10}(?:notification|notice|report)",
        r"failure (?:notice|delivery)|(?:mail|message|e-?mail) (?:delivery )?(?:fail|error"
        r"|rejected)",
        r"(?:mail|message) (?:is |has been |was )?(?:delayed|not delivered|undeliver|returned)",
        r"delayed (?:mail|message|delivery)|processing error|warning: (?:message|could not)",
        r"non[- ]?deliver|\bndr\b|rejected mail|message you sent blocked|could not send message",
        r"zustell|übermittlung|remise|entrega|recapito|consegna|bezorg|leverans|levering|dostarcz",
        r"достав|配信|送信|投递|退信|傳送|传输|전달|배달",
    )
)
"""Subjects of reports about delivery, together with :data:`FAILED` and :data:`STILL_TRYING`."""

STILL_TRYING: Final = _any_of(
    (
        r"(?:will|shall|is going to) (?:still )?(?:continue|keep)\b.{0,40}\b(?:try|attempt"
        r"|deliver|for)",
        r"attempts? will continue|will (?:automatically )?(?:be )?re-?(?:tr(?:y|ied)|attempt)",
        r"(?:not|n[’']t) yet (?:been )?(?:deliver|received?)|not been delivered yet"
        r"|still being ret",
        r"warning (?:message )?only|(?:do )?not need to re-?send|advisory-only",
        r"(?:has|have|had|was|is|been) (?:been )?(?:delayed|postponed|deferred)|delivery delayed",
        r"\bdelayed (?:mail|message|delivery)|delivery .{0,30}\(delay"
        r"|(?:only a )?temporary failure r",
        r"message delayed|awaiting delivery|still (?:in|on) (?:the|our) queue|remains? (?:in"
        r"|on) the q",
        r"verzöger|wird weiterhin versucht|noch nicht zugestellt|weitere zustellversuche",
        r"retard[eé] |n[’']a pas encore|nouvelles tentatives|se seguirá intentando|se ha retrasado",
        r"aún no se ha|retraso (?:en|de) la entrega|continuer[àa]|non è ancora stat|ainda não foi",
        r"atras(?:o|ada) (?:na|de) entrega|vertraagd|försenad|forsinket|viivästy|opóźni|zpoždě"
        r"|oneskor",
        r"задерж|ещё не достав|еще не достав|попытки .{0,30}продолж|遅延|再送を|延迟|延遲|지연"
        r"|δεν .{0,20}ακόμη",
    )
)
"""The server has not given up."""

SUCCEEDED: Final = _any_of(
    (
        r"\bsucce(?:ss|eded)|^(?:delivered|relayed|expanded|übermittelt|zugestellt|remis"
        r"|entregado)\b",
        r"successful mail delivery|\((?:relay|success|delivered|relayed|expanded)\)"
        r"|zustellbestätigung",
    )
)
"""Subjects of confirmations."""

GIVEN_UP: Final = _any_of(
    (
        r"giv(?:en|ing) up|permanent(?:ly)? (?:fatal |delivery )?(?:error|fail)|failed permanently",
        r"no (?:further|more) (?:delivery )?attempts|will not (?:be )?(?:retr|try|attempt)",
        r"not going to try again|has stopped trying|been removed from the (?:mail )?queue",
        r"(?:retry|delivery|queue) (?:time|timeout|lifetime|period).{0,20}(?:exceeded|expired)",
        r"endgültig|dauerhaft|définitiv|definitivamente|permanente",
    )
)
"""The server has given up, whatever else the text says."""

TIRED: Final = _any_of(
    (r"^retry timeout exceeded|: retry timeout exceeded", r"retry time not reached")
)
"""Exim's words for hosts that have said "later" for too long (RFC 3463, ``4.4.7``)."""

FORWARDED: Final = _any_of(
    (
        r"^begin forwarded message|^-{2,} ?forwarded (?:message|by)|^-{2,} ?weitergeleitete",
        r"^anfang der weitergeleiteten|^-{2,} ?(?:message transféré|mensaje reenviado)",
        r"^-{2,} ?(?:messaggio inoltrato|mensagem encaminhada|doorgestuurd bericht)",
    )
)
"""A person passes a message on."""

ANSWERED: Final = _any_of(
    (
        r"^on .{5,120} wrote:$|^am .{5,120} schrieb .{0,80}:$|^le .{5,120} a écrit ?:$",
        r"^el .{5,120} escribió:$|^il .{5,120} ha scritto:$|^em .{5,120} escreveu:$",
        r"^op .{5,120} schreef .{0,80}:$|^den .{5,120} skrev .{0,80}:$"
        r"|^-{2,} ?original message ?-{2,}$",
    )
)
"""A person answers a message; what follows is that message."""

ANSWER_SUBJECT: Final = re.compile(
    r"^\s*(?:re|aw|antw|sv|vs|odp|rif|res|ynt|回复|答复)\s*(?:\[\d+\])?\s*[:：]"
)
FORWARD_SUBJECT: Final = re.compile(r"^\s*(?:fwd?|wg|tr|rv|i|enc|doorst|vb|转发|轉寄)\s*[:：]")

COPY: Final = _any_of(
    (
        r"^[\W_]*(?:begin |start of |end of )?(?:the |your |an? )?"
        r"(?:original|returned|unsent|undelivered|forwarded|rejected|non-?delivered|old)"
        r"(?: (?:message|mail|e-?mail|header)s?)+(?: information| headers?| text| body| details)?"
        r"(?: as received)?(?: is as)?(?: follows?| below| is following| attached.{0,20})?[\W_]*$",
        r"^[\W_]*(?:message|mail|e-?mail) (?:headers?|text|body|contents?)"
        r"(?: information)?(?: follows?| below)?[\W_]*$",
        r"^[\W_]*(?:returned|unsent|original) (?:mail|message) (?:follows|below|is)\b.{0,30}$",
        r"^(?!.*(?:deliver(?!ed message)|recipient|address|fail|reach|reject|error|delete))"
        r".{0,60}\b(?:copy|headers?|lines|part|portion|summary|contents?|body)\b.{0,40}"
        r"\b(?:message|mail|header)\b",
        r"^[\W_]*your message reads\b.{0,20}$",
        r"^[\W_]*(?:ursprüngliche|original-?) ?nachricht|^[\W_]*kopfzeilen"
        r"|^[\W_]*originalnachricht",
        r"^[\W_]*en-?têtes? (?:de|du) message|^[\W_]*message d[’']origine|^[\W_]*mensaje original",
        r"^[\W_]*encabezados (?:de|del) mensaje|^[\W_]*messaggio originale|^[\W_]*intestazioni",
        r"^[\W_]*cabeçalhos|^[\W_]*mensagem original|^[\W_]*oorspronkelijk|^[\W_]*ursprungl",
        r"^[\W_]*(?:原文|原邮件(?!信息)|原始邮件|原始郵件|元のメ|以下.{0,20}(?:原文|元の))"
        r"|オリジナルメッセージ",
        r"^[\W_]*(?:исходное|оригинал|заголовки исходн|ниже .{0,30}копия)",
    )
)
"""A line after which a copy of the returned message follows."""

STRUCTURE: Final = re.compile(
    r"^>?(?:received: ?(?:from|by|\()|return-path: ?<|dkim-signature: ?v=|arc-seal:|x-google-"
    r"|x-received:|received:$|content-type: ?message/rfc822|content-type: ?text/rfc822-headers"
    r"|received:from)"
)
"""The same without words: the first fields of a header that a server wrote."""
