"""Bounces that only people are meant to read: each in the manner of one mail server or provider."""

from typing import NamedTuple

import pytest

from mailadmin.core.message.bounce import Action, Bounce, Kind, parse

COPY = """\
Received: from office.example.com (office.example.com [192.0.2.7])
 by mx.example.net with ESMTP id 4711; Thu, 26 Nov 2026 10:00:00 +0000
Message-ID: <one@example.com>
From: Ann <ann@example.com>
To: bob@example.org
Date: Thu, 26 Nov 2026 09:59:58 +0000
Subject: Offer

Hello Bob
"""


class Form(NamedTuple):
    """A way to write a bounce and what is to be found in it."""

    name: str
    sender: str
    subject: str
    text: str
    code: int | None = None
    status: str = ""
    action: Action = Action.FAILED
    to: tuple[str, ...] = ("bob@example.org",)
    said: str = ""


FORMS = (
    Form(
        "Sendmail",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>",
        "Returned mail: see transcript for details",
        """\
The original message was received at Thu, 26 Nov 2026 10:00:00 GMT
from office.example.com [192.0.2.7]

   ----- The following addresses had permanent fatal errors -----
<bob@example.org>
    (reason: 550 5.1.1 <bob@example.org>... Nobody of this name)

   ----- Transcript of session follows -----
... while talking to mx.example.org.:
>>> DATA
<<< 550 5.1.1 <bob@example.org>... Nobody of this name
550 5.1.1 <bob@example.org>... Nobody of this name
<<< 503 5.0.0 Need RCPT (recipient)
""",
        550,
        "5.1.1",
        said="Nobody of this name",
    ),
    Form(
        "Sendmail, old",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>",
        "Returned mail: User unknown",
        """\
   ----- Transcript of session follows -----
While talking to mx.example.org:
>>> RCPT To:<bob@example.org>
<<< 551 Moved away
550 <bob@example.org>... User unknown
   ----- Unsent message follows -----
""",
        551,
    ),
    Form(
        "Postfix",
        "MAILER-DAEMON@mx.example.net (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        """\
This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

For further assistance, please send mail to postmaster.

<bob@example.org>: host mx.example.org[192.0.2.25] said: 552 5.2.2
    <bob@example.org>: The box holds no more (in reply to RCPT TO command)
""",
        552,
        "5.2.2",
        said="holds no more",
    ),
    Form(
        "Exim",
        "Mail Delivery System <Mailer-Daemon@mx.example.net>",
        "Mail delivery failed: returning message to sender",
        """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  bob@example.org
    host mx.example.org [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<bob@example.org>:
    550 5.7.1 No mail from there

------ This is a copy of the message, including all the headers. ------

""",
        550,
        "5.7.1",
        said="No mail from there",
    ),
    Form(
        "Exim, a delay",
        "Mail Delivery System <Mailer-Daemon@mx.example.net>",
        "Warning: message 1abc-0001-AB delayed 24 hours",
        """\
This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.example.net.

The address to which the message has not yet been delivered is:

  bob@example.org
    host mx.example.org [192.0.2.25]
    451 4.3.0 Later, please

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",
        451,
        "4.3.0",
        Action.DELAYED,
    ),
    Form(
        "qmail",
        "MAILER-DAEMON@mx.example.net",
        "failure notice",
        """\
Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<bob@example.org>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.1.1 no such person
Giving up on 192.0.2.25.

--- Below this line is a copy of the message.

""",
        550,
        "5.1.1",
    ),
    Form(
        "Courier",
        "Courier mail server at mx.example.net <@>",
        "NOTICE: mail delivery status.",
        """\
This is a delivery status notification from mx.example.net,
running the Courier mail server, version 1.3.

The original message was received on Thu, 26 Nov 2026 10:00:00 +0000
from office.example.com ([192.0.2.7])

---------------------------------------------------------------------------

                           UNDELIVERABLE MAIL

Your message to the following recipients cannot be delivered:

<bob@example.org>:
    mx.example.org [192.0.2.25]:
>>> RCPT TO:<bob@example.org>
<<< 550 5.1.1 <bob@example.org>... Nobody here

---------------------------------------------------------------------------
""",
        550,
        "5.1.1",
    ),
    Form(
        "Exchange 5.5 and 2003",
        "System Administrator <postmaster@example.org>",
        "Undeliverable: Offer",
        """\
Your message

  To:      sales@example.org
  Subject: Offer
  Sent:    Thu, 26 Nov 2026 09:59:58 -0000

did not reach the following recipient(s):

bob@example.org on Thu, 26 Nov 2026 10:00:00 -0000
    The e-mail account does not exist at the organization this message
was sent to.  Check the e-mail address, or contact the recipient directly.
            <mx.example.org #5.1.1>
""",
        None,
        "5.1.1",
    ),
    Form(
        "Exchange 2010 and Microsoft 365, only the text",
        "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org>",
        "Undeliverable: Offer",
        """\
Delivery has failed to these recipients or groups:

Bob (bob@example.org)<mailto:bob@example.org>
The email address you entered couldn't be found. Please check it.

Diagnostic information for administrators:

Generating server: ab1pr01mb0001.eurprd01.prod.outlook.com

bob@example.org
Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'

Original message headers:

""",
        550,
        "5.1.10",
    ),
    Form(
        "Exchange in German",
        "Mail-Administrator <postmaster@example.org>",
        "Unzustellbar: Offer",
        """\
Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Verteilerlisten:

bob@example.org
Die eingegebene E-Mail-Adresse konnte nicht gefunden werden.

Diagnoseinformationen für Administratoren:

Generierender Server: mx.example.org

bob@example.org
#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##

Ursprüngliche Nachrichtenkopfzeilen:

""",
        550,
        "5.1.1",
    ),
    Form(
        "Gmail",
        "Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Delivery Status Notification (Failure)",
        """\
** Address not found **

Your message wasn't delivered to bob@example.org because the address couldn't be found.

The response from the remote server was:
550 5.1.1 <bob@example.org>: Recipient address rejected: unknown
""",
        550,
        "5.1.1",
    ),
    Form(
        "Domino",
        "Postmaster@example.org",
        "DELIVERY FAILURE: User bob (bob@example.org) not listed in Domino Directory",
        """\
Your message

  Subject: Offer

was not delivered to:

  bob@example.org

because:

  User bob (bob@example.org) not listed in Domino Directory
""",
        said="not listed in",
    ),
    Form(
        "GMX, 1&1",
        "Mail Delivery System <mailer-daemon@gmx.example>",
        "Mail delivery failed: returning message to sender",
        """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of
its recipients. This is a permanent error. The following address(es)
failed:

<bob@example.org>:
SMTP error from remote server for RCPT TO command, host: mx.example.org reason: 550 5.1.1 gone

--- The header of the original message is following. ---

""",
        550,
        "5.1.1",
    ),
    Form(
        "T-Online, in German",
        "Mailer-Daemon@provider.example",
        "Ihre Nachricht konnte nicht zugestellt werden",
        """\
|------------------------- Message log follows: -------------------------|
Ihre Nachricht konnte an folgenden Empfänger nicht zugestellt werden:

bob@example.org ... Benutzer unbekannt

|------------------------- Message text follows: ------------------------|

""",
    ),
    Form(
        "MDaemon",
        "MDaemon at mx.example.net <MDaemon@mx.example.net>",
        "Permanent Delivery Failure",
        """\
The attached message had PERMANENT fatal delivery errors!

After one or more unsuccessful delivery attempts the attached message has
been removed from the mail queue on this server.

YOUR MESSAGE WAS NOT DELIVERED!

The following addresses did NOT receive a copy of your message:

> bob@example.org

--- Session Transcript ---
 Thu 2026-11-26 10:00:01: <-- 220 mx.example.org ESMTP
 Thu 2026-11-26 10:00:01: --> RCPT To:<bob@example.org>
 Thu 2026-11-26 10:00:01: <-- 550 5.1.1 <bob@example.org> nobody
--- End Transcript ---
""",
        550,
        "5.1.1",
    ),
    Form(
        "MailEnable",
        "Delivery Subsystem <POSTMASTER@mx.example.net>",
        "Message Delivery Failure",
        """\
MailEnable: Message could not be delivered to some recipients.
The following recipient(s) could not be reached:

	Recipient: [SMTP:bob@example.org]
	Reason: Remote SMTP Server Returned: 550 5.1.1 nobody

Message headers follow:

""",
        550,
        "5.1.1",
    ),
    Form(
        "IMail",
        "Postmaster <postmaster@mx.example.net>",
        "Undeliverable Mail",
        """\
User mailbox exceeds allowed size: bob@example.org

Original message follows.

""",
        said="exceeds allowed size",
    ),
    Form(
        "GroupWise",
        "System Administrator <postmaster@mx.example.org>",
        "Message status - undeliverable",
        """\
The message that you sent was undeliverable to the following:
	bob (550 mailbox not found bob@example.org)

""",
        550,
    ),
    Form(
        "Apache James",
        "postmaster@mx.example.net",
        "Re: Offer",
        """\
Hi. This is the James mail server at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.  Below
I include the list of recipients and the reason why I was unable to deliver
your message.

Failed recipient(s):
bob@example.org

Error message:
550 5.1.1 nobody

""",
        550,
        "5.1.1",
    ),
    Form(
        "Sun Java Messaging Server",
        "Internet Mail Delivery <postmaster@mx.example.net>",
        "Delivery Notification: Delivery has failed",
        """\
This report relates to a message you sent with the following header fields:

  Message-id: <one@example.com>
  Date: Thu, 26 Nov 2026 09:59:58 +0000
  From: Ann <ann@example.com>
  To: sales@example.org
  Subject: Offer

Your message cannot be delivered to the following recipients:

  Recipient address: bob@example.org
  Reason: Remote SMTP server has rejected address
  Diagnostic code: smtp;550 5.1.1 nobody
  Remote system: dns;mx.example.org (TCP|192.0.2.7|47323|192.0.2.25|25)

""",
        550,
        "5.1.1",
    ),
    Form(
        "a filter that shows the conversation",
        "postmaster@mx.example.net",
        "Mail could not be delivered",
        """\
****** Message from InterScan Messaging Security Suite ******

Sent <<< RCPT TO:<bob@example.org>
Received >>> 550 5.1.1 nobody

Unable to deliver message to <bob@example.org>.

************************     End of message     **********************
""",
        550,
        "5.1.1",
    ),
    Form(
        "MailMarshal",
        "postmaster@mx.example.net",
        "Undeliverable Mail: Offer",
        """\
Your message:
   From:    ann@example.com
   Subject: Offer

Could not be delivered because of

550 5.1.1 nobody

The following recipients were affected:
    bob@example.org

Additional Information
======================
""",
        550,
        "5.1.1",
    ),
    Form(
        "SurfControl",
        "Mail Administrator <postmaster@mx.example.net>",
        "Message could not be delivered",
        """\
Your message could not be sent.
A transcript of the attempts to send the message follows.
The number of attempts made: 1
Addressed To: bob@example.org

Thu 26 Nov 2026 10:00:00 +0000
Failed to send to identified host,
bob@example.org: [192.0.2.25], 550 5.1.1 nobody
--- Message non-deliverable.
""",
        550,
        "5.1.1",
    ),
    Form(
        "a Japanese phone provider",
        "Mail Administrator <Postmaster@phone.example>",
        "Mail System Error - Returned Mail",
        """\
The following recipients did not receive your message:

     <bob@example.org>

Your mail sent on: Thu, 26 Nov 2026 10:00:00 +0900
     Could not be delivered to: <bob@example.org>
     As their mailbox is full.
""",
        said="mailbox is full",
    ),
    Form(
        "OpenSMTPD",
        "Mailer Daemon <MAILER-DAEMON@mx.example.net>",
        "Delivery status notification: error",
        """\
    Hi!

    This is the MAILER-DAEMON, please DO NOT REPLY to this e-mail.

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

bob@example.org: 550 5.2.2 bob@example.org... Box full

    Below is a copy of the original message:

""",
        550,
        "5.2.2",
    ),
    Form(
        "a server that numbers its errors",
        "Mail Delivery System <mailer-daemon@mx.example.net>",
        "Delivery failure",
        """\
We had trouble delivering your message. Full details follow:

Subject: 'Offer'
Date: 'Thu, 26 Nov 2026 09:59:58 +0000'

1 error(s):

SMTP Server <mx.example.org> rejected recipient <bob@example.org>
  (Error following RCPT command). It responded as follows: [550 5.1.1 nobody]

""",
        550,
        "5.1.1",
    ),
    Form(
        "a server with short marks",
        "Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>",
        "Returned mail: User unknown",
        """\
The original message was received at Thu, 26 Nov 2026 10:00:00 +0900
from ann@example.com

---The following addresses had delivery errors---

bob@example.org [nobody of that name]

""",
    ),
    Form(
        "a server that repeats the address",
        "MAILER-DAEMON@mx.example.net",
        "FAILURE NOTICE :",
        """\
Your message to the following recipients could not be delivered.

  ----- The following addresses had permanent fatal errors -----

>>> bob@example.org <bob@example.org>

550 sorry, no box by that name (#5.1.1 - chkusr)

   ----- original message -----

""",
        550,
        "5.1.1",
    ),
    Form(
        "Yahoo",
        "MAILER-DAEMON@yahoo.example",
        "Failure Notice",
        """\
Sorry, we were unable to deliver your message to the following address.

<bob@example.org>:
554: delivery error: dd This user does not have such an account (bob@example.org) [0] - mta1.example

--- Below this line is a copy of the message.

""",
        554,
    ),
    Form(
        "Zoho",
        "mailer-daemon@mail.zoho.example",
        "Undelivered Mail Returned to Sender",
        """\
This message was created automatically by mail delivery software.
A message that you sent could not be delivered to one or more of its recipients.

bob@example.org Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <bob@example.org>... nobody

""",
        550,
        "5.1.1",
    ),
    Form(
        "mail.ru",
        "mailer-daemon@corp.mail.example",
        "Ваше сообщение не доставлено. Mail failure.",
        """\
Это письмо создано автоматически, отвечать на него не нужно.

К сожалению, Ваше письмо не может быть доставлено одному или нескольким получателям:

  bob@example.org
    host mx.example.org [192.0.2.25]
    550 5.1.1 nobody

""",
        550,
        "5.1.1",
    ),
    Form(
        "QQ",
        "PostMaster <PostMaster@qq.example>",
        "系统退信",
        """\
抱歉，您的邮件被退回来了……
原邮件信息：
收件人：bob@example.org
退信原因：无法发送到 bob@example.org
host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody
""",
        550,
        "5.1.1",
    ),
    Form(
        "French",
        "Postmaster <postmaster@example.org>",
        "Non remis : Offer",
        """\
Votre message n'a pas pu être remis aux destinataires suivants :

bob@example.org
550 5.1.1 personne de ce nom
""",
        550,
        "5.1.1",
    ),
    Form(
        "Spanish",
        "Sistema de correo <mailer-daemon@example.org>",
        "No se pudo entregar: Offer",
        """\
No se ha podido entregar su mensaje a los siguientes destinatarios:

bob@example.org
   550 5.2.2 buzón lleno
""",
        550,
        "5.2.2",
    ),
    Form(
        "Italian",
        "Postmaster <postmaster@example.org>",
        "Mancato recapito: Offer",
        "Non è stato possibile consegnare il messaggio a:\n\n  bob@example.org\n  550 piena\n",
        550,
    ),
    Form(
        "Polish",
        "Mail Delivery System <MAILER-DAEMON@example.org>",
        "Niedostarczona wiadomość",
        "Wiadomość nie może zostać dostarczona do:\n\n<bob@example.org>: 550 5.1.1 nie ma\n",
        550,
        "5.1.1",
    ),
    Form(
        "Japanese",
        "Postmaster <postmaster@example.org>",
        "メール配信エラー",
        "あなたのメールは配信できませんでした。\n\n<bob@example.org>:\n550 5.1.1 nobody\n",
        550,
        "5.1.1",
    ),
    Form(
        "several recipients",
        "MAILER-DAEMON@mx.example.net (Mail Delivery System)",
        "Undelivered Mail Returned to Sender",
        """\
This is the mail system at host mx.example.net.

Your message could not be delivered to one or more recipients.

<bob@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody

<eve@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody
""",
        550,
        "5.1.1",
        to=("bob@example.org", "eve@example.org"),
    ),
)


def message(form: Form) -> bytes:
    head = (
        f"Return-Path: <>\nFrom: {form.sender}\nTo: ann@example.com\nSubject: {form.subject}\n"
        "Date: Thu, 26 Nov 2026 10:00:01 +0000\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\n"
    )
    return f"{head}{form.text}\n{COPY}".encode()


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_is_read(form: Form) -> None:
    bounce = parse(message(form))
    assert bounce is not None
    assert tuple(one.address for one in bounce.recipients) == form.to
    for one in bounce.recipients:
        assert one.action is form.action
        assert (one.code, one.status) == (form.code, form.status)
        assert form.said in one.diagnostic
    assert bounce.kind is (Kind.DELAY if form.action is Action.DELAYED else Kind.BOUNCE)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_leads_to_the_message_that_came_back(form: Form) -> None:
    bounce = parse(message(form))
    assert isinstance(bounce, Bounce)
    assert bounce.message_id == "<one@example.com>"
    assert bounce.original.subject == "Offer"
    assert bounce.original.date == "Thu, 26 Nov 2026 09:59:58 +0000"
    assert bounce.original.recipients == ("bob@example.org",)
