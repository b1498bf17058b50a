"""Runs inside a D-Bus session with an unlocked gnome-keyring: see test_keyring_live.py."""

import pytest

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import KeyringCredentials, open_credentials, system_backend
from mailadmin.core.secret import Secret
from tests.core.credentials_contract import CredentialsContract


class TestGnomeKeyring(CredentialsContract):
    @pytest.fixture
    async def credentials(self):
        store = KeyringCredentials()
        yield store
        await store.delete_all("a1")
        await store.delete_all("a2")


def test_it_is_the_real_one():
    assert type(system_backend()).__module__ == "keyring.backends.SecretService"


async def test_a_second_process_reads_what_the_first_wrote():
    assert await open_credentials().read("kept", SecretRole.MESSENGER) in (None, Secret("x" * 3000))
    await open_credentials().write("kept", SecretRole.MESSENGER, Secret("x" * 3000))
