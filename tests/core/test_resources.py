"""Tables that come with the program: what is broken is left out and said."""

import sys
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.resources import table


class Entry(msgspec.Struct):
    name: str


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "resources").mkdir()
    return tmp_path / "resources"


def test_a_table_is_read(resources: Path) -> None:
    (resources / "some.json").write_text('[{"name": "a"}, {"name": "b"}]')
    assert table("some.json", Entry) == (Entry("a"), Entry("b"))


@pytest.mark.parametrize("content", [None, "", "[{", '[{"name": 1}]', "[" * 1_000_000, "\xff"])
def test_a_broken_table_is_left_out_and_said(
    resources: Path, caplog: pytest.LogCaptureFixture, content: str | None
) -> None:
    if content is not None:
        (resources / "some.json").write_bytes(content.encode("latin-1"))
    assert table("some.json", Entry) == ()
    (record,) = caplog.records
    assert "some.json can't be read" in record.getMessage()
