"""boxes in one line are read each by itself, also where the words of one begin those of another (“No”, “Not sure”)
BL02 an untouched line is blank and prints nothing that the blank does not
BL03 a mark in a place without a question is noted, and keeps no form from being accepted
BL04 where the words of the line can be meant in several ways, a person decides"""

import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

from console.cli import planwright
from extractors.between import match_text
from planwright.workspace import Workspace
from tests import adopted_form
from tests.extractors.plain_forms import printed_by_office
from tests.forms import new_workspace

ASKED = "Do you talk with a mentor at least monthly?"
ANSWERS = ("Yes", "No", "Not sure")
NAME = "Who is answering"
VALUES = ("yes", "no", None)  # of change.told, as far as it knows them


def form(marks: Sequence[str] = "☐☐☐", name: str = "") -> bytes:
    document = docx.Document()
    document.add_heading("A look at how we learn together in our rooms")
    document.add_paragraph("Please answer what fits your work. Leave the rest open.")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for row, (words, said) in enumerate({NAME: name, "Day of answering": "2026-09-30" if name else ""}.items()):
        table.cell(row, 0).text, table.cell(row, 1).text = words, said
    document.add_paragraph("")
    boxes = "   ".join(f"{mark} {words}" for mark, words in zip(marks, ANSWERS, strict=True))
    document.add_paragraph(f"{ASKED}   {boxes}")
    document.add_heading("In your own words", 1)
    document.add_paragraph("Thank you for your time.")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(folder: Path, copy: bytes, *, is_bound: bool, ending: str = "docx") -> dict[str, Any]:
    """What `planwright read` says of a copy of this form, with a question for its boxes or with none."""
    workspace: Workspace = new_workspace(folder / "center")
    item = "change.told" if is_bound else None
    heads = enumerate([(NAME, "identity.name"), ("Day of answering", "identity.completed")], start=1)
    places: list[Mapping[str, object]] = [
        {"place": f"place-{number}", "label": words, "item": path} for number, (words, path) in heads
    ]
    places += [
        {"place": f"place-{number}", "label": f"{ASKED} | {words}", "item": item if value else None}
        | ({"choice": value} if is_bound and value else {})
        for number, (words, value) in enumerate(zip(ANSWERS, VALUES, strict=True), start=3)
    ]
    adopted_form.adopt(workspace.editions, form(), places=places, agency="harbor", round="2026-fall")
    file = folder / f"copy.{ending}"
    file.write_bytes(copy)
    said = CliRunner().invoke(planwright, ["read", str(file), "--workspace", str(workspace.folder)])
    assert said.exception is None or isinstance(said.exception, SystemExit)
    return dict(json.loads(said.stdout))


def codes(outcome: dict[str, Any]) -> set[str]:
    return {one["code"] for one in outcome["problems"]}


def answer(outcome: dict[str, Any], item: str) -> object:
    return next((one["value"] for one in outcome["responses"] if one["item"] == item), None)


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize("is_bound", [True, False])
def test_an_untouched_line_says_nothing(tmp_path: Path, ending: str, is_bound: bool) -> None:
    copy = form(name="Ada Moss")
    if ending == "pdf":
        copy = printed_by_office({"copy.docx": copy}, tmp_path / "office")["copy.docx"]
    outcome = read(tmp_path, copy, is_bound=is_bound, ending=ending)
    assert not codes(outcome) & {"not-asked", "text-unread", "answer-conflict", "answer-unreadable"}
    assert answer(outcome, "change.told") is None
    assert answer(outcome, "identity.name") == "Ada Moss"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize(("marks", "value"), [("☒☐☐", "yes"), ("☐☒☐", "no")])
def test_a_mark_is_the_answer(tmp_path: Path, ending: str, marks: str, value: str) -> None:
    copy = form(marks, "Ada Moss")
    if ending == "pdf":
        copy = printed_by_office({"copy.docx": copy}, tmp_path / "office")["copy.docx"]
    outcome = read(tmp_path, copy, is_bound=True, ending=ending)
    assert not codes(outcome) & {"not-asked", "text-unread", "answer-conflict", "answer-unreadable"}
    assert answer(outcome, "change.told") == value


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_mark_without_a_question_is_noted_only(tmp_path: Path, ending: str) -> None:
    copy = form("☐☐☒", "Ada Moss")
    if ending == "pdf":
        copy = printed_by_office({"copy.docx": copy}, tmp_path / "office")["copy.docx"]
    outcome = read(tmp_path, copy, is_bound=False, ending=ending)
    told = [one for one in outcome["problems"] if one["code"] == "not-asked"]
    assert [one["severity"] for one in told] == ["warning"]
    assert f"{ASKED} | Not sure" in told[0]["message"]
    assert "1 of these places" in told[0]["message"]
    assert "text-unread" not in codes(outcome)


ONE, TWO, THREE = "\U000f8001", "\U000f8002", "\U000f8003"


@pytest.mark.parametrize(
    "got",
    [
        "Yes ☐ Not sure ☐",  # the box of “No” is gone
        "☐ Yes ☐ No ☐ Not sure, no",  # something was written after it
        "☐ Yes ☐ No no ☐ Not sure",
        "☐ Yes ☐ No ☐ Not sure ☐ Not sure",
    ],
)
def test_a_line_whose_words_may_be_meant_in_several_ways_is_told_by_nobody(got: str) -> None:
    assert {one.text for one in match_text(f"{ONE} Yes {TWO} No {THREE} Not sure", got)} == {None}


def test_a_word_that_begins_another_stands_where_the_other_follows_it() -> None:
    found = match_text(f"{ONE} Yes {TWO} No {THREE} Not sure", "☐ Yes ☒ No ☐ Not sure")
    assert [one.text for one in found] == ["☐", "☒", "☐"]
