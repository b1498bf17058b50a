import errno
import json
import os
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import filelock
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailadmin.core.account import (
    Account,
    FromPolicy,
    Identity,
    Messenger,
    Security,
    Server,
    SignIn,
)
from mailadmin.core.settings import Loaded, Settings, SettingsError, SettingsFile
from mailadmin.core.texts import say

replace = msgspec.structs.replace


def account(number: int = 1, **changes) -> Account:
    base = Account(
        id=f"id{number}",
        name=f"Büro {number} 🔑",
        identity=Identity(address="anna@müller.example", name="Anna Müller"),
        mail_server=Server(
            host="smtp.example.com", port=587, security=Security.STARTTLS, user_name="anna"
        ),
    )
    return replace(base, **changes)


FULL = account(
    7,
    support_address="help@example.com",
    messenger=Messenger(
        server=Server(
            host="::1",
            port=25,
            security=Security.NONE,
            sign_in=SignIn.NONE,
            time_limit=2.5,
            trusted_certificate="ab" * 32,
            plain_password_allowed=True,
        ),
        address="relay@example.net",
        from_policy=FromPolicy.VIA,
    ),
    inbox=Server(host="imap.example.com", port=993, security=Security.AUTO),
)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings" / "settings.json")


def aside(file: SettingsFile) -> list[Path]:
    return sorted(file.path.parent.glob("settings.broken-*.json"))


def write(file: SettingsFile, data: bytes) -> None:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(data)


def test_without_a_file_there_are_no_accounts_and_nothing_to_tell(file: SettingsFile):
    assert file.load() == Loaded(settings=Settings())
    assert not file.path.exists()


def test_what_was_saved_comes_back(file: SettingsFile):
    saved = Settings(current="id7", accounts=(account(1), FULL))
    file.save(saved)
    assert file.load() == Loaded(settings=saved)


def test_the_file_can_be_read_by_a_person(file: SettingsFile):
    file.save(Settings(current="id1", accounts=(account(),)))
    text = file.path.read_text(encoding="utf-8")
    assert text.startswith('{\n  "version": 1,\n  "current": "id1",\n  "accounts": [\n')
    assert '"name": "Anna Müller"' in text
    assert '"name": "Büro 1 🔑"' in text
    assert text.endswith("}\n")
    assert json.loads(text)["accounts"][0]["mail_server"]["security"] == "starttls"


def test_saving_twice_writes_the_same_bytes(file: SettingsFile):
    file.save(Settings(accounts=(account(), FULL)))
    first = file.path.read_bytes()
    file.update(lambda before: before)
    assert file.path.read_bytes() == first


@pytest.mark.skipif(os.name == "nt", reason="Windows knows no modes")
def test_the_file_and_a_new_folder_are_private(file: SettingsFile):
    file.save(Settings())
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700


def test_only_the_file_and_its_lock_stay_behind(file: SettingsFile):
    file.save(Settings())
    file.save(Settings())
    names = {path.name for path in file.path.parent.iterdir()}
    assert names - {"settings.json.lock"} == {"settings.json"}


# ---- names this version does not know


def test_unknown_names_are_carried_along(file: SettingsFile):
    file.save(Settings(accounts=(account(1), FULL)))
    data = json.loads(file.path.read_text(encoding="utf-8"))
    data["window"] = {"width": 1000}
    data["accounts"][1]["colour"] = "blue"
    data["accounts"][1]["messenger"]["server"]["proxy"] = "socks5://127.0.0.1"
    write(file, json.dumps(data).encode())
    assert file.load().notice is None
    file.update(lambda s: replace(s, accounts=(FULL, replace(account(1), name="renamed"))))
    data = json.loads(file.path.read_text(encoding="utf-8"))
    assert data["window"] == {"width": 1000}
    full, renamed = data["accounts"]
    assert full["colour"] == "blue"
    assert full["messenger"]["server"]["proxy"] == "socks5://127.0.0.1"
    assert (renamed["name"], "colour" in renamed) == ("renamed", False)


def test_unknown_names_of_a_removed_account_go_with_it(file: SettingsFile):
    file.save(Settings(accounts=(account(1),)))
    data = json.loads(file.path.read_text(encoding="utf-8"))
    data["accounts"][0]["colour"] = "blue"
    write(file, json.dumps(data).encode())
    file.update(lambda s: replace(s, accounts=()))
    assert "blue" not in file.path.read_text(encoding="utf-8")


# ---- files that can't be used


