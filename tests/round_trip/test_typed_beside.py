"""Text that is typed beside the fields of a Word form is told, wherever it stands; what the blank prints is not."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import Accepted, Line, NeedsReview, Outcome, Value
from planwright.printed import AGENCY, ROUND, printed, typed_beside
from tests.forms import completed
from tests.round_trip.altered import W, codes_of, control_of, outcome_of, remove, with_body

ANSWERS: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}
Change = Callable[[etree._Element], None]


def paragraph(*runs: str) -> etree._Element:
    words = "".join(f"<w:r>{run}</w:r>" for run in runs)
    return etree.fromstring(f'<w:p xmlns:w="{W}">{words}</w:p>')


def typed(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def run_of(text: str) -> etree._Element:
    return paragraph(typed(text))[0]


def cell_of(root: etree._Element, tag: str) -> etree._Element:
    return next(control_of(root, tag).iterancestors(f"{{{W}}}tc"))


def body_of(root: etree._Element) -> etree._Element:
    return root[0]


CHANGES: dict[str, tuple[Change, str]] = {
    "a digit in a paragraph of its own in an answer's cell": (
        lambda root: cell_of(root, "needs.n02.current").append(paragraph(typed("4"))),
        "“4”",
    ),
    "a word before a field": (
        lambda root: control_of(root, "needs.n02.current").addprevious(run_of("rather 4 ")),
        "rather 4",
    ),
    "a cross before a box": (
        lambda root: control_of(root, "program.services=home-visiting").addprevious(run_of("X ")),
        "X",
    ),
    "a word that the form prints elsewhere": (
        lambda root: cell_of(root, "needs.n02.current").append(paragraph(typed("Your answer"))),
        "“Your answer”",
    ),
    "a line at the end of the form": (
        lambda root: body_of(root)[-1].addprevious(paragraph(typed("PS: the numbers are for two sites only."))),
        "PS: the numbers are for two sites only.",
    ),
    "a question that was changed": (
        lambda root: next(one for one in root.iter(f"{{{W}}}t") if one.text == "About this form").__setattr__(
            "text", "About this form (see letter)"
        ),
        "About this form (see letter)",
    ),
    "a text box": (
        lambda root: body_of(root)[-1].addprevious(
            paragraph(f"<w:pict><w:txbxContent><w:p><w:r>{typed('NOT 3 but 1')}</w:r></w:p></w:txbxContent></w:pict>")
        ),
        "NOT 3 but 1",
    ),
    "a picture": (
        lambda root: body_of(root)[-1].addprevious(
            paragraph('<w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml"/></w:pict>')
        ),
        "a picture",
    ),
}


@pytest.fixture(name="altered")
def _altered(instruments: Instruments, tmp_path: Path) -> Callable[[Change], Outcome]:
    form = completed(instruments["needs-assessment", "1"], ANSWERS)
    return lambda change: outcome_of(with_body(form, change), tmp_path, instruments)


@pytest.mark.parametrize(("change", "told"), CHANGES.values(), ids=CHANGES)
def test_what_is_typed_beside_the_fields_goes_to_a_person(altered: Callable[[Change], Outcome], change, told):
    outcome = altered(change)
    assert isinstance(outcome.verdict, NeedsReview)
    assert [one.code for one in outcome.verdict.problems] == ["text-unread"]
    assert told in outcome.verdict.problems[0].message


def test_a_printed_line_taken_away_is_told(altered: Callable[[Change], Outcome]):
    def take(root: etree._Element) -> None:
        remove(next(one for one in root.iter(f"{{{W}}}p") if "".join(one.itertext()) == "About this form"))

    outcome = altered(take)
    assert isinstance(outcome.verdict, NeedsReview)
    assert codes_of(outcome) == ["print-gone"]


def test_spaces_and_breaks_that_programs_write_differently_are_nothing_typed(altered: Callable[[Change], Outcome]):
    def respace(root: etree._Element) -> None:
        for text in list(root.iter(f"{{{W}}}t")):
            if text.text and not any(one.tag == f"{{{W}}}sdt" for one in text.iterancestors()):
                text.text = text.text.replace(" ", "\u00a0 ")
        body_of(root)[-1].addprevious(paragraph(typed("  ")))

    assert isinstance(altered(respace).verdict, Accepted)


@pytest.mark.parametrize("practice", ["needs-assessment", "objectives-goals", "logic-model", "staff-roles"])
def test_a_blank_filled_in_with_another_librarys_document_has_nothing_typed_beside(
    instruments: Instruments, tmp_path: Path, practice: str
):
    made = tmp_path / "form.docx"
    made.write_bytes(completed(instruments[practice, "1"], {}))
    docx.Document(str(made)).save(str(made))
    outcome = outcome_of(made.read_bytes(), tmp_path, instruments)
    assert "text-unread" not in [one.code for one in outcome.verdict.problems]


# -- the comparison ---------------------------------------------------------------------------------------------------


def lines(*texts: str, repeats: bool = False) -> tuple[Line, ...]:
    return tuple(Line(text, repeats) for text in texts)


def test_a_line_stands_as_often_as_the_blank_prints_it_and_in_rows_any_number_of_times():
    blank = printed(lines("Yes", "Yes", "Name") + lines("hours", repeats=True))
    assert list(typed_beside(lines("Yes", "Yes", "hours", "hours", "Name"), blank)) == []
    assert list(typed_beside(lines("Yes", "Yes", "Yes", "Name", "Name"), blank)) == ["Yes", "Name"]


def test_the_names_of_agency_and_round_are_any_names():
    blank = printed(lines(f"{AGENCY} · {ROUND}", "Page"))
    assert list(typed_beside(lines("Harbor County · Fall 2026", "Page"), blank)) == []
    assert list(typed_beside(lines("Harbor County", "Page"), blank)) == ["Harbor County"]


def test_every_blank_accounts_for_all_that_it_prints(instruments: Instruments, tmp_path: Path):
    for instrument in instruments.values():
        form = completed(instrument, {})
        codes = [one.code for one in outcome_of(form, tmp_path, instruments).verdict.problems]
        assert "text-unread" not in codes, instrument.practice
