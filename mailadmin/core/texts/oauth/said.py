"""What is said of each stage of a sign-in, and of a token that can not be renewed."""

from typing import Final

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text
from mailadmin.core.texts.oauth.stages import at_both_stages

# fmt: off
_SAID: Final = QT_TRANSLATE_NOOP("Finding", "What it said: {words}")
_WHAT_REGISTERED: Final = QT_TRANSLATE_NOOP("Finding", "{issuer} knows programs by their client ids. Here it is {client_id}.")

REFUSALS: Final[dict[str, Text]] = {
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

TEXTS: dict[str, Text] = {
    **at_both_stages(REFUSALS),
    # -- whom to ask, and as whom
    "oauth.client.ok": Text(QT_TRANSLATE_NOOP("Finding", "This program may ask {issuer}"), _WHAT_REGISTERED),
    "oauth.client.missing": Text(
        QT_TRANSLATE_NOOP("Finding", "This program is not registered at {issuer} yet"),
        QT_TRANSLATE_NOOP("Finding", "{issuer} lets only registered programs in. The registration is a row of letters and digits, the client id, which your organisation or your support makes once and types in here."),
    ),
    "oauth.client.not-to-be-had": Text(
        QT_TRANSLATE_NOOP("Finding", "{issuer} does not take new programs at its sign-in page at present"),
        QT_TRANSLATE_NOOP("Finding", "Without a client id, by which a provider knows a program, this sign-in does not work. An app password does the same."),
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
        QT_TRANSLATE_NOOP("Finding", "You are not signed in at your provider's page"),
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
    "sign-out.nobody": Text(QT_TRANSLATE_NOOP("Finding", "You were not signed in.")),
    "sign-out.no-store": Text(QT_TRANSLATE_NOOP("Finding", "You were not signed in: this computer has no password store that the program can use right now.")),
    "sign-out.left-here": Text(QT_TRANSLATE_NOOP("Finding", "The password store of this computer did not remove the sign-in. It may still be there.")),
    "sign-out.left-there": Text(QT_TRANSLATE_NOOP("Finding", "You are signed out here, but your provider could not be told. You can take the program's access away at your provider's own page as well.")),
    # -- the pages in the browser
    "oauth.browser.done": Text(QT_TRANSLATE_NOOP("Finding", "You can close this page")),
    "oauth.browser.done.more": Text(QT_TRANSLATE_NOOP("Finding", "Thank you! mailadmin has your answer and goes on by itself.")),
    "oauth.browser.not-done": Text(QT_TRANSLATE_NOOP("Finding", "You are not signed in")),
    "oauth.browser.not-done.more": Text(QT_TRANSLATE_NOOP("Finding", "You can close this page. What is wrong, and what to do, is on the screen of mailadmin.")),
    "oauth.browser.over": Text(QT_TRANSLATE_NOOP("Finding", "This sign-in is over already")),
    "oauth.browser.over.more": Text(QT_TRANSLATE_NOOP("Finding", "You can close this page. If you are not signed in, begin again in mailadmin.")),
    "oauth.browser.stranger": Text(QT_TRANSLATE_NOOP("Finding", "This is not the answer to your sign-in")),
    "oauth.browser.stranger.more": Text(QT_TRANSLATE_NOOP("Finding", "It was not used, and your sign-in goes on. Go back to the page of your provider, or begin again in mailadmin.")),
    # -- registrations
    "clients.issuer": Text(QT_TRANSLATE_NOOP("Finding", "“{issuer}” is not known here. Type microsoft, google, or the host name of the sign-in page with its addresses.")),
    "clients.id": Text(QT_TRANSLATE_NOOP("Finding", "The client id must be one word, without spaces. It stands on the page where the program was registered.")),
    "clients.secret": Text(QT_TRANSLATE_NOOP("Finding", "The client secret must be one line.")),
    "clients.tenant": Text(QT_TRANSLATE_NOOP("Finding", "“{tenant}” is no tenant. It is a domain of your organisation, or its directory number with letters, digits and hyphens.")),
    "clients.no-tenant": Text(QT_TRANSLATE_NOOP("Finding", "Only Microsoft has tenants. Leave the tenant out for {issuer}.")),
    "clients.known": Text(QT_TRANSLATE_NOOP("Finding", "This program knows the addresses of {issuer}, its name and the permissions. Leave them out: the client id is enough.")),
    "clients.page": Text(QT_TRANSLATE_NOOP("Finding", "“{page}” is not an address that a sign-in may use. It must begin with https://")),
    "clients.alias": Text(QT_TRANSLATE_NOOP("Finding", "These addresses are those of {issuer}. A client id for {issuer} is set for {issuer_id}, so that its tokens go to no other servers.")),
    "clients.mixed": Text(QT_TRANSLATE_NOOP("Finding", "The sign-in addresses for {issuer} belong to different organisations. If that is right, set its client id yourself.")),
    "clients.pages": Text(QT_TRANSLATE_NOOP("Finding", "For {issuer} the addresses of its sign-in page and for tokens are needed, and the permissions (scopes) to ask for.")),
    "clients.words": Text(QT_TRANSLATE_NOOP("Finding", "The name and each permission must be one line.")),
    "clients.unknown": Text(QT_TRANSLATE_NOOP("Finding", "There is no client id for “{issuer}”.")),
}
# fmt: on
