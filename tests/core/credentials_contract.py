"""What every place for secrets must do; each implementation's tests inherit this class."""

import pytest

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import Credentials
from mailadmin.core.secret import Secret

ROLE = SecretRole.MAIL_SERVER


class CredentialsContract:
    """A subclass gives the fixture ``credentials``, empty at the start of every test."""

    async def test_what_was_never_stored_is_none(self, credentials: Credentials):
        assert await credentials.read("a1", ROLE) is None

    @pytest.mark.parametrize(
        "text",
        [
            "x",
            "correct horse battery staple",
            " spaces around ",
            "pässwörd — пароль — 密码 — 🔑",
            "quotes \"' and \\ backslashes, %s {} $HOME",
            "two\nlines\tand a tab\r\n",
            "mailadmin:1:02:a:0123456789abcdef:looks like a head",
            "e" * 959,
            "e" * 960,
            "e" * 961,
            "ye29." + "Az09_-" * 2000,
            "🔑" * 479 + "e",
            "e" + "🔑" * 480,
            "🔑" * 3000,
        ],
        ids=lambda text: f"{text[:8]!a}-{len(text)}",
    )
    async def test_a_secret_comes_back_as_it_was(self, credentials: Credentials, text: str):
        assert await credentials.write("a1", ROLE, Secret(text)) is None
        assert await credentials.read("a1", ROLE) == Secret(text)

    async def test_the_last_secret_written_counts(self, credentials: Credentials):
        for text in ("short", "long" * 1000, "longer" * 1000, "short again", "x" * 2500, "y"):
            await credentials.write("a1", ROLE, Secret(text))
            assert await credentials.read("a1", ROLE) == Secret(text)

    async def test_accounts_and_roles_are_kept_apart(self, credentials: Credentials):
        for account in ("a1", "a2"):
            for role in SecretRole:
                await credentials.write(account, role, Secret(f"{account} {role}"))
        for account in ("a1", "a2"):
            for role in SecretRole:
                assert await credentials.read(account, role) == Secret(f"{account} {role}")

    async def test_a_deleted_secret_is_gone_and_the_others_stay(self, credentials: Credentials):
        await credentials.write("a1", ROLE, Secret("long" * 1000))
        await credentials.write("a1", SecretRole.MESSENGER, Secret("stays"))
        await credentials.delete("a1", ROLE)
        assert await credentials.read("a1", ROLE) is None
        assert await credentials.read("a1", SecretRole.MESSENGER) == Secret("stays")

    async def test_deleting_what_is_not_there_is_nothing_special(self, credentials: Credentials):
        await credentials.delete("a1", ROLE)
        await credentials.delete_all("a1")

    async def test_deleting_an_account_s_secrets_takes_all_roles(self, credentials: Credentials):
        for role in SecretRole:
            await credentials.write("a1", role, Secret("one"))
            await credentials.write("a2", role, Secret("other"))
        await credentials.delete_all("a1")
        for role in SecretRole:
            assert await credentials.read("a1", role) is None
            assert await credentials.read("a2", role) == Secret("other")

    async def test_writing_an_empty_secret_removes_it(self, credentials: Credentials):
        await credentials.write("a1", ROLE, Secret("old"))
        await credentials.write("a1", ROLE, Secret(""))
        assert await credentials.read("a1", ROLE) is None
