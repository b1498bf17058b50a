"""Signing in at a provider's page: what is said of each stage, and what to do.

An issuer may say the same no at its page, and later when a token is renewed: such a sentence has
an id for each of the two stages.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

Entry = TypeVar("Entry")

# fmt: off
_SAID: Final = QT_TRANSLATE_NOOP("Finding", "What it said: {words}")
_WHAT_REGISTERED: Final = QT_TRANSLATE_NOOP("Finding", "Programs are known to {issuer} by a number, the client id. Here it is {client_id}.")

_REFUSALS: Final[dict[str, Text]] = {
    "admin-approval": Text(
        QT_TRANSLATE_NOOP("Finding", "An administrator of your organisation has to approve this program first"),
        QT_TRANSLATE_NOOP("Finding", "Your organisation lets only programs in that somebody has approved. A message to your administrator is ready below."),
    ),
    "not-agreed": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} wants you to agree once more that this program may use your mailbox"),
        QT_TRANSLATE_NOOP("Finding", "The agreement is missing or was taken back. It is given at the page of {issuer}."),
    ),
    "denied": Text(
        QT_TRANSLATE_NOOP("Finding", "The sign-in was stopped at the page of {issuer}"),
        QT_TRANSLATE_NOOP("Finding", "Either somebody chose “Cancel” or “Deny” there, or the page would not let this program in."),
    ),
    "over": Text(
        QT_TRANSLATE_NOOP("Finding", "The sign-in with {issuer} is no longer valid"),
        QT_TRANSLATE_NOOP("Finding", "This happens when a password is changed, when the access is taken back, or when it was not used for a long time. What it said: {words}"),
    ),
    "second-factor": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} wants to see a second proof that it is you, such as a code on your phone"),
        QT_TRANSLATE_NOOP("Finding", "Your organisation asks for it. It is given at the page of {issuer}."),
    ),
    "other-tenant": Text(
        QT_TRANSLATE_NOOP("Finding", "This program is not open for the account that signed in"),
        QT_TRANSLATE_NOOP("Finding", "The account belongs to another organisation than the program's registration, or it is a private one. What it said: {words}"),
    ),
    "blocked": Text(
        QT_TRANSLATE_NOOP("Finding", "A rule of your organisation blocks this sign-in"),
        QT_TRANSLATE_NOOP("Finding", "Such rules let in only certain computers, programs or places. What it said: {words}"),
    ),
    "unknown-client": Text(QT_TRANSLATE_NOOP("Finding", "{issuer} does not know this program"), _WHAT_REGISTERED),
    "wrong-secret": Text(
        QT_TRANSLATE_NOOP("Finding", "The client secret of this program is wrong or has run out"),
        QT_TRANSLATE_NOOP("Finding", "It belongs to the client id {client_id} and comes from the registration at {issuer}. It is not your password."),
    ),
    "not-public": Text(
        QT_TRANSLATE_NOOP("Finding", "This program is registered at {issuer} as a website, not as a program on a computer"),
        _WHAT_REGISTERED,
    ),
    "redirect-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The registration at {issuer} does not let the browser come back to this program"),
        _WHAT_REGISTERED,
    ),
    "one-organisation": Text(
        QT_TRANSLATE_NOOP("Finding", "This program is registered for one organisation only, and its tenant is missing in the settings"),
        QT_TRANSLATE_NOOP("Finding", "A tenant is an organisation at Microsoft 365. What it said: {words}"),
    ),
    "lacks-permissions": Text(
        QT_TRANSLATE_NOOP("Finding", "The registration of this program at {issuer} does not include email"),
        QT_TRANSLATE_NOOP("Finding", "It needs these permissions: {scopes}. What it said: {words}"),
    ),
    "locked": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} has locked the account for a while"),
        QT_TRANSLATE_NOOP("Finding", "There were too many attempts with a wrong password, or they came from a place with a bad name."),
    ),
    "disabled": Text(QT_TRANSLATE_NOOP("Finding", "The account {user} is switched off at {issuer}")),
    "not-assigned": Text(
        QT_TRANSLATE_NOOP("Finding", "Your administrator has not given you this program yet"),
        QT_TRANSLATE_NOOP("Finding", "Your organisation knows the program, but lets only chosen people use it."),
    ),
    "password": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} did not accept the password, or it has run out"),
        QT_TRANSLATE_NOOP("Finding", "It is typed at the page of {issuer} only, never here."),
    ),
    "busy": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} has a problem of its own at the moment"),
        _SAID,
    ),
    "refused": Text(QT_TRANSLATE_NOOP("Finding", "{issuer} refuses the sign-in of this program"), _SAID),
    "not-reached": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} could not be reached"),
        QT_TRANSLATE_NOOP("Finding", "Whether the sign-in works is not known. Is this computer connected to the internet?"),
    ),
    "not-safe": Text(
        QT_TRANSLATE_NOOP("Finding", "The connection to {issuer} is not safe, so nothing was sent"),
        QT_TRANSLATE_NOOP("Finding", "Something between this computer and {issuer} answers in its place: often a security program, or the page of a guest network."),
    ),
    "no-answer": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} gave no answer that this program understands"),
        QT_TRANSLATE_NOOP("Finding", "Whether the sign-in works is not known. Try again in a few minutes."),
    ),
}

_STAGES: Final = ("oauth.page", "oauth.token")


def _of_both(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {f"{stage}.{what}": entry for stage in _STAGES for what, entry in entries.items()}


TEXTS: dict[str, Text] = {
    **_of_both(_REFUSALS),
    # -- whom to ask, and as whom
    "oauth.client.ok": Text(QT_TRANSLATE_NOOP("Finding", "This program may ask {issuer}"), _WHAT_REGISTERED),
    "oauth.client.missing": Text(
        QT_TRANSLATE_NOOP("Finding", "This program is not registered at {issuer} yet"),
        QT_TRANSLATE_NOOP("Finding", "{issuer} lets only registered programs in. The registration is a number, the client id, which your organisation or your support makes once and types in here."),
    ),
    "oauth.client.not-to-be-had": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} does not take new programs at its sign-in page at present"),
        QT_TRANSLATE_NOOP("Finding", "Without a client id, the number under which a provider knows a program, this sign-in does not work. An app password does the same."),
    ),
    "oauth.client.no-issuer": Text(
        QT_TRANSLATE_NOOP("Finding", "This program does not know whose page to sign in at"),
        QT_TRANSLATE_NOOP("Finding", "The page's addresses have to be in the settings, or the sign-in has to be another one."),
    ),
    "oauth.client.not-protected": Text(
        QT_TRANSLATE_NOOP("Finding", "The sign-in page of {issuer} is not encrypted, so it is not opened"),
        QT_TRANSLATE_NOOP("Finding", "Anybody on the way could sign in as you. Addresses of sign-in pages begin with https."),
    ),
    "oauth.client.no-codes": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} has no sign-in with a code for another device"),
        QT_TRANSLATE_NOOP("Finding", "Signing in with the browser of this computer works."),
    ),
    "oauth.client.settings": Text(QT_TRANSLATE_NOOP("Finding", "The settings could not be read in time")),
    # -- the person's turn
    "oauth.page.ok": Text(QT_TRANSLATE_NOOP("Finding", "You signed in at the page of {issuer}")),
    "oauth.page.timed-out": Text(
        QT_TRANSLATE_NOOP("Finding", "The page of {issuer} did not bring you back here in time"),
        QT_TRANSLATE_NOOP("Finding", "Nothing has changed. If the page showed an error, it says what is wrong."),
    ),
    "oauth.page.no-browser": Text(
        QT_TRANSLATE_NOOP("Finding", "No browser could be opened"),
        QT_TRANSLATE_NOOP("Finding", "You can sign in with a code on another device, such as your phone."),
    ),
    "oauth.page.no-port": Text(
        QT_TRANSLATE_NOOP("Finding", "This computer does not let the program wait for the browser's answer"),
        QT_TRANSLATE_NOOP("Finding", "A security program may be in the way. You can sign in with a code on another device, such as your phone."),
    ),
    "oauth.page.other-issuer": Text(
        QT_TRANSLATE_NOOP("Finding", "The browser brought an answer that is not from {issuer}, so it was not used"),
        QT_TRANSLATE_NOOP("Finding", "It says that it is from {said}. Somebody may be trying to mix up two sign-ins."),
    ),
    # -- tokens
    "oauth.token.ok": Text(QT_TRANSLATE_NOOP("Finding", "{issuer} lets this program use the mailbox of {signed_in}")),
    "oauth.token.ok-unnamed": Text(QT_TRANSLATE_NOOP("Finding", "{issuer} lets this program use your mailbox")),
    "oauth.token.other-user": Text(
        QT_TRANSLATE_NOOP("Finding", "You signed in as {signed_in}, but these settings are for {user}"),
        QT_TRANSLATE_NOOP("Finding", "If both names belong to the same mailbox, or you may open the mailbox of {user}, all is well. Otherwise the mail server will refuse it."),
    ),
    "oauth.token.lacks-scope": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} has not allowed this program everything that email needs"),
        QT_TRANSLATE_NOOP("Finding", "This permission is missing: {lacking}"),
    ),
    "oauth.token.short-lived": Text(
        QT_TRANSLATE_NOOP("Finding", "This sign-in holds for {minutes} minutes only"),
        QT_TRANSLATE_NOOP("Finding", "{issuer} gave no right to renew it, so you will have to sign in again after that."),
    ),
    "oauth.token.not-signed-in": Text(
        QT_TRANSLATE_NOOP("Finding", "You have signed out, or have not signed in at your provider's page yet"),
    ),
    "oauth.token.other-registration": Text(
        QT_TRANSLATE_NOOP("Finding", "You signed in with {issuer} before this program was registered there anew"),
        QT_TRANSLATE_NOOP("Finding", "The client id in the settings is another one by now, and each sign-in belongs to one."),
    ),
    # -- the keyring
    "oauth.kept": Text(QT_TRANSLATE_NOOP("Finding", "The sign-in is kept in this computer's password store")),
    "oauth.kept.this-run": Text(
        QT_TRANSLATE_NOOP("Finding", "The sign-in could not be stored, so it is kept only until the program ends"),
        QT_TRANSLATE_NOOP("Finding", "The password store of this computer (keyring) is missing, locked, or refuses."),
    ),
    # -- how it ended
    "sign-in.done": Text(QT_TRANSLATE_NOOP("Finding", "You are signed in as {user}")),
    "sign-in.done-unnamed": Text(QT_TRANSLATE_NOOP("Finding", "You are signed in")),
    "sign-in.other-user": Text(QT_TRANSLATE_NOOP("Finding", "You are signed in, but as {user} instead of {expected}")),
    "sign-in.failed": Text(QT_TRANSLATE_NOOP("Finding", "You are not signed in")),
    "sign-in.no-server": Text(QT_TRANSLATE_NOOP("Finding", "Whether the mail server accepts it: test the connection to see that")),
    "sign-out.left-here": Text(QT_TRANSLATE_NOOP("Finding", "The password store of this computer did not remove the sign-in. It may still be there.")),
    "sign-out.left-there": Text(QT_TRANSLATE_NOOP("Finding", "You are signed out here, but your provider could not be told. You can take the program's access away at your provider's own page as well.")),
    # -- the pages in the browser
    "oauth.browser.done": Text(QT_TRANSLATE_NOOP("Finding", "You can close this page")),
    "oauth.browser.done.more": Text(QT_TRANSLATE_NOOP("Finding", "Thank you! mailadmin has your answer and goes on by itself.")),
    "oauth.browser.not-done": Text(QT_TRANSLATE_NOOP("Finding", "You are not signed in")),
    "oauth.browser.not-done.more": Text(QT_TRANSLATE_NOOP("Finding", "mailadmin says what is wrong and what to do. You can close this page.")),
    "oauth.browser.over": Text(QT_TRANSLATE_NOOP("Finding", "This sign-in is over already")),
    "oauth.browser.over.more": Text(QT_TRANSLATE_NOOP("Finding", "You can close this page. If you are not signed in, begin again in mailadmin.")),
    "oauth.browser.stranger": Text(QT_TRANSLATE_NOOP("Finding", "This is not the answer to your sign-in")),
    "oauth.browser.stranger.more": Text(QT_TRANSLATE_NOOP("Finding", "It was not used, and your sign-in goes on. Go back to the page of your provider, or begin again in mailadmin.")),
    # -- registrations
    "clients.issuer": Text(QT_TRANSLATE_NOOP("Finding", "“{issuer}” is not known here. Type microsoft, google, or the host name of the sign-in page with its addresses.")),
    "clients.id": Text(QT_TRANSLATE_NOOP("Finding", "The client id must be one word, without spaces. It stands on the page where the program was registered.")),
    "clients.secret": Text(QT_TRANSLATE_NOOP("Finding", "The client secret must be one line.")),
    "clients.tenant": Text(QT_TRANSLATE_NOOP("Finding", "“{tenant}” is no tenant. It is a domain of your organisation, or its directory number with letters, digits and hyphens.")),
    "clients.page": Text(QT_TRANSLATE_NOOP("Finding", "“{page}” is not an address that a sign-in may use. It must begin with https://")),
    "clients.pages": Text(QT_TRANSLATE_NOOP("Finding", "For {issuer} the addresses of its sign-in page and for tokens are needed, and the permissions (scopes) to ask for.")),
    "clients.words": Text(QT_TRANSLATE_NOOP("Finding", "The name and each permission must be one line.")),
    "clients.unknown": Text(QT_TRANSLATE_NOOP("Finding", "There is no client id for “{issuer}”.")),
}

_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Sign in once more at the page of {issuer}.")
_AGAIN_ANYWHERE: Final = QT_TRANSLATE_NOOP("Fix", "Sign in once more at your provider's page.")
_TEST: Final = QT_TRANSLATE_NOOP("Fix", "Then test the connection.")
_LATER: Final = QT_TRANSLATE_NOOP("Fix", "Try again in a few minutes.")
_ON_A_PHONE: Final = QT_TRANSLATE_NOOP("Fix", "Sign in with a code on another device, such as your phone.")
_OTHER_WAYS: Final = QT_TRANSLATE_NOOP("Fix", "Until then, a password may work: many providers give out app passwords for mail programs. The Messenger can send your mail, too.")
_WHOEVER_REGISTERED: Final = QT_TRANSLATE_NOOP("Fix", "Whoever registered the program at {issuer} has to change this. Send them the message below.")

_ASK_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Send the message below to whoever looks after the computers of your organisation. If that is you, do what it says.")
_ASK_ADMIN_IF: Final = QT_TRANSLATE_NOOP("Fix", "Did the page say that an administrator has to approve the program? Then send the message below to whoever looks after the computers of your organisation.")
_APPROVED: Final = QT_TRANSLATE_NOOP("Fix", "When you hear that it is approved, sign in once more.")
_PLEASE_APPROVE: Final[Sentence] = (
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI would like to use the mail program mailadmin with my mailbox {user}. Microsoft says that an administrator has to approve the program first.\n\nPlease open this page, sign in as an administrator and accept:\n\n{consent_page}\n\nReason: the program sends and reads my own email (permissions {scopes}, delegated, so it can open no other mailbox than mine). It checks whether our email works and what to do if not. Its application (client) id is {client_id}.\n\nAfter you accept, the browser may go to an address that begins with http://127.0.0.1 and show an error. That does no harm: the approval is done.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI would like to use the mail program mailadmin with my mailbox {user}. Google says that an administrator has to allow the program first.\n\nPlease open the Google Admin console (https://admin.google.com), go to Security, Access and data control, API controls, and there to the access of third-party apps. Add the app with this client id and mark it as trusted:\n\n{google_id}\n\nReason: the program sends and reads my own email (permission {scopes}). It checks whether our email works and what to do if not.\n\nThank you!"),
    QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI would like to use the mail program mailadmin with my mailbox {user}. {issuer} says that an administrator has to approve the program first. Please approve it. Its client id is:\n\n{client_id}\n\nReason: the program sends and reads my own email (permissions {scopes}). It checks whether our email works and what to do if not.\n\nThank you!"),
)
_TO_ADMIN: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to your administrator"), _PLEASE_APPROVE)
_BLOCKED_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nthe sign-in of {user} with the mail program mailadmin is blocked at {issuer} by a rule of our organisation. It said:\n\n{words}\n\nPlease look at the sign-in log, and allow the program (client id {client_id}) to sign in for email (permissions {scopes}), or tell me which computer or program I may use instead.\n\nThank you!")
_REGISTRATION_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Hello,\n\n{issuer} refuses the mail program mailadmin, which is registered there with the client id {client_id}. It said:\n\n{words}\n\nPlease check that the registration\n- exists, is switched on and is for a program on a computer (“Mobile and desktop applications” or “Desktop app”; at Microsoft “Allow public client flows” is on),\n- has the redirect address http://127.0.0.1 (any port; at Microsoft it is added in the manifest),\n- has these permissions: {scopes},\n- is open for the accounts of our organisation,\nand tell me the client id, the client secret if there is one, and the tenant if it is for one organisation only.\n\nThank you!")
_TO_REGISTRAR: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to whoever registered the program"), _REGISTRATION_MESSAGE)
_TO_BLOCKER: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to your administrator"), _BLOCKED_MESSAGE)
_REGISTER_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI would like to use the mail program mailadmin with my mailbox {user}, with the sign-in at the page of {issuer}. For that the program has to be registered once at {issuer} as a program on a computer, with the redirect address http://127.0.0.1. Its guide shows each step.\n\nPlease register it and tell me the client id, or send me a setup file with it.\n\nThank you!")
_TO_HELPER: Final = Copy(QT_TRANSLATE_NOOP("Fix", "Message to your administrator or support"), _REGISTER_MESSAGE)
_TYPE_ID: Final = QT_TRANSLATE_NOOP("Fix", "Ask your administrator or your support for the client id of this program at {issuer}, or for a setup file. The message below is ready.")
_THEN_TYPE: Final = QT_TRANSLATE_NOOP("Fix", "Type it where the program asks for it, then sign in.")
_RIGHT_PERSON: Final = QT_TRANSLATE_NOOP("Fix", "If it was the wrong account: sign in once more, choose “Use another account” at the page, and take {user}.")
_RIGHT_SETTINGS: Final = QT_TRANSLATE_NOOP("Fix", "If it was the right one: change the user name in the settings to {signed_in}.")
_EVERY_BOX: Final = QT_TRANSLATE_NOOP("Fix", "Sign in once more, and leave every box at the page of {issuer} ticked.")
_APP_PASSWORD: Final = QT_TRANSLATE_NOOP("Fix", "Make an app password at {issuer}, and choose “Password” as the sign-in.")
_USE_BROWSER: Final = QT_TRANSLATE_NOOP("Fix", "Sign in with the browser of this computer instead.")
_OTHER_ACCOUNT: Final = QT_TRANSLATE_NOOP("Fix", "Sign in once more, choose “Use another account” at the page, and take the account of your organisation, {user}.")
_OR_OPEN: Final = QT_TRANSLATE_NOOP("Fix", "If it was that account already, the registration has to be opened for it. Send the message below.")
_ASK_PAGE: Final = QT_TRANSLATE_NOOP("Fix", "Ask your provider or your support for the addresses of the sign-in page, and have them put into the settings.")
_PASSWORD_INSTEAD: Final = QT_TRANSLATE_NOOP("Fix", "Or choose “Password” as the sign-in, if your provider takes passwords.")
_HTTPS: Final = QT_TRANSLATE_NOOP("Fix", "Ask whoever gave you the settings for addresses that begin with https.")
_FILTER: Final = QT_TRANSLATE_NOOP("Fix", "In a guest network, open any page in your browser and accept its conditions. A security program can be told to leave {issuer} alone.")
_INTERNET: Final = QT_TRANSLATE_NOOP("Fix", "Check that this computer is connected to the internet, then try again.")
_SECRET_STEP: Final = QT_TRANSLATE_NOOP("Fix", "Ask for the client secret that is valid now, and type it with the client id. A registration for programs on a computer often has none; then leave it empty.")
_TENANT_STEP: Final = QT_TRANSLATE_NOOP("Fix", "Type the tenant with the client id: a domain of your organisation, or its directory number.")
_UNLOCK: Final = QT_TRANSLATE_NOOP("Fix", "Wait half an hour, or ask your administrator to unlock the account. Then sign in once more.")
_ENABLE: Final = QT_TRANSLATE_NOOP("Fix", "Ask your administrator to switch the account on again.")
_ASSIGN: Final = QT_TRANSLATE_NOOP("Fix", "Ask your administrator to assign the program to you. Its client id is {client_id}.")
_SECURITY_PROGRAM: Final = QT_TRANSLATE_NOOP("Fix", "Let your security program allow mailadmin to receive answers from this computer (127.0.0.1).")
_CLEAN_START: Final = QT_TRANSLATE_NOOP("Fix", "Close all pages of the browser that ask for a sign-in, then begin again here. Type the password only at the page that this program opens.")
_UNLOCK_KEYRING: Final = QT_TRANSLATE_NOOP("Fix", "Unlock the password store of this computer, and sign in once more.")
# fmt: on

_REGISTRATION: Final = Fix(
    who=Who.MAIL_ADMIN, steps=(_WHOEVER_REGISTERED, _APPROVED), copy=(_TO_REGISTRAR,)
)

_REFUSAL_FIXES: Final[dict[str, Fix]] = {
    "admin-approval": Fix(who=Who.MAIL_ADMIN, steps=(_ASK_ADMIN, _APPROVED), copy=(_TO_ADMIN,)),
    "not-agreed": Fix(who=Who.YOU, steps=(_AGAIN, _ASK_ADMIN_IF), copy=(_TO_ADMIN,), check=_TEST),
    "denied": Fix(who=Who.YOU, steps=(_AGAIN, _ASK_ADMIN_IF), copy=(_TO_ADMIN,)),
    "over": Fix(who=Who.YOU, steps=(_AGAIN,), check=_TEST),
    "second-factor": Fix(who=Who.YOU, steps=(_AGAIN,), check=_TEST),
    "other-tenant": Fix(
        who=Who.YOU, steps=(_OTHER_ACCOUNT, _OR_OPEN), copy=(_TO_REGISTRAR,), check=_TEST
    ),
    "blocked": Fix(who=Who.MAIL_ADMIN, steps=(_ASK_ADMIN, _APPROVED), copy=(_TO_BLOCKER,)),
    "unknown-client": _REGISTRATION,
    "wrong-secret": Fix(who=Who.MAIL_ADMIN, steps=(_SECRET_STEP, _AGAIN), copy=(_TO_REGISTRAR,)),
    "not-public": _REGISTRATION,
    "redirect-address": _REGISTRATION,
    "one-organisation": Fix(who=Who.YOU, steps=(_TENANT_STEP, _AGAIN), copy=(_TO_REGISTRAR,)),
    "lacks-permissions": _REGISTRATION,
    "locked": Fix(who=Who.YOU, steps=(_UNLOCK,)),
    "disabled": Fix(who=Who.MAIL_ADMIN, steps=(_ENABLE, _AGAIN)),
    "not-assigned": Fix(who=Who.MAIL_ADMIN, steps=(_ASSIGN, _AGAIN)),
    "password": Fix(who=Who.YOU, steps=(_AGAIN,), check=_TEST),
    "busy": Fix(who=Who.NOBODY, steps=(_LATER,)),
    "refused": Fix(who=Who.YOU, steps=(_AGAIN, _ASK_ADMIN_IF), copy=(_TO_ADMIN, _TO_REGISTRAR)),
    "not-reached": Fix(who=Who.YOU, steps=(_INTERNET,)),
    "not-safe": Fix(who=Who.YOU, steps=(_FILTER, _LATER)),
    "no-answer": Fix(who=Who.NOBODY, steps=(_LATER,)),
}

FIXES: dict[str, Fix] = {
    **_of_both(_REFUSAL_FIXES),
    "oauth.client.missing": Fix(
        who=Who.MAIL_ADMIN, steps=(_TYPE_ID, _THEN_TYPE, _OTHER_WAYS), copy=(_TO_HELPER,)
    ),
    "oauth.client.not-to-be-had": Fix(who=Who.YOU, steps=(_APP_PASSWORD,), check=_TEST),
    "oauth.client.no-issuer": Fix(who=Who.YOU, steps=(_ASK_PAGE, _PASSWORD_INSTEAD)),
    "oauth.client.not-protected": Fix(who=Who.MAIL_ADMIN, steps=(_HTTPS,)),
    "oauth.client.no-codes": Fix(who=Who.YOU, steps=(_USE_BROWSER,)),
    "oauth.page.timed-out": Fix(who=Who.YOU, steps=(_AGAIN, _ASK_ADMIN_IF), copy=(_TO_ADMIN,)),
    "oauth.page.no-browser": Fix(who=Who.YOU, steps=(_ON_A_PHONE,)),
    "oauth.page.no-port": Fix(who=Who.YOU, steps=(_ON_A_PHONE, _SECURITY_PROGRAM)),
    "oauth.page.other-issuer": Fix(who=Who.YOU, steps=(_CLEAN_START,)),
    "oauth.token.other-user": Fix(who=Who.YOU, steps=(_RIGHT_PERSON, _RIGHT_SETTINGS), check=_TEST),
    "oauth.token.lacks-scope": Fix(
        who=Who.YOU, steps=(_EVERY_BOX, _ASK_ADMIN_IF), copy=(_TO_ADMIN,), check=_TEST
    ),
    "oauth.token.short-lived": Fix(who=Who.YOU, steps=(_AGAIN,)),
    "oauth.token.not-signed-in": Fix(who=Who.YOU, steps=(_AGAIN_ANYWHERE,), check=_TEST),
    "oauth.token.other-registration": Fix(who=Who.YOU, steps=(_AGAIN,), check=_TEST),
    "oauth.kept.this-run": Fix(who=Who.YOU, steps=(_UNLOCK_KEYRING,)),
    "smtp.auth.not-signed-in": Fix(who=Who.YOU, steps=(_AGAIN_ANYWHERE,), check=_TEST),
    "inbox.auth.not-signed-in": Fix(who=Who.YOU, steps=(_AGAIN_ANYWHERE,), check=_TEST),
}
