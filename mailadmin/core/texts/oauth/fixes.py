"""What to do where a sign-in at a provider's page does not work."""

from typing import Final

from mailadmin.core.diagnosis.fix import Copy, Fix, Sentence, Who
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP
from mailadmin.core.texts.oauth.stages import at_both_stages

# fmt: off
_AGAIN: Final = QT_TRANSLATE_NOOP("Fix", "Sign in once more at the page of {issuer}.")
_SIGN_IN: Final = QT_TRANSLATE_NOOP("Fix", "Sign in at your provider's page.")
_TEST: Final = QT_TRANSLATE_NOOP("Fix", "Test the connection: the stage “Sign-in” turns green.")
_LATER: Final = QT_TRANSLATE_NOOP("Fix", "Try again in a few minutes.")
_ON_A_PHONE: Final = QT_TRANSLATE_NOOP("Fix", "Sign in with a code on another device, such as your phone.")
_OTHER_WAYS: Final = QT_TRANSLATE_NOOP("Fix", "Until then, a password may work: many providers give out app passwords for mail programs. The Messenger can send your mail, too.")
_WHOEVER_REGISTERED: Final = QT_TRANSLATE_NOOP("Fix", "Whoever registered the program at {issuer} has to change this. Send them the message below.")

_ASK_ADMIN: Final = QT_TRANSLATE_NOOP("Fix", "Send the message below to whoever looks after the computers of your organisation. If that is you, do what it says.")
_ASK_ADMIN_IF: Final = QT_TRANSLATE_NOOP("Fix", "Did the page say that an administrator has to approve the program? Then send the message below to whoever looks after the computers of your organisation.")
_CHANGED: Final = QT_TRANSLATE_NOOP("Fix", "When you hear that it is changed, sign in once more.")
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
_REGISTER_MESSAGE: Final = QT_TRANSLATE_NOOP("Fix", "Hello,\n\nI would like to use the mail program mailadmin with my mailbox {user}, with the sign-in at the page of {issuer}. For that the program has to be registered once at {issuer} as a program on a computer; where a redirect address is asked for, it is http://127.0.0.1. The program's help shows each step under “How to get a client id”.\n\nPlease register it and tell me the client id, or send me a setup file with it.\n\nThank you!")
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

STEPS_TO_SIGN_IN: Final = (
    _AGAIN,
    _SIGN_IN,
    _CHANGED,
    _THEN_TYPE,
    _APPROVED,
    _EVERY_BOX,
    _OTHER_ACCOUNT,
    _RIGHT_PERSON,
    _UNLOCK,
    _UNLOCK_KEYRING,
    _CLEAN_START,
)
"""Steps for which the terminal has a command: signing in."""

STEPS_TO_REGISTER: Final = {
    _THEN_TYPE: "",
    _SECRET_STEP: " --client-secret-stdin",
    _TENANT_STEP: " --tenant TENANT",
}
"""Steps for which the terminal has a command: typing the client id, and what goes with it."""

_REGISTRATION: Final = Fix(
    who=Who.MAIL_ADMIN, steps=(_WHOEVER_REGISTERED, _CHANGED), copy=(_TO_REGISTRAR,)
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
    **at_both_stages(_REFUSAL_FIXES),
    "oauth.client.missing": Fix(
        who=Who.YOU, steps=(_TYPE_ID, _THEN_TYPE, _OTHER_WAYS), copy=(_TO_HELPER,)
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
    "oauth.token.not-signed-in": Fix(who=Who.YOU, steps=(_SIGN_IN,), check=_TEST),
    "oauth.token.other-registration": Fix(who=Who.YOU, steps=(_AGAIN,), check=_TEST),
    "oauth.kept.this-run": Fix(who=Who.YOU, steps=(_UNLOCK_KEYRING,)),
    "smtp.auth.not-signed-in": Fix(who=Who.YOU, steps=(_SIGN_IN,), check=_TEST),
    "inbox.auth.not-signed-in": Fix(who=Who.YOU, steps=(_SIGN_IN,), check=_TEST),
}
