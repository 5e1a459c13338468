"""The forms of other makers: what is asked is printed on them, what is answered stands in their copies."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from planwright.house import content
from planwright.instruments import Instruments

ADOPTED = content("examples") / "adopted"
RETURNED = ADOPTED / "returned"
README = (ADOPTED / "README.md").read_text(encoding="utf-8")
BLANKS = sorted(one for one in ADOPTED.iterdir() if one.suffix in (".docx", ".pdf"))
COPIES = sorted(one for one in RETURNED.iterdir() if one.suffix in (".docx", ".pdf"))
PICTURES = {"fit-checklist-mesa-scanned.pdf"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def name_of(path: Path) -> str:
    return path.name


def questions_of(form: str) -> dict[str, Any]:
    return json.loads((ADOPTED / f"{form}.questions.json").read_text(encoding="utf-8"))


def truth_of(path: Path) -> dict[str, Any]:
    return json.loads((RETURNED / f"{path.stem}.truth.json").read_text(encoding="utf-8"))


def packed(text: str) -> str:
    """Without the spaces, which no two readers set alike."""
    return re.sub(r"\s", "", text)


@cache
def words_in(path: Path) -> str:
    """Everything that can be read in a file, packed: its text, what its fields hold and offer, its notes."""
    return packed("\n".join(_in_word(path) if path.suffix == ".docx" else _in_pdf(path)))


def _in_word(path: Path) -> Iterator[str]:
    with ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    yield "".join(each.text or "" for each in root.iter(f"{W}t"))
    for each in root.iter(f"{W}ddList", f"{W}dropDownList"):
        entries = [one.get(f"{W}val") or one.get(f"{W}displayText") or "" for one in each.iter()]
        yield "\n".join(entries)


def _in_pdf(path: Path) -> Iterator[str]:
    document = pypdfium2.PdfDocument(path)
    for page in document:
        yield page.get_textpage().get_text_range()
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            for note in page.get("/Annots", ()):
                yield str(note.get("/Contents", ""))
                yield str(note.get("/V", ""))
                yield "\n".join(str(one) for one in note.get("/Opt", ()))


@pytest.mark.parametrize("blank", BLANKS, ids=name_of)
def test_every_question_is_printed_in_its_blank(blank: Path):
    words = words_in(blank)
    for one in questions_of(blank.stem)["questions"]:
        offered = [each["label"] for each in one.get("choices", ())]
        for said in (one["label"], one["row"], one["column"], *offered):
            assert said is None or packed(said) in words, said


@pytest.mark.parametrize("blank", BLANKS, ids=name_of)
def test_every_item_and_value_is_one_of_the_instrument(blank: Path, instruments: Instruments):
    said = questions_of(blank.stem)
    instrument = next(one for one in instruments.newest() if one.practice == said["practice"])
    assert said["version"] == instrument.version
    taken = [one["item"] for one in said["questions"] if one["item"]]
    for one in said["questions"]:
        if one["item"] is None:
            continue
        item = instrument.item_of(one["item"])
        assert item is not None, one["item"]
        given = {one["value"], *(each["value"] for each in one.get("choices", ()))} - {None}
        assert item.kind.value == "rank" or given <= {str(each.value) for each in item.choices}, one
    assert len(taken) < len(said["questions"]), "a form of another maker asks what we do not"
    assert set(instrument.items) - {re.sub(r"\.\d+(?=\.)", "", one) for one in taken}, "and not all we do"


def test_every_blank_has_three_completed_copies_and_every_copy_a_blank():
    for blank in BLANKS:
        assert sum(truth_of(copy)["form"] == blank.stem for copy in COPIES) >= 3, blank.name
    assert {truth_of(copy)["form"] for copy in COPIES} == {blank.stem for blank in BLANKS}


@pytest.mark.parametrize("path", [*BLANKS, *COPIES], ids=name_of)
def test_the_page_tells_of_every_file(path: Path):
    assert f"| `{path.name}` |" in README


@pytest.mark.parametrize("copy", COPIES, ids=name_of)
def test_every_question_of_the_blank_is_answered_or_blank(copy: Path):
    truth = truth_of(copy)
    asked = list(dict.fromkeys((one["label"], one["row"]) for one in questions_of(truth["form"])["questions"]))
    told = [(one["label"], one["row"]) for one in truth["answers"]]
    assert told[: len(asked)] == asked
    assert all(not one["certain"] for one in truth["answers"][len(asked) :])


@pytest.mark.parametrize("copy", [one for one in COPIES if one.name not in PICTURES], ids=name_of)
def test_every_certain_answer_stands_in_the_copy(copy: Path):
    words = words_in(copy)
    for one in truth_of(copy)["answers"]:
        said = one["answer"] if isinstance(one["answer"], list) else (one["answer"] or "").split("\n")
        for line in said:
            assert not one["certain"] or packed(line) in words, one
