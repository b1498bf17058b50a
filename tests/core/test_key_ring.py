"""What opens a server: nothing, a password, or somebody who gives tokens."""

from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import SecretRole, Security, Server, SignIn
from mailadmin.core.credentials import CredentialsError, KeyringCredentials, MemoryCredentials
from mailadmin.core.key_ring import Keys
from mailadmin.core.keys import NoToken
from mailadmin.core.oauth.grant import Grant, sealed
from mailadmin.core.oauth.issuers import GOOGLE, MICROSOFT
from mailadmin.core.oauth.tokens import Tokens
from mailadmin.core.secret import Secret
from mailadmin.core.workspace import open_workspace
from tests.core.keyring_doubles import Failing

BY_PASSWORD = Server(host="mail.test", port=587, security=Security.STARTTLS, user_name="anna")
BY_TOKEN = msgspec.structs.replace(BY_PASSWORD, sign_in=SignIn.OAUTH, issuer="issuer.test")
WITHOUT = msgspec.structs.replace(BY_PASSWORD, sign_in=SignIn.NONE)
PASSWORD = Secret("correct-horse")
TOKEN = Secret("Microsoft's")
GRANT = sealed(Grant(issuer="issuer.test", client_id="1", refresh_token="r"))


def keys_with(folder: Path, **secrets: Secret) -> Keys:
    stored = {("anna", SecretRole[role]): secret for role, secret in secrets.items()}
    return open_workspace(folder, credentials=MemoryCredentials(stored)).keys


async def test_each_sign_in_has_its_key(tmp_path: Path) -> None:
    keys = keys_with(tmp_path, MAIL_SERVER=PASSWORD, OAUTH=GRANT)
    assert await keys.key("anna", SecretRole.MAIL_SERVER, WITHOUT) is None
    assert await keys.key("anna", SecretRole.MAIL_SERVER, BY_PASSWORD) == PASSWORD
    assert await keys.key("anna", SecretRole.INBOX, BY_PASSWORD) is None
    token = await keys.key("anna", SecretRole.MAIL_SERVER, BY_TOKEN)
    assert token is keys.keeper("anna", SecretRole.OAUTH)
    assert token is await keys.key("anna", SecretRole.INBOX, BY_TOKEN)


async def test_a_sign_in_opens_nothing_of_anybody_else(tmp_path: Path) -> None:
    keys = keys_with(tmp_path, MAIL_SERVER=PASSWORD, OAUTH=GRANT)
    assert await keys.key("anna", SecretRole.MESSENGER, BY_TOKEN) is None
    assert await keys.key("ben", SecretRole.MAIL_SERVER, BY_TOKEN) is None


@pytest.mark.parametrize(
    ("granted_by", "host", "issuer", "opens"),
    [
        (MICROSOFT, "smtp.office365.com", MICROSOFT, True),
        (MICROSOFT, "smtp.office365.com", "", True),
        (MICROSOFT, "imap.evil.test", "", False),
        (MICROSOFT, "imap.evil.test", MICROSOFT, False),
        (MICROSOFT, "imap.evil.test", "issuer.test", False),
        (MICROSOFT, "imap.gmail.com", GOOGLE, False),
        (MICROSOFT, "smtp.office365.com.evil.test", MICROSOFT, False),
        ("comcast.net", "imap.comcast.net", "comcast.net", True),
        ("comcast.net", "c-192-0-2-1.hsd1.ca.comcast.net", "comcast.net", False),
        ("login.yahoo.com", "plus.imap.mail.yahoo.com", "login.yahoo.com", True),
        ("issuer.test", "imap.evil.test", "", False),
        ("issuer.test", "imap.evil.test", "other.test", False),
    ],
)
async def test_a_token_is_for_its_own_issuers_servers_alone(
    granted_by: str, host: str, issuer: str, opens: bool, tmp_path: Path
) -> None:
    grant = sealed(Grant(issuer=granted_by, client_id="1", refresh_token="r"))
    server = msgspec.structs.replace(BY_TOKEN, host=host, issuer=issuer)
    key = await keys_with(tmp_path, OAUTH=grant).key("anna", SecretRole.INBOX, server)
    assert (key is not None) is opens


async def test_who_was_given_a_key_gets_no_token_of_another_issuers(tmp_path: Path) -> None:
    """Somebody signs in elsewhere while a conversation with the old server goes on."""
    credentials = MemoryCredentials({("anna", SecretRole.OAUTH): GRANT})
    keys = open_workspace(tmp_path, credentials=credentials).keys
    before = await keys.key("anna", SecretRole.INBOX, BY_TOKEN)
    assert before is not None and not isinstance(before, Secret)
    other = sealed(Grant(issuer=MICROSOFT, client_id="1", refresh_token="r"))
    await credentials.write("anna", SecretRole.OAUTH, other)
    keys.remember("anna", SecretRole.OAUTH, MICROSOFT, Tokens(access_token=TOKEN, lasts=3600))
    with pytest.raises(NoToken):
        await before.token()
    server = msgspec.structs.replace(BY_TOKEN, host="smtp.office365.com", issuer=MICROSOFT)
    after = await keys.key("anna", SecretRole.MAIL_SERVER, server)
    assert after is not None and not isinstance(after, Secret)
    assert await after.token() == TOKEN


async def test_a_token_from_outside_is_for_whom_it_was_given(tmp_path: Path) -> None:
    keys = keys_with(tmp_path, OAUTH=sealed(Grant(access_token="t")))
    assert await keys.key("anna", SecretRole.MAIL_SERVER, BY_TOKEN) is not None


async def test_a_password_is_no_grant(tmp_path: Path) -> None:
    keys = keys_with(tmp_path, MAIL_SERVER=PASSWORD, OAUTH=PASSWORD)
    assert await keys.key("anna", SecretRole.MAIL_SERVER, BY_TOKEN) is None


async def test_a_keyring_that_refuses_is_told(tmp_path: Path) -> None:
    credentials = KeyringCredentials(lambda: Failing(RuntimeError("no")))
    keys = open_workspace(tmp_path, credentials=credentials).keys
    for server in (BY_PASSWORD, BY_TOKEN):
        with pytest.raises(CredentialsError):
            await keys.key("anna", SecretRole.MAIL_SERVER, server)
