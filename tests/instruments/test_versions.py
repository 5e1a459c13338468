"""Versions of one practice lie side by side, each judged and read by its own file."""

import json
from pathlib import Path
from typing import Any

import pytest

from planwright.errors import InstrumentError
from planwright.house import content
from planwright.instruments import load_instruments

BASE = "https://planwright.example/schemas/preparation/readiness"


def test_two_versions_of_one_practice_are_both_at_hand_and_the_higher_is_the_newest(tmp_path: Path):
    write(tmp_path, "readiness-10", version="10", title="Readiness, shortened")
    write(tmp_path, "readiness-9", version="9", title="Readiness, revised")
    instruments = load_instruments([tmp_path])
    assert [key for key in instruments if key[0] == "readiness"] == [(
        "readiness", version) for version in ("1", "9", "10")]  # fmt: skip
    assert instruments["readiness", "1"].title == "Readiness for change"
    assert [one.title for one in instruments.newest() if one.practice == "readiness"] == ["Readiness, shortened"]


def test_a_new_practice_is_one_file_and_stands_behind_the_others_of_its_component(tmp_path: Path):
    write(tmp_path, "climate", practice="climate", version="1", title="Working climate", order=None)
    names = [instrument.practice for instrument in load_instruments([tmp_path]).newest()]
    assert names.index("climate") == names.index("capacity") + 1


def test_one_version_in_two_files_is_refused_with_both_named(tmp_path: Path):
    file = write(tmp_path, "readiness-again", version="1", title="Readiness")
    with pytest.raises(InstrumentError) as raised:
        load_instruments([tmp_path])
    assert "at /instrument/version: readiness version 1 is already defined in" in str(raised.value)
    assert str(file) in str(raised.value)
    assert "readiness.json" in str(raised.value)


def write(
    folder: Path, name: str, *, version: str, title: str, practice: str = "readiness", order: int | None = 4
) -> Path:
    """A version of the readiness form in a folder laid out as `schemas/` is."""
    schema: Any = json.loads((content("schemas") / "preparation/readiness.json").read_text(encoding="utf-8"))
    schema["$id"] = f"{BASE.removesuffix('readiness')}{practice}/{version}"
    schema["title"] = title
    schema["instrument"] |= {"version": version, "practice": practice}
    if order is None:
        del schema["instrument"]["order"]
    file = folder / "preparation" / f"{name}.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(schema), encoding="utf-8")
    return file