def with_account(**changes) -> bytes:
    data = json.loads(msgspec.json.encode(Settings(accounts=(FULL,))))
    server = data["accounts"][0]["mail_server"]
    for name, value in changes.items():
        (server if name in server else data["accounts"][0])[name] = value
    return json.dumps(data).encode()


BROKEN = {
    "empty": b"",
    "truncated": with_account()[:-20],
    "not JSON": b"[accounts]\nhost=smtp.example.com",
    "not UTF-8": '{"version": 1, "current": "ü"}'.encode("latin-1"),
    "half a surrogate pair": b'{"version": 1, "current": "\\ud800"}',
    "a list": b"[]",
    "a number": b"1",
    "null": b"null",
    "nested without end": b"[" * 100_000,
    "version is text": b'{"version": "1"}',
    "version zero": b'{"version": 0}',
    "version is true": b'{"version": true}',
    "accounts of the wrong type": b'{"version": 1, "accounts": {}}',
    "an account without a server": b'{"accounts": [{"id": "a", "name": "a"}]}',
    "port is text": with_account(port="587"),
    "port too high": with_account(port=65536),
    "port zero": with_account(port=0),
    "security unknown": with_account(security="ssl"),
    "time limit endless": with_account(time_limit=1e9),
    "time limit none": with_account(time_limit=0),
    "host empty": with_account(host=""),
    "host with a space": with_account(host="smtp example.com"),
    "host with a line break": with_account(host="smtp.example.com\r\nQUIT"),
    "user with a line break": with_account(user_name="a\nb"),
    "name with a line break": with_account(name="a\r\nBcc: all@example.com"),
    "fingerprint wrong": with_account(trusted_certificate="AB:CD"),
    "id with a path": with_account(id="../../evil"),
    "same id twice": json.dumps({"accounts": json.loads(with_account())["accounts"] * 2}).encode(),
    "too big": b'{"version": 1, "x": "' + b"x" * 50_000_000 + b'"}',
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_set_aside_and_told(file: SettingsFile, content: bytes):
    write(file, content)
    loaded = file.load()
    assert loaded.settings == Settings()
    (kept,) = aside(file)
    assert kept.read_bytes() == content
    assert not file.path.exists()
    assert loaded.notice is not None
    assert str(kept) in say(loaded.notice)
    assert file.load() == Loaded(settings=Settings())


@pytest.mark.parametrize("content", [b"", BROKEN["truncated"], BROKEN["a list"]])
def test_saving_over_a_broken_file_sets_it_aside_first(file: SettingsFile, content: bytes):
    write(file, content)
    updated = file.update(lambda before: replace(before, accounts=(account(),)))
    assert updated.settings.accounts == (account(),)
    assert updated.notice is not None
    (kept,) = aside(file)
    assert kept.read_bytes() == content
    assert file.load().settings.accounts == (account(),)


def test_a_file_of_a_newer_version_is_set_aside_and_said_to_be_newer(file: SettingsFile):
    write(file, b'{"version": 2, "accounts": []}')
    loaded = file.load()
    assert loaded.notice is not None
    assert "newer version" in say(loaded.notice)
    (kept,) = aside(file)
    assert kept.read_bytes() == b'{"version": 2, "accounts": []}'


def test_files_set_aside_never_replace_each_other(file: SettingsFile):
    for number in range(4):
        write(file, b"broken %d" % number)
        assert file.load().notice is not None
    assert sorted(path.read_bytes() for path in aside(file)) == [
        b"broken %d" % number for number in range(4)
    ]


def test_a_folder_in_the_file_s_place_is_set_aside_with_what_it_holds(file: SettingsFile):
    file.path.mkdir(parents=True)
    (file.path / "inside").write_text("kept", encoding="utf-8")
    assert file.load().notice is not None
    (kept,) = aside(file)
    assert (kept / "inside").read_text(encoding="utf-8") == "kept"
    file.save(Settings(accounts=(account(),)))
    assert file.load().settings.accounts == (account(),)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(file: SettingsFile):
    file.save(Settings(accounts=(account(),)))
    text = file.path.read_text(encoding="utf-8").replace("\n", "\r\n")
    write(file, text.encode("utf-8-sig"))
    assert file.load() == Loaded(settings=Settings(accounts=(account(),)))


def test_a_current_account_that_is_gone_is_no_reason_to_set_the_file_aside(file: SettingsFile):
    file.save(Settings(current="gone", accounts=(account(),)))
    loaded = file.load()
    assert loaded.notice is None
    assert loaded.settings.account(loaded.settings.current) is None


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 3000), junk=st.binary(max_size=4))
def test_a_damaged_file_is_either_read_or_kept(file: SettingsFile, position: int, junk: bytes):
    for path in aside(file):
        path.unlink()
    whole = msgspec.json.format(msgspec.json.encode(Settings(accounts=(FULL,))), indent=2)
    content = whole[:position] + junk + whole[position + len(junk) :]
    write(file, content)
    loaded = file.load()
    if loaded.notice is None:
        assert file.path.read_bytes() == content
    else:
        (kept,) = aside(file)
        assert kept.read_bytes() == content


