"""What a sign-in leaves in the keyring: the right to ask for tokens, and from whom."""

import msgspec

from mailadmin.core.secret import Secret


class Grant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A grant of an issuer to one registration of this program (RFC 6749 section 1.3).

    ``refresh_token`` is for the token endpoint of ``issuer`` alone, and only under ``client_id``:
    where the settings name another one by now, the grant is of no use. ``user`` is who signed in,
    as the issuer says, empty if it does not. ``access_token`` is there only in a grant that was
    given from outside for one run; it is never stored.
    """

    issuer: str = ""
    client_id: str = ""
    refresh_token: str = ""
    scopes: tuple[str, ...] = ()
    user: str = ""
    access_token: str = ""

    def __repr__(self) -> str:
        return f"Grant(issuer={self.issuer!r}, user={self.user!r})"


def sealed(grant: Grant) -> Secret:
    """The grant as the secret that the keyring keeps."""
    return Secret(msgspec.json.encode(grant).decode())


def opened(secret: Secret) -> Grant | None:
    """The grant that is in a secret, None where it is none of ours."""
    try:
        return msgspec.json.decode(secret.reveal(), type=Grant)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return None
