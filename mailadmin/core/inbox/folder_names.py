"""What mail programs and providers call the folders they make, in lower case.

Names that servers give no special use to: those of Outlook and Exchange, Gmail, Yahoo, Apple,
Thunderbird, Roundcube, Zimbra and the larger providers of each country.
"""

from typing import Final

JUNK: Final = frozenset((
    "junk", "junk e-mail", "junk email", "junk mail", "spam", "spam mail", "bulk mail", "bulk",
    "[spam]", "quarantine", "suspected spam", "probably-spam", "caughtspam",
    "spamverdacht", "unerwünscht", "unerwünschte werbung", "junk-e-mail", "spamordner", "werbung",
    "courrier indésirable", "indésirables", "indésirable", "pourriel", "pourriels",
    "messages indésirables", "posta indesiderata", "indesiderata", "spazzatura",
    "correo no deseado", "no deseado", "correo basura", "correo electrónico no deseado",
    "lixo eletrônico", "lixo electrónico", "correio eletrônico não solicitado", "e-mail de lixo",
    "correu brossa", "correo lixo", "zabor-posta",
    "ongewenste e-mail", "ongewenst", "ongewenste reclame", "skräppost", "søppelpost",
    "uønsket e-post", "uønsket e-mail", "uønsket mail", "uønsket", "roskaposti", "ruslpóstur",
    "rämpspost", "mēstules", "brukalas", "šlamštas", "nepageidaujami laiškai",
    "nevyžádaná pošta", "nevyžiadaná pošta", "nevyžádané", "hromadná pošta", "spamy",
    "wiadomości-śmieci", "wiadomości śmieci", "niechciane", "kosz na spam",
    "levélszemét", "mesaje nedorite", "email nedorit", "mesaje spam", "neželjena pošta",
    "neželjena e-pošta", "neželena pošta", "neželena e-pošta", "bezvrijedna pošta",
    "нежељена пошта", "нежелана пошта", "нежелана е-пошта", "нежелана поща", "спам", "поща-боклук",
    "нежелательная почта", "небажана пошта", "небажані", "непажаданая пошта", "сомнительные",
    "önemsiz", "önemsiz e-posta", "istenmeyen", "istenmeyen posta", "gereksiz", "gereksiz e-posta",
    "gereksiz posta", "arzuolunmaz", "lazımsız poçt",
    "ανεπιθύμητα", "ανεπιθύμητη αλληλογραφία", "ανεπιθύμητη ηλεκτρονική αλληλογραφία",
    "דואר זבל", "ספאם", 'דוא"ל זבל', "דואר אלקטרוני זבל",
    "البريد غير الهام", "البريد غير المرغوب فيه", "بريد غير هام", "البريد العشوائي",
    "رسائل غير مرغوب فيها", "غير مرغوب فيه", "بريد مزعج", "هرزنامه", "اسپم",
    "정크", "정크 메일", "정크메일", "스팸", "스팸함", "스팸메일", "스팸메일함", "스팸편지함",
    "垃圾邮件", "垃圾邮件箱", "垃圾箱", "广告邮件", "垃圾郵件", "垃圾信件", "廣告信",
    "迷惑メール", "スパム", "迷惑メールフォルダ", "ขยะ", "อีเมลขยะ", "จดหมายขยะ", "สแปม",
    "thư rác", "email sampah", "surat sampah", "mel remeh", "mel sampah", "जंक", "स्पैम", "जंक ई-मेल",
    "არასასურველი", "სპამი", "սպամ",
))  # fmt: skip
"""Where a filter puts what it does not trust."""

SENT: Final = frozenset((
    "sent", "sent items", "sent messages", "sent mail", "sent email", "outgoing", "sent-mail",
    "gesendet", "gesendete elemente", "gesendete objekte", "gesendete nachrichten", "postausgang",
    "envoyés", "éléments envoyés", "messages envoyés", "objets envoyés", "envoyé",
    "posta inviata", "inviati", "inviata", "messaggi inviati", "enviados", "elementos enviados",
    "mensajes enviados", "correo enviado", "enviado", "itens enviados", "e-mails enviados",
    "mensagens enviadas", "enviats", "elements enviats",
    "verzonden", "verzonden items", "verzonden berichten", "skickat", "skickade", "sendt",
    "sendte", "sendt post", "sendte elementer", "sendte e-mails", "lähetetyt",
    "lähetetyt viestit", "send", "saadetud", "nosūtītie", "nosūtīts", "išsiųsta", "išsiųsti",
    "odeslaná pošta", "odeslané", "odeslaná", "odoslaná pošta", "odoslané",
    "wysłane", "elementy wysłane", "elküldött", "elküldött elemek", "elküldött levelek",
    "elemente trimise", "trimise", "mesaje trimise", "poslano", "poslane stavke",
    "poslane poruke", "poslato", "послато", "послати", "изпратени", "изпратена поща",
    "изпратени елементи", "отправленные", "отправленное", "надіслані", "відправлені",
    "надіслані елементи", "адпраўленыя",
    "gönderilmiş", "gönderilmiş öğeler", "gönderilenler", "gönderilmiş postalar",
    "gönderilmiş iletiler", "απεσταλμένα", "απεσταλμένη αλληλογραφία", "σταλμένα",
    "נשלח", "נשלחו", "פריטים שנשלחו", "דואר יוצא", "דואר שנשלח",
    "العناصر المرسلة", "البريد المرسل", "الرسائل المرسلة", "المرسلة", "المرسل",
    "موارد ارسال شده", "فرستاده شده",
    "보낸 편지함", "보낸편지함", "보낸 메일함", "보낸메일함", "보낸 항목",
    "已发送", "已发送邮件", "已傳送郵件", "寄件備份", "已寄郵件", "寄件匣", "发件箱",
    "送信済み", "送信済みアイテム", "送信済みメール", "送信", "ส่งแล้ว", "จดหมายที่ถูกส่ง",
    "รายการที่ถูกส่ง", "đã gửi", "thư đã gửi", "mục đã gửi", "terkirim", "item terkirim", "भेजे गए",
))  # fmt: skip
"""Where a program or server keeps what was sent."""

