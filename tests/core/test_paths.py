import os
from pathlib import Path

import pytest

from mailadmin.core.paths import create_private, folders


def test_a_named_folder_holds_everything(tmp_path: Path):
    chosen = folders(tmp_path / "here")
    assert chosen.settings == chosen.data == tmp_path / "here"


def test_a_relative_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert folders(Path("here")).data == tmp_path / "here"


def test_the_platform_chooses_folders_of_the_program_s_own_name():
    assert folders().settings.name == folders().data.name == "mailadmin"


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes")
def test_a_new_folder_is_private(tmp_path: Path):
    create_private(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700


def test_an_existing_folder_is_left_as_it_is(tmp_path: Path):
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    create_private(tmp_path)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_file_in_the_way_is_an_error(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(OSError):
        create_private(tmp_path / "file")
