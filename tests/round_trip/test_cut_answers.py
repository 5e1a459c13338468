"""an answer of two paragraphs that LibreOffice cut after the first is read whole, with less certainty
CA02 what was typed below a control is told where it is known to be no part of the answer"""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.accuracy.truth import editions, instruments
from examples.build.adopted import needs_survey
from examples.build.adopted.edit import Edited
from examples.build.adopted.office import saved_again
from examples.build.adopted.ooxml import para
from flows.form import read_form
from flows.known import Known
from planwright.model import Outcome, Response, Value
from tests.round_trip.altered import codes_of

KNOWN = Known(instruments=instruments(), editions=editions())


def _survey(fill: Callable[[Edited], None]) -> bytes:
    form = Edited(needs_survey.keyed())
    fill(form)
    return needs_survey.wrapped(form)


def _read(data: bytes, folder: Path) -> Outcome:
    path = folder / "form"
    path.write_bytes(data)
    return read_form(path, KNOWN)


def _strength(outcome: Outcome) -> Response:
    assert outcome.submission is not None
    return next(one for one in outcome.submission.responses if one.item == "more.strength")


def test_an_answer_of_two_paragraphs_that_libreoffice_cut_is_read_whole(tmp_path: Path):
    outcome = _read(saved_again(_survey(lambda form: form.enter("strength", "We talk.\nEvery day."))), tmp_path)
    assert _strength(outcome).value == "We talk.\nEvery day."
    assert 0.9 <= _strength(outcome).confidence < 1
    assert "text-unread" not in codes_of(outcome)


@pytest.mark.parametrize(
    ("is_saved", "style", "value"),
    [(False, "", "We talk."), (True, "", "We talk.\nAsk Carol."), (True, "Line", None)],
    ids=["in Word", "then saved by LibreOffice", "set as the question below"],
)
def test_what_is_typed_below_a_control_is_told_where_it_is_known_to_be(
    is_saved: bool, style: str, value: Value, tmp_path: Path
):
    def fill(form: Edited) -> None:
        form.enter("strength", "We talk.")
        form.after("strength", para("Ask Carol.", style=style))

    data = _survey(fill)
    outcome = _read(saved_again(data) if is_saved else data, tmp_path)
    assert _strength(outcome).value == value
    assert ("text-unread" in codes_of(outcome)) is (value != "We talk.\nAsk Carol.")
    assert ("answer-conflict" in codes_of(outcome)) is (value is None)
