"""The witness mailboxes of one user: the settings file and the passwords that belong together."""

import msgspec

from mailadmin.core.account import SecretRole, Witness
from mailadmin.core.accounts import AccountError
from mailadmin.core.credentials import Credentials, CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings, SettingsFile


def find_witness(settings: Settings, text: str) -> Witness:
    """Find a witness mailbox by its address or id. Raises :class:`AccountError`."""
    wanted = text.strip().casefold()
    for witness in settings.witnesses:
        if wanted in (witness.address.casefold(), witness.id.casefold()):
            return witness
    known = ", ".join(witness.address for witness in settings.witnesses)
    name = "witnesses.unknown" if known else "witnesses.none"
    raise AccountError(Phrase(name, {"address": text, "witnesses": known}))


class Witnesses:
    """What can be done with witness mailboxes.

    Methods that save raise :class:`~mailadmin.core.settings.SettingsError`, and then nothing has
    changed.
    """

    def __init__(self, settings_file: SettingsFile, credentials: Credentials) -> None:
        self._file = settings_file
        self._credentials = credentials

    def put(self, witness: Witness) -> None:
        """Save a new witness mailbox, or a changed one in its old place."""

        def change(settings: Settings) -> Settings:
            others = settings.witnesses
            if any(one.id == witness.id for one in others):
                new = tuple(witness if one.id == witness.id else one for one in others)
            else:
                new = (*others, witness)
            return msgspec.structs.replace(settings, witnesses=new)

        self._file.update(change)

    async def store(self, witness_id: str, secret: Secret) -> Phrase | None:
        """Store a password. A notice says where it could not be kept for longer than this run.

        Raises :class:`CredentialsError`.
        """
        return await self._credentials.write(witness_id, SecretRole.INBOX, secret)

    async def remove(self, witness_id: str) -> Phrase | None:
        """Remove a witness mailbox and its password. A notice says where that could not go."""

        def change(settings: Settings) -> Settings:
            left = tuple(one for one in settings.witnesses if one.id != witness_id)
            return msgspec.structs.replace(settings, witnesses=left)

        self._file.update(change)
        try:
            await self._credentials.delete_all(witness_id)
        except CredentialsError:
            return Phrase("witnesses.password-left")
        return None