UNSENT: Final = frozenset((
    "drafts", "draft", "templates", "outbox", "unsent messages", "unsent", "scheduled",
    "entwürfe", "vorlagen", "brouillons", "modèles", "boîte d'envoi", "bozze", "modelli",
    "posta in uscita", "borradores", "plantillas", "bandeja de salida", "rascunhos", "modelos",
    "caixa de saída", "esborranys", "concepten", "sjablonen", "postvak uit", "utkast", "mallar",
    "utkorgen", "utkorg", "kladder", "kladd", "maler", "skabeloner", "udbakke", "utboks",
    "luonnokset", "mallit", "lähtevät", "mustandid", "melnraksti", "juodraščiai",
    "koncepty", "rozepsané", "šablony", "šablóny", "k odeslání", "pošta k odeslání",
    "kopie robocze", "wersje robocze", "szkice", "robocze", "szablony", "skrzynka nadawcza",
    "do wysłania", "piszkozatok", "sablonok", "kimenő levelek", "postázandó üzenetek",
    "schițe", "ciorne", "șabloane", "skice", "predlošci", "nacrti", "osnutki", "нацрти", "чернови",
    "черновики", "шаблоны", "исходящие", "чернетки", "шаблони", "вихідні",
    "taslaklar", "şablonlar", "giden kutusu", "πρόχειρα", "πρότυπα", "εξερχόμενα",
    "טיוטות", "תבניות", "מסודות", "مسودات", "المسودات", "قوالب", "البريد الصادر", "علبة الصادر",
    "پیش نویس ها", "پیش‌نویس‌ها", "임시 보관함", "임시보관함", "임시 저장", "보낼 편지함",
    "草稿", "草稿箱", "草稿匣", "草稿夹", "模板", "下書き", "テンプレート", "送信トレイ",
    "ร่างจดหมาย", "แบบร่าง", "thư nháp", "nháp", "bản nháp", "draf", "konsep", "ड्राफ़्ट",
))  # fmt: skip
"""What lies here was not sent yet: drafts, templates, what waits to be sent."""

TRASH: Final = frozenset((
    "trash", "deleted", "deleted items", "deleted messages", "bin", "wastebasket",
    "papierkorb", "gelöschte elemente", "gelöschte objekte", "gelöscht", "corbeille",
    "éléments supprimés", "messages supprimés", "cestino", "posta eliminata", "eliminati",
    "papelera", "elementos eliminados", "lixeira", "itens excluídos", "lixo", "reciclagem",
    "paperera", "prullenbak", "verwijderde items", "papperskorgen", "borttaget",
    "papirkurv", "slettet post", "slettede elementer", "papirkorg", "roskakori", "poistetut",
    "prügikast", "atkritne", "šiukšlinė", "koš", "odstraněná pošta", "kôš", "odstránená pošta",
    "kosz", "elementy usunięte", "lomtár", "törölt elemek", "kuka", "coș de gunoi", "gunoi",
    "elemente șterse", "smeće", "otpad", "smetnjak", "koš za smeti", "кошче", "отпад",
    "корзина", "удаленные", "удалённые", "кошик", "видалені", "çöp", "çöp kutusu",
    "silinmiş öğeler", "silinmiş", "κάδος απορριμμάτων", "διαγραμμένα", "κάδος",
    "אשפה", "פריטים שנמחקו", "سلة المهملات", "المهملات", "العناصر المحذوفة", "휴지통",
    "지운 편지함",
    "已删除", "已删除邮件", "回收站", "垃圾桶", "刪除的郵件", "ゴミ箱",
    "削除済みアイテム", "ごみ箱", "ถังขยะ", "thùng rác", "sampah", "ट्रैश",
))  # fmt: skip
"""What the user threw away."""

SHOWN_TWICE: Final = frozenset((
    "[gmail]/all mail", "[gmail]/important", "[gmail]/starred", "[gmail]/alle nachrichten",
    "[google mail]/all mail", "[google mail]/alle nachrichten",
    "[google mail]/important", "[google mail]/starred",
))  # fmt: skip
"""Whole names of folders that show messages of others, where the server does not say so."""
