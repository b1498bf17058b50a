"""Where the program keeps its files on this platform."""

from pathlib import Path

import msgspec

APPLICATION = "mailadmin"


class Folders(msgspec.Struct, frozen=True, kw_only=True):
    """``settings`` holds the settings file, ``data`` the outbox, the drafts and the history."""

    settings: Path
    data: Path


def folders(data_dir: Path | None = None) -> Folders:
    """Name the platform's own folders, or one folder for everything where the user chose one."""
    if data_dir is not None:
        chosen = data_dir.expanduser().absolute()
        return Folders(settings=chosen, data=chosen)
    import platformdirs  # some ms that a chosen folder never needs

    return Folders(
        settings=platformdirs.user_config_path(APPLICATION, appauthor=False),
        data=platformdirs.user_data_path(APPLICATION, appauthor=False),
    )


def create_private(folder: Path) -> None:
    """Make sure that a folder exists; a new one is readable by this user only (mode 0700).

    Windows and its folders under the user's profile know no modes; they are private by
    inheritance. Raises ``OSError`` when the folder can't be made.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
