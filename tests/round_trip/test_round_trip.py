"""Any valid answers, filled into the issued form, are read back as the same answers: in Word and in PDF."""

from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instrument, Instruments
from planwright.issuing.pdf import pdf_form
from planwright.issuing.word import word_form
from planwright.model import Accepted, Outcome, Value
from planwright.stamp import Stamp
from tests.fill_pdf import fill_pdf
from tests.fill_word import fill_word
from tests.valid_answers import valid_answers

NAMES = {"agency_name": "Harbor Early Learning", "round_name": "Fall 2026"}
PREFILLED = {"identity.agency": "Harbor Early Learning", "identity.round": "Fall 2026"}


@cache
def blank(instrument: Instrument, kind: str) -> bytes:
    stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency="harbor", round="2026-fall")
    return (word_form if kind == "docx" else pdf_form)(instrument, stamp, **NAMES)


@pytest.mark.parametrize("kind", ["docx", "pdf"])
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_filled_in_is_what_is_read(
    data: st.DataObject, kind: str, instruments: Instruments, tmp_path_factory: pytest.TempPathFactory
) -> None:
    instrument = data.draw(st.sampled_from(list(instruments.values())))
    answers: dict[str, Value] = {**data.draw(valid_answers(instrument)), **PREFILLED}
    form = blank(instrument, kind)
    filled = fill_word(form, answers) if kind == "docx" else fill_pdf(form, instrument, answers)
    file = tmp_path_factory.mktemp("form") / f"form.{kind}"
    file.write_bytes(filled)
    outcome = read_form(file, Known(instruments=instruments))
    assert isinstance(outcome.verdict, Accepted), [one.message for one in outcome.verdict.problems]
    assert said(outcome) == answers


def said(outcome: Outcome) -> dict[str, Value]:
    assert outcome.submission is not None
    return {response.item: response.value for response in outcome.submission.responses}