# ---- saving that fails


def in_a_process(code: str, *args: object) -> str:
    """Run code as a user whom the system can refuse something; the tests may run as root."""
    prelude = """
        import os, resource, signal, sys, tempfile
        from pathlib import Path
        from mailadmin.core.settings import *
        from mailadmin.core.texts import say
        with tempfile.TemporaryDirectory() as folder:  # loads what the other user may not
            warm_up = SettingsFile(Path(folder) / "warm-up.json")
            warm_up.save(Settings())
            warm_up.load()
        if hasattr(os, "setuid") and os.getuid() == 0:
            os.setgid(65534); os.setuid(65534)
        file = SettingsFile(Path(sys.argv[1]))
        def attempt():
            try:
                print(file.save(Settings(current="new")).settings.current)
            except SettingsError as error:
                print(error.phrase.id, say(error.phrase))
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(prelude) + textwrap.dedent(code), *map(str, args)],
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user can reach; pytest's own are closed to others again and again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        folder.chmod(0o777)


posix = pytest.mark.skipif(os.name == "nt", reason="a folder's mode does not protect it there")


@posix
def test_a_folder_that_cannot_be_written_to_gives_one_sentence(open_folder: Path):
    path = open_folder / "settings.json"
    SettingsFile(path).save(Settings(current="old"))
    path.chmod(0o644)
    Path(f"{path}.lock").unlink(missing_ok=True)
    open_folder.chmod(0o555)
    said = in_a_process("attempt(); print(file.load().settings.current)", path).splitlines()
    open_folder.chmod(0o755)
    assert said[0].startswith("settings.read-only")
    assert str(open_folder) in said[0]
    assert said[1] == "old"


@posix
def test_a_full_disk_gives_one_sentence_and_leaves_the_old_settings(open_folder: Path):
    path = open_folder / "settings.json"
    code = """
        file.save(Settings(current="old"))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (10, resource.RLIM_INFINITY))
        attempt()
        print(file.load().settings.current, sorted(p.name for p in file.path.parent.iterdir()))
    """
    said = in_a_process(code, path).splitlines()
    assert said[0].startswith("settings.disk-full")
    assert said[1].startswith("old ")
    assert "settings.json.new" not in said[1]


@posix
def test_a_file_that_cannot_be_opened_is_told_and_never_replaced(open_folder: Path):
    path = open_folder / "settings.json"
    SettingsFile(path).save(Settings(current="old"))
    path.chmod(0o000)
    Path(f"{path}.lock").unlink(missing_ok=True)
    said = in_a_process("print(file.load().notice.id); attempt()", path).splitlines()
    assert said[0] == "settings.cannot-read"
    assert said[1].startswith("settings.cannot-read")
    path.chmod(0o600)
    assert SettingsFile(path).load().settings.current == "old"


@posix
def test_a_broken_file_that_cannot_be_moved_is_told_and_never_replaced(open_folder: Path):
    path = open_folder / "settings.json"
    path.write_bytes(b"broken")
    path.chmod(0o644)
    open_folder.chmod(0o555)
    said = in_a_process("print(file.load().notice.id); attempt()", path).splitlines()
    open_folder.chmod(0o755)
    assert said[0] == "settings.cannot-set-aside"
    assert said[1].startswith("settings.read-only")
    assert path.read_bytes() == b"broken"


REFUSALS = [
    (errno.ENOSPC, "the disk is full"),
    (errno.EDQUOT, "the disk is full"),
    (errno.EROFS, "this folder can't be written to"),
    (errno.EACCES, "this folder can't be written to"),
    (errno.EIO, "could not be saved"),
]


@pytest.mark.parametrize("call", ["open", "fsync", "replace"])
@pytest.mark.parametrize(("number", "words"), REFUSALS)
def test_whichever_step_the_system_refuses_the_old_settings_stay(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch, call: str, number: int, words: str
):
    file.save(Settings(current="old"))

    def refuse(*_: object, **__: object):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch, pytest.raises(SettingsError) as raised:
        patch.setattr(Path if call == "replace" else os, call, refuse)
        file.save(Settings(current="new"))
    assert words in say(raised.value.phrase)
    assert file.load() == Loaded(settings=Settings(current="old"))
    assert not file.path.with_name("settings.json.new").exists()
    file.save(Settings(current="new"))


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO])
def test_a_file_that_the_system_does_not_let_be_read_is_never_replaced(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch, number: int
):
    file.save(Settings(current="old"))

    def refuse(*_: object, **__: object):
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        loaded = file.load()
        with pytest.raises(SettingsError) as raised:
            file.save(Settings(current="new"))
    assert loaded.settings == Settings()
    assert loaded.notice == raised.value.phrase
    assert "can't be opened" in say(raised.value.phrase)
    assert file.load().settings.current == "old"


def test_a_broken_file_that_the_system_does_not_let_be_moved_is_never_replaced(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
):
    write(file, b"broken")

    def refuse(*_: object):
        raise PermissionError(errno.EACCES, "in use")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", refuse)
        loaded = file.load()
        with pytest.raises(SettingsError) as raised:
            file.save(Settings(current="new"))
    assert loaded.notice == raised.value.phrase
    assert "Move it away by hand" in say(raised.value.phrase)
    assert file.path.read_bytes() == b"broken"


def test_a_folder_that_cannot_be_made_gives_one_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError) as raised:
        SettingsFile(tmp_path / "file" / "settings.json").save(Settings())
    assert "could not be saved" in say(raised.value.phrase)


def test_settings_too_big_to_be_read_again_are_not_written(file: SettingsFile):
    file.save(Settings(current="old"))
    huge = account(name="x" * 6_000_000)
    with pytest.raises(SettingsError) as raised:
        file.save(Settings(accounts=(huge,)))
    assert "too many accounts" in say(raised.value.phrase)
    assert file.load().settings.current == "old"


def test_what_a_crash_left_half_written_does_not_disturb(file: SettingsFile):
    file.save(Settings(current="old"))
    file.path.with_name("settings.json.new").write_bytes(b"half")
    assert file.load().settings.current == "old"
    file.save(Settings(current="new"))
    assert file.load().settings.current == "new"


def test_a_change_that_fails_changes_nothing(file: SettingsFile):
    file.save(Settings(current="old"))

    def fail(_: Settings) -> Settings:
        raise ValueError("a bug")

    with pytest.raises(ValueError, match="a bug"):
        file.update(fail)
    assert file.load().settings.current == "old"
    file.save(Settings(current="new"))


# ---- two processes at once


def test_while_another_process_saves_this_one_waits_and_then_says_so(
    file: SettingsFile, monkeypatch: pytest.MonkeyPatch
):
    file.save(Settings(current="old"))
    monkeypatch.setattr("mailadmin.core.settings.LOCK_LIMIT", 0.2)
    with filelock.FileLock(f"{file.path}.lock"), pytest.raises(SettingsError) as raised:
        file.save(Settings(current="new"))
    assert "another copy" in say(raised.value.phrase)
    assert file.load().settings.current == "old"


ADDING = """
import sys
from pathlib import Path
import msgspec
from mailadmin.core.settings import SettingsFile
file = SettingsFile(Path(sys.argv[1]))
def add(before, number):
    account = msgspec.structs.replace(before.accounts[0], id=f"p{sys.argv[2]}-{number}")
    return msgspec.structs.replace(before, accounts=(*before.accounts, account))
for number in range(15):
    file.update(lambda before: add(before, number))
    assert file.load().notice is None
"""


def test_processes_that_save_at_once_lose_nothing(file: SettingsFile):
    file.save(Settings(accounts=(account(),)))
    processes = [
        subprocess.Popen([sys.executable, "-c", ADDING, str(file.path), str(number)])
        for number in range(4)
    ]
    assert [process.wait(50) for process in processes] == [0] * 4
    ids = {account.id for account in file.load().settings.accounts}
    assert ids == {"id1"} | {f"p{p}-{n}" for p in range(4) for n in range(15)}


KILLED = """
import sys
from pathlib import Path
from mailadmin.core.settings import Settings, SettingsFile
file = SettingsFile(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    file.save(Settings(current=f"{number}" * 200))
"""


def test_a_process_killed_while_it_saves_leaves_a_whole_file(file: SettingsFile):
    file.save(Settings(current="first"))
    for moment in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(file.path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.wait(0.05 + moment * 0.013)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        assert file.load().notice is None
    file.save(Settings(current="after"))
    assert file.load().settings.current == "after"
