"""Everything one run of the program works with, built in one place and passed on."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mailadmin.core.paths import Folders, folders
from mailadmin.core.settings import SettingsFile

if TYPE_CHECKING:
    from mailadmin.core.credentials import Credentials
    from mailadmin.core.history.store import History
    from mailadmin.core.key_ring import Keys
    from mailadmin.core.net import Net
    from mailadmin.core.send.drafts import Drafts
    from mailadmin.core.send.outbox import Outbox
    from mailadmin.core.surroundings import Surroundings


class Workspace:
    """Settings, secrets, network, outbox, drafts and history of one run.

    Each part is loaded when it is first asked for: a window that is to appear at once needs only
    the settings, and a command only some of the rest.
    """

    def __init__(
        self,
        places: Folders,
        resolvers: Sequence[str] = (),
        ca_file: Path | None = None,
        credentials: "Credentials | None" = None,
        surroundings: "Surroundings | None" = None,
    ) -> None:
        self._places = places
        self.data_dir = places.data
        self.settings_file = SettingsFile(places.settings / "settings.json")
        self._resolvers = resolvers
        self._ca_file = ca_file
        self._credentials = credentials
        self._surroundings = surroundings

    def with_credentials(self, credentials: "Credentials") -> "Workspace":
        """The same workspace with other secrets."""
        return Workspace(
            self._places, self._resolvers, self._ca_file, credentials, self._surroundings
        )

    @cached_property
    def credentials(self) -> "Credentials":
        """Where the secrets are."""
        from mailadmin.core.credentials import open_credentials

        return open_credentials() if self._credentials is None else self._credentials

    @cached_property
    def keys(self) -> "Keys":
        """What opens the servers of the accounts."""
        from mailadmin.core.key_ring import Keys

        return Keys(self.credentials, self.net, self.settings_file)

    @cached_property
    def net(self) -> "Net":
        """Whom to ask for names, whom to trust, and what else there is to see."""
        from mailadmin.core.dns.resolver import Resolver
        from mailadmin.core.net import Net, Trust
        from mailadmin.core.surroundings import WELL_KNOWN

        surroundings = WELL_KNOWN if self._surroundings is None else self._surroundings
        trust = Trust(self._ca_file)
        return Net(Resolver(self._resolvers or None, trust=trust), trust, surroundings)

    @cached_property
    def outbox(self) -> "Outbox":
        """The messages."""
        from mailadmin.core.send.outbox import Outbox

        return Outbox(self.data_dir / "outbox.db")

    @cached_property
    def drafts(self) -> "Drafts":
        """The messages that are still being written."""
        from mailadmin.core.send.drafts import Drafts

        return Drafts(self.data_dir / "drafts")

    @cached_property
    def history(self) -> "History":
        """What was tested."""
        from mailadmin.core.history.store import History

        return History(self.data_dir / "history.db")


def open_workspace(
    data_dir: Path | None = None,
    resolvers: Sequence[str] = (),
    ca_file: Path | None = None,
    credentials: "Credentials | None" = None,
    surroundings: "Surroundings | None" = None,
) -> Workspace:
    """Build a workspace; nothing is read or written yet.

    ``data_dir`` replaces the platform's own folders, ``resolvers`` the system's name servers
    (:mod:`mailadmin.core.dns.endpoint`), ``credentials`` the system's keyring, ``surroundings`` the
    servers that are known to be up on the internet; ``ca_file`` (PEM) is trusted too.
    """
    return Workspace(folders(data_dir), resolvers, ca_file, credentials, surroundings)
