"""A typed note that shows other words than it stores goes to a person; so does one that somebody replied to."""

from pathlib import Path

import pikepdf
import pytest

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, outcome_of
from tests.round_trip.printed import changed, drawn, noted, places

ITEM = "program.children"


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], {"more.strength": "We talk."}, kind="pdf"))


@pytest.fixture(name="note")
def _note(form: bytes) -> bytes:
    place = places(form)[ITEM].place
    assert place.box is not None
    assert place.page is not None
    return noted(form, "FreeText", place.box, "77", place.page)


def stores(pdf: pikepdf.Pdf) -> None:
    """Makes the note store other words than it shows."""
    next(one for page in pdf.pages for one in page.obj.Annots if one.get("/Contents") == "77").Contents = "94"


def replied(pdf: pikepdf.Pdf) -> None:
    """Makes a reply to the note."""
    page, note = next((page, one) for page in pdf.pages for one in page.obj.Annots if one.get("/Contents") == "77")
    reply = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=note.Rect, Contents="No, 94", IRT=note, F=4
    )
    page.obj.Annots.append(pdf.make_indirect(reply))


def test_a_note_that_shows_what_it_stores_is_the_answer(note: bytes, instruments: Instruments, tmp_path: Path):
    outcome = outcome_of(note, tmp_path, instruments)
    assert isinstance(outcome.verdict, Accepted)
    assert answers_of(outcome)[ITEM] == 77


def test_a_note_that_shows_other_words_than_it_stores_is_no_answer(
    note: bytes, instruments: Instruments, tmp_path: Path
):
    outcome = outcome_of(changed(note, stores), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert ITEM not in answers_of(outcome)


def test_a_reply_to_a_note_is_told(note: bytes, instruments: Instruments, tmp_path: Path):
    outcome = outcome_of(changed(note, replied), tmp_path, instruments)
    assert isinstance(outcome.verdict, NeedsReview)
    assert "text-unread" in codes_of(outcome)
    assert any("No, 94" in one.message for one in outcome.verdict.problems)
