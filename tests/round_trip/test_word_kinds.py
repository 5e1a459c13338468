"""A Word form says the same in every kind of file that Word saves it in: with macros, as a template, strict, as XML."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.word.fields import read_word_fields
from planwright.instruments import Instruments
from planwright.model import Outcome, Value
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of

MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = "http://schemas.openxmlformats.org/"
STRICT = "http://purl.oclc.org/ooxml/"
XML = "http://schemas.microsoft.com/office/2006/xmlPackage"
_DATED = re.compile(rf"{OFFICE}(wordprocessingml|drawingml|officeDocument)/2006/([\w-]+)")
NEEDED: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}
PLANNED: dict[str, Value] = {"plan.goals.1.goal": "G1", "plan.goals.1.objectives.1.objective": "G1 O1"}


def of_type(type_: str) -> Callable[[bytes], bytes]:
    return lambda form: changed(form, lambda _, text: text.replace(MAIN_TYPE, type_))


def changed(form: bytes, change: Callable[[str, str], str]) -> bytes:
    """The form with the text of each part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as package, zipfile.ZipFile(out, "w") as made:
        for entry in package.infolist():
            data = package.read(entry)
            is_text = entry.filename.endswith((".xml", ".rels"))
            made.writestr(entry, change(entry.filename, data.decode()).encode() if is_text else data)
    return out.getvalue()


def strict(form: bytes) -> bytes:
    """The form with the names of Strict Open XML, as ISO/IEC 29500-1 has them."""

    def without_year(name: re.Match[str]) -> str:
        words = name[2].split("-")
        return f"{STRICT}{name[1]}/{words[0]}{''.join(word.capitalize() for word in words[1:])}"

    return changed(form, lambda _, text: _DATED.sub(without_year, text))


def flat(form: bytes) -> bytes:
    """The form as one XML file."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}" pkg:contentType="application/xml"><pkg:xmlData>'
            f"{re.sub(r'^<[?]xml.*?[?]>', '', package.read(name).decode())}</pkg:xmlData></pkg:part>"
            for name in package.namelist()
            if name.endswith((".xml", ".rels")) and name != "[Content_Types].xml"
        )
    return f'<?xml version="1.0"?><pkg:package xmlns:pkg="{XML}">{parts}</pkg:package>'.encode()


KINDS: dict[str, tuple[Callable[[bytes], bytes], list[str]]] = {
    "docm": (of_type("application/vnd.ms-word.document.macroEnabled.main+xml"), ["word-macros"]),
    "dotx": (of_type(MAIN_TYPE.replace("document.main", "template.main")), []),
    "dotm": (of_type("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), ["word-macros"]),
    "strict": (strict, []),
    "flat": (flat, []),
}


@pytest.mark.parametrize(
    ("practice", "answers"), [("needs-assessment", NEEDED), ("objectives-goals", PLANNED), ("staff-roles", {})]
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_form_says_the_same_in_every_kind_of_file(
    instruments: Instruments, tmp_path: Path, kind: str, practice: str, answers: dict[str, Value]
) -> None:
    def read(data: bytes) -> Outcome:
        return outcome_of(data, tmp_path, instruments)

    make, told = KINDS[kind]
    form = completed(instruments[practice, "1"], answers)
    usual, outcome = read(form), read(make(form))
    assert codes_of(outcome) == [*told, *codes_of(usual)]
    assert answers_of(outcome) == answers_of(usual)
    assert answers_of(outcome).items() >= answers.items()


def test_a_strict_form_names_nothing_as_the_usual_ones_do(instruments: Instruments) -> None:
    made = strict(completed(instruments["needs-assessment", "1"], {}))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        main = package.read("word/document.xml").decode()
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert f"{STRICT}wordprocessingml/main" in main
    assert not _DATED.search(main + relations)
    assert read_word_fields(made) == read_word_fields(completed(instruments["needs-assessment", "1"], {}))
