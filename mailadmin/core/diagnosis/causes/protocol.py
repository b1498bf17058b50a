"""Causes: the other side speaks something else, or does not like how we speak."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    ASK_MAIL_ADMIN_IF_IT_FAILS,
    EMAIL_TO_MYSELF_ARRIVES,
    ENCRYPT,
    GREETING_TURNS_GREEN,
    IF_YOU_CANNOT,
    TEST_AGAIN,
    to_mail_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import DIGITS, HINT, SAID, SURE, Sign
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="protocol-wrong-service",
        title=QT_TRANSLATE_NOOP("Fix", "Another kind of server answers there"),
        blame=Blame.SERVER,
        signs=(
            Sign(SAID, r"server greeting.{0,60}\b220\b"),
            Sign(0.92, r"unexpected char at position", moments=(Moment.INBOX,), ports=(25, 465, 587, 80, 443)),
            Sign(0.93, r"\besmtp\b", moments=(Moment.INBOX,), unless=r"authentic|login"),
            Sign(SURE,
                r"(greeting|banner|response|reply|expected|received|got|answer|server)\W{0,3}( \S+){0,5} ?['\"]?(\* ok|\+ok|\* preauth|http/1\.[01]|ssh-[12]\.|220[ -].{0,60}ftp)|"
                r"<!doctype|<html|ssh-2\.0-|http/1\.[01] \d{3}|imap4?\S{0,40}error: b?'220[ -]|"
                r"imap.{0,20}greeting:? ?['\"]?(\+|220)|unexpected char at position \d+ \[.{1,8}\] 220|(is|was) (an? )?(imap|pop3?|http|web|ssh|ftp) server|"
                r"not (an? )?(smtp|imap|pop3?|mail|esmtp) server|pop3?s?://.{0,120} \* ok",
                unless=r"\bupstream: "),
            Sign(0.95, r"^(\* ok|\+ok|\* preauth|\* bye|http/)",
                moments=(Moment.CONNECT, Moment.GREETING, Moment.HELLO, Moment.SIGN_IN)),
            Sign(0.95, r"(unexpected|invalid|bad|unknown).{0,60}\b220[ -]|^220[ -]", moments=(Moment.INBOX,)),
        ),
        cases=(
            Case("Syntax error in IMAP server greeting. Unexpected token: [atom: 220]", "imap"),
            Case('Underlying Cause: Invalid greeting: * OK [CAPABILITY IMAP4rev1 LITERAL+ SASL-IR LOGIN-REFERRALS ID ENABLE IDLE AUTH=PLAIN AUTH=LOGIN] Dovecot ready.', "connect"),
            Case('* OK IMAP4 ready', "greeting"),
            Case('Unexpected answer: 220 mail.example.com ESMTP', "imap"),
            Case('Error: Unexpected char at position 8 [E2: "."]', "imap", port=465),
            Case('Connection failed, the server said: mail.example.net ESMTP NO UCE', "imap"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "A server answers at {host} on port {port}, but not one that takes mail for sending. It is a server for reading mail, for web pages or for something else."),
            QT_TRANSLATE_NOOP("Fix", "A server answers there, but not one that takes mail for sending. It is a server for reading mail, for web pages or for something else."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If your server name begins with “imap” or “pop”, or the port is 993, 995, 143 or 110, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Look up your provider's settings for outgoing mail (SMTP), not for incoming mail."),
                QT_TRANSLATE_NOOP("Fix", "Type that server name: it often begins with “smtp” or “mail”."),
                ENCRYPT,
                TEST_AGAIN,
                IF_YOU_CANNOT,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nOn {host} port {port} I reach a service that does not speak SMTP.\n\nPlease tell me host, port (465 or 587), encryption and user name for mail submission.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nWith my present settings I reach a service that does not speak SMTP.\n\nPlease tell me host, port (465 or 587), encryption and user name for mail submission.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="protocol-helo-rejected",
        title=QT_TRANSLATE_NOOP("Fix", "The server does not accept how this computer says its name"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.96,
                r"(helo|ehlo)( command| name| argument| hostname| host| string| domain| greeting)*( was| is| must| needs| should| does| has)*( been)? ?\W{0,3}(rejected|invalid|required|not|be|refused|bad|syntactically|illegal|fully|denied|blocked|forged|match|resolve|bogus|error|unacceptable)|"
                r"(invalid|bad|illegal|wrong|forged|spoofed|fake|bogus|unacceptable|incorrect|malformed|reject\w{0,12}|syntactically invalid|rejected|dynamic|require[sd]?( a)?( valid)?)( \S+){0,3} (helo|ehlo)|"
                r"need (a )?fully-qualified (host|domain)|need fqdn|(your|the) (helo|ehlo|hello)|ehlo invalid|"
                r"helo.{0,60}(not (found|exist|resolve)|does not|doesn.t|isn.t|mismatch|localhost|spoof)|"
                r"access denied - invalid helo|cannot helo as|you are not (me|allowed to use my name)|forged hostname|"
                r"hostname used in helo|suspicious (helo|ehlo)|server does not identify itself (correctly|properly)",
                unless=r"(helo|ehlo|hello) first|say helo|handshake|before (helo|ehlo)|send (helo|ehlo)|\bexpected|not accepted from server|wrong (state|sequence|order)"),
            Sign(0.95, r"(helo|ehlo) must have|cannot say you are me|(helo|ehlo)( \S+){0,4} (does not|doesn.t|not|must) match|helo ?host|(helo|ehlo).{0,12}(error|fail|错误|失败)"),
            Sign(0.95,
                r"invalid domain (name|address)|domain (name|address) (is )?invalid|invalid (host|name)|"
                r"syntax(ally)?.{0,30}(domain|argument|name)|hostname", moments=(Moment.HELLO,)),
            Sign(0.9, r"invalid domain name", codes=(501, 504, 550)),
            Sign(DIGITS, codes=(501, 504, 550, 553, 554), moments=(Moment.HELLO,)),
            Sign(0.96, r"\bmy name was rejected"),
        ),
        cases=(
            Case('501 EHLO Invalid domain address.', "ehlo"),
            Case('555 helohost error.(helo 主机信息检查失败)', "ehlo"),
            Case('501-5.5.4 HELO/EHLO argument "DESKTOP_4 PC" invalid, closing connection.\n501 5.5.4  https://support.google.com/mail/?p=helo d2e1a72fcca58-gsmtp', "ehlo"),
            Case('501 Invalid host', "ehlo"),
            Case('501 5.5.4 Invalid domain name', "mail"),
            Case('Connected to 192.0.2.135 but my name was rejected.', "bounce"),
        ),
        meaning=(
            QT_TRANSLATE_NOOP("Fix", "When a computer greets a mail server, it says its own name, and the server refused this one: {name}. Servers check it because many spam programs say a false one."),
            QT_TRANSLATE_NOOP("Fix", "When a computer greets a mail server, it says its own name, and this name was refused. Servers check it because many spam programs say a false one."),
        ),
        tell=QT_TRANSLATE_NOOP("Fix", "If it works on port 465 or 587 with a sign-in, only the strict rules of port 25 were in the way."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "If the port is 25, set “Security” to “Encrypted from the start (465)” and sign in."),
                TEST_AGAIN,
                ASK_MAIL_ADMIN_IF_IT_FAILS,
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses the HELO/EHLO name of my mail program, “{name}”. It said:\n{reply}\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe mail server {host} port {port} refuses the HELO/EHLO name of my mail program. It said:\n{reply}\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe server refuses the HELO/EHLO name of my mail program. The server said:\n{reply}\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe server refuses the HELO/EHLO name of my mail program.\n\nPlease do not apply HELO checks to submission clients (or only after sign-in), or tell me which port to use. If our own server sent this greeting, please set its HELO name to a full host name that resolves to its address.\n\nThank you"),
            ),),
            check=GREETING_TURNS_GREEN,
        ),
    ),
    Cause(
        id="protocol-client-error",
        title=QT_TRANSLATE_NOOP("Fix", "The server and the sending program did not understand each other"),
        blame=Blame.SERVER,
        signs=(
            Sign(SURE, r"too many invalid commands|^\W*(500 )?(error: )?bad syntax\W|excessive amounts? of data|but got code \"?[23]\d\d|wrong host ?name\b(?! or)|base64[- ]decod|syntax error, cannot decode|cannot decode response|missing port in address|too many colons in address|invalid (host|server|address) (format|string)|getaddrinfo.{0,40}invalid argument|"
                r"servname not supported|invalid remote specification|insecureskipverify|find the socket transport|pipelining not supported|"
                r"valid session has not been started|could not get 3xx|must not contain cr or lf|tcp: missing address|unknown port|valid hostname for|can.t locate \S+\.pm|"
                r"not specify an? (smtp )?host ?name|could not load (the )?(ssl|openssl)|couldnotloadssl|tls initialization failed|no tls backend|tls backend does not|failed to load libssl|"
                r"ssl module( \S+){0,3} not available|no module named \W?_?ssl|(wrapper|transport) \"?(ssl|tls)\b|or disabled in libcurl|bad/illegal format|libeay32|ssleay32|"
                r"(unable|failed) to parse( the)? (response|reply|greeting)|unexpected character: |bad invalid tag|error in imap command|no configuration file|nosuchprovider|host was not specified|server_hostname cannot|port must be|(invalid|bad) port( number)?\b|port out of range|illegal in state|smtp-?auth requested but|openssl extension|extension (missing|not loaded)\S{0,3} openssl"),
            Sign(0.92,
                r"(bad|improper)( \S+)? sequence|(bad|invalid|illegal|wrong) \S+ parameter\b|out of sequence|wrong (command )?order|(helo|ehlo|hello) first|say (helo|ehlo|hello)|"
                r"send (helo|ehlo|hello)|unicodeencodeerror|codec can.t encode|ordinal not in range|"
                r"unrecogni[sz]ed (parameter|option)|unsupported (parameter|option)|unknown (parameter|option)|"
                r"parameter(s)? not (recogni|implement|support)|(?<!imap4 )protocol (violation|error|deviation)|missing password for|synchroni[sz]ation error|"
                r"improper command pipelining|need (mail|rcpt|data|helo)( \S+){0,2} (command|first|before)|(mail|rcpt) first|"
                r"sender (is )?already (specified|given)|nested mail|"
                r"too many (bad|unrecogni[sz]ed|syntax|unknown|protocol|invalid|junk|nonmail|non-mail) ?((imap|pop3?|smtp) )?(commands?|errors?)|"
                r"smtputf8 (is )?(not|required)|does not support smtputf8|talk(ing|s)? too soon|data before (the )?(greeting|banner)|malformed (auth|base64)|not a valid base64|(starttls|tls) may not be repeated|client cancell?ed|argument not permitted|already authenticated|error: too many errors|data after bdat|command (was )?pipelin|"
                r"input sent without waiting|(invalid|unexpected|malformed|bad) (greeting|response|reply|server response)|"
                r"non-ascii (characters? )?(in|not)|invalid (utf-?8|character)s? in (password|command|user)|"
                r"no valid recipients? (specified )?before data|commands? (must|should) be|premature|line length exceeded|"
                r"command line too long|expected (end of|a|an|more|code)\b",
                unless=r"\* ok|\+ok|http/|220[ -].{0,60}ftp|header|message has|mime"),
            Sign(HINT,
                r"syntax error|command (not|un)? ?(recogni[sz]ed|implemented|known|supported)|unrecogni[sz]ed command|"
                r"unknown command|invalid command|not implemented|illegal command|(unknown|bad) (smtp )?command|invalid parameter|"
                r"bad command|unexpected command", unless=r"address|recipient|sender|starttls|auth|helo|ehlo|from|rcpt"),
            Sign(DIGITS, codes=(500, 501, 502, 503, 555),
                moments=(Moment.SENDER, Moment.RECIPIENT, Moment.MESSAGE, Moment.HELLO)),
            Sign(0.55, enhanced=r"5\.5\.[124]"),
            Sign(0.96, r"exchange line is too long|\bcommand (line )?(in transmission )?(is )?(too long|limit exceeded)|unimplemented command|multiple destination domains per transaction|no identity changes permitted|错误指令"),
        ),
        cases=(
            Case('Error: Invalid greeting from server:\n250 2.0.0 Ok: queued as B4C8112124D', "connect"),
            Case('Net::SMTPFatalError (555 5.5.2 Syntax error. nb15sm15097998qcb.26\n)', "mail"),
            Case('503 no', "mail"),
            Case('550 5.5.1 no', "bounce"),
            Case('stream_socket_client(): unable to connect to tls://smtp.example.com:587 (Unable to find the socket transport "tls" - did you forget to enable it when you configured PHP?)', "connect"),
            Case('500 5.5.6   Authentication Exchange line is too long', "auth"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The sending program said something that the server can't take, or in an order that it did not expect. Your account and your message are most likely fine."),
        tell=QT_TRANSLATE_NOOP("Fix", "If another mail program can send with the same account, it is this."),
        fix=Fix(
            who=Who.MAIL_ADMIN,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Install the newest version of the program that sends, and try again."),
                QT_TRANSLATE_NOOP("Fix", "If your password has letters such as ä, é or €, choose one with plain letters and digits."),
                QT_TRANSLATE_NOOP("Fix", "If it still fails, press “Copy for support”."),
                QT_TRANSLATE_NOOP("Fix", "Send that text to your mail admin together with the message below."),
            ),
            copy=(to_mail_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with {host} port {port} broke off with a command, parameter or sequence error. The server said:\n{reply}\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with our mail server broke off with a command, parameter or sequence error. The server said:\n{reply}\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe SMTP dialogue with our mail server broke off with a command, parameter or sequence error.\n\nPlease look at what the server's log has for this session. The transcript (without secrets) is attached: which command was not accepted, and does a proxy or filter in front of the server change the dialogue?\n\nThank you"),
            ),),
            check=EMAIL_TO_MYSELF_ARRIVES,
        ),
    ),
)
# fmt: on
