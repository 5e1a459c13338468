"""an edition that was written is read again as it was
ED02 a mistake in its file names the file, the place in it and the cure
ED03 a blank that is another file than the one adopted is refused
ED04 a place in a row of a grid that asks another question than the row is refused, once it is said to be checked
ED05 ratings, names and dates are not given for all copies
ED06 the mark of an edition changes with all that decides how a copy is read"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planwright.editions import load_editions
from planwright.errors import EditionError
from planwright.instruments import load_instruments

INSTRUMENTS = load_instruments()
DIGEST = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of the byte “x”


def _said() -> dict[str, Any]:
    return {
        "edition": "check",
        "blank": "check.docx",
        "sha256": DIGEST,
        "practice": "readiness",
        "version": "1",
        "agency": None,
        "round": None,
        "language": "en-US",
        "checked": True,
        "given": {"identity.basis": "individual"},
        "places": [
            {"place": "place-1", "label": "Program", "item": "identity.agency"},
            {"place": "place-2", "label": "We find time. | 4", "item": "statements.r02", "choice": 4},
            {"place": "Dropdown1", "label": "Job", "item": "identity.role", "choices": {"Boss": "director"}},
            {"place": "place-3", "label": "Phone", "item": None},
        ],
    }


def _written(folder: Path, said: dict[str, Any], blank: bytes = b"x") -> Path:
    (folder / "check.docx").write_bytes(blank)
    file = folder / "check.edition.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    return file


def test_an_edition_is_read_as_it_was_written(tmp_path: Path) -> None:
    _written(tmp_path, _said())
    (edition,) = load_editions([tmp_path], INSTRUMENTS)
    assert edition.to_json() == _said()
    assert edition.asked == {"identity.agency", "statements.r02", "identity.role"}


def _set(pointer: str, value: object) -> Callable[[dict[str, Any]], None]:
    *path, last = pointer.strip("/").split("/")

    def change(said: dict[str, Any]) -> None:
        held: Any = said
        for step in path:
            held = held[int(step)] if isinstance(held, list) else held[step]
        held[int(last) if isinstance(held, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("pointer", "value", "told"),
    [
        ("/checked", "yes", "at /checked: 'yes' is not of type 'boolean'"),
        ("/practice", "reading", "at /practice: there is no instrument “reading” version 1"),
        ("/places/0/item", "identity.agncy", "at /places/0/item: the instrument has no question “identity.agncy”"),
        ("/places/1/choice", 9, "at /places/1/choice: 9 is no answer"),
        ("/places/2/choices/Boss", "chief", "at /places/2/choices/Boss: 'chief' is no answer"),
        ("/places/3/item", "identity.agency", "at /places/3: “identity.agency” is asked in another place already"),
        ("/places/3/place", "place-1", "at /places: two entries name the same place"),
        ("/given/identity.role", "coach", "at /given/identity.role: the form asks this question itself"),
        ("/given/identity.basis", "both", "at /given/identity.basis: 'both' is no answer"),
    ],
)
def test_a_mistake_is_told_with_file_place_and_cure(tmp_path: Path, pointer: str, value: object, told: str) -> None:
    said = _said()
    _set(pointer, value)(said)
    file = _written(tmp_path, said)
    with pytest.raises(EditionError) as raised:
        load_editions([tmp_path], INSTRUMENTS)
    assert str(raised.value).startswith(f"{file} {told}")


def test_an_item_of_a_table_needs_its_row(tmp_path: Path) -> None:
    said = _said() | {"practice": "objectives-goals", "given": {}}
    said["places"] = [{"place": "place-1", "label": "Goal", "item": "plan.goals.goal"}]
    _written(tmp_path, said)
    with pytest.raises(EditionError, match=r"Name the row as well, such as plan\.goals\.1\.goal"):
        load_editions([tmp_path], INSTRUMENTS)


def test_another_blank_than_the_one_adopted_is_refused(tmp_path: Path) -> None:
    _written(tmp_path, _said(), blank=b"y")
    with pytest.raises(EditionError, match=r"check\.docx is missing beside it, or is not the file that was adopted"):
        load_editions([tmp_path], INSTRUMENTS)


def _grid() -> dict[str, Any]:
    """An edition with two rows of a grid, and a column for remarks."""
    said = _said()
    rows = [("We find time.", "statements.r02"), ("We have staff.", "statements.r03")]
    said["places"] = [
        {"place": f"{item}-{choice}", "label": f"{words} | {column}", "item": item, "choice": choice}
        for words, item in rows
        for choice, column in enumerate(("Never", "Seldom", "Often", "Always"), start=1)
    ]
    said["places"].append({"place": "note", "label": "We find time. | Remarks", "item": "comments.easier"})
    return said


def test_a_row_may_have_a_column_that_is_no_answer(tmp_path: Path) -> None:
    _written(tmp_path, _grid())
    assert len(load_editions([tmp_path], INSTRUMENTS)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"item": "comments.worry", "choice": None},  # a mark there would be the text of a comment
        {"item": "statements.r09"},  # a mark there would rate a statement that the form does not ask
    ],
)
def test_one_place_of_a_row_that_asks_another_question_is_refused(tmp_path: Path, changed: dict[str, Any]) -> None:
    said = _grid()
    place = said["places"][1] | changed
    said["places"][1] = {key: value for key, value in place.items() if value is not None}
    _written(tmp_path, said)
    told = f"/places/1/item: “Seldom” of the row “We find time.” asks {changed['item']}, and “Never” beside it"
    with pytest.raises(EditionError) as raised:
        load_editions([tmp_path], INSTRUMENTS)
    assert f"{told} statements.r02. In the other rows both ask the same question." in str(raised.value)
    _written(tmp_path, said | {"checked": False})
    assert load_editions([tmp_path], INSTRUMENTS)


@pytest.mark.parametrize(
    ("path", "value"),
    [("statements.r03", 4), ("identity.name", "Team"), ("identity.completed", "2026-09-30")],
)
def test_what_each_respondent_answers_is_not_given(tmp_path: Path, path: str, value: str | int) -> None:
    _written(tmp_path, _said() | {"given": {path: value}})
    with pytest.raises(EditionError, match=f"at /given/{path}: this is what each respondent answers"):
        load_editions([tmp_path], INSTRUMENTS)


def test_the_mark_changes_with_what_decides_and_with_nothing_else(tmp_path: Path) -> None:
    def digest(**changed: Any) -> str:
        _written(tmp_path, _said() | changed)
        return load_editions([tmp_path], INSTRUMENTS)[0].mark.sha256

    likelier = [one | {"likeness": 99} for one in _said()["places"]]
    other = [dict(one) for one in _said()["places"]]
    other[1]["choice"] = 3
    assert digest() == digest(places=likelier) == digest()
    changes: list[dict[str, Any]] = [
        {"places": other},
        {"language": None},
        {"given": {}},
        {"checked": False},
        {"agency": "harbor"},
        {"version": "1", "round": "x"},
    ]
    assert len({digest(), *(digest(**one) for one in changes)}) == len(changes) + 1
