"""Completed forms to measure with: issued by planwright for every practice, filled in as Word and PDF readers do."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.answers import answers_to
from planwright.instruments import Instrument, Instruments, load_instruments
from planwright.issuing import FORMATS
from planwright.model import Value
from planwright.stamp import Stamp
from tests.fill_pdf import fill_pdf
from tests.fill_word import fill_word

WORD, PDF = "docx", "pdf"
AGENCY, AGENCY_NAME = "agency-00", "Agency 00 of the benchmark"
ROUND, ROUND_NAME = "2026-fall", "Fall 2026"
RETURNED = Path(__file__).parents[1] / "examples" / "returned"
AGENCIES = 91  # with 11 practices each they return 1,001 forms


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One completed form: the bytes of its file, what it asks, and what was answered."""

    ending: str
    instrument: Instrument
    answers: Mapping[str, Value]
    data: bytes

    @property
    def words(self) -> frozenset[str]:
        """The first line of each answer in words that was written into the form."""
        texts = (value.split("\n")[0] for value in self.answers.values() if isinstance(value, str))
        return frozenset(text for text in texts if " " in text)


@cache
def instruments() -> Instruments:
    """The instruments that travel with the program."""
    return load_instruments()


@cache
def forms(ending: str) -> tuple[Form, ...]:
    """One completed form of every practice in this format."""
    return tuple(_form(instrument, ending) for instrument in instruments().values())


def _form(instrument: Instrument, ending: str, agency: str = AGENCY, name: str = AGENCY_NAME) -> Form:
    blank = FORMATS[ending](instrument, _stamp(instrument, agency), agency_name=name, round_name=ROUND_NAME)
    answers = answers_to(instrument, "Respondent 01")
    data = fill_word(blank, answers) if ending == WORD else fill_pdf(blank, instrument, answers)
    return Form(ending=ending, instrument=instrument, answers=answers, data=data)


@cache
def saved_forms() -> tuple[bytes, ...]:
    """Word forms of the examples as LibreOffice saved them, with all that it writes around an answer."""
    found = (path.read_bytes() for path in sorted(RETURNED.rglob("*.docx")))
    return tuple(data for data in found if zipfile.is_zipfile(io.BytesIO(data)))


def many_forms(count: int) -> Iterator[tuple[str, bytes]]:
    """The names and bytes of so many forms, of different agencies, Word and PDF by turns."""
    pairs = [(agency, number) for agency in range(AGENCIES) for number in range(len(instruments()))]
    for agency, number in pairs[:count]:
        ending = (WORD, PDF)[(agency + number) % 2]
        form = forms(ending)[number]
        data = _word_of(form, agency) if ending == WORD else _pdf_of(form, agency)
        yield f"{agency_id(agency)}-{form.instrument.practice}.{ending}", data


def agency_id(number: int) -> str:
    """The id of an agency; all are of one length."""
    return f"agency-{number:02}"


def agency_name(number: int) -> str:
    """The printed name of an agency."""
    return f"Agency {number:02} of the benchmark"


def _stamp(instrument: Instrument, agency: str) -> Stamp:
    return Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round=ROUND)


# A Word form of another agency is made of the first one's: all that reading asks for is changed; the picture of the QR
# code stays. The pages of a PDF form print the agency's name, which reading holds against its settings: that form is
# issued anew.


def _word_of(form: Form, agency: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form.data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith(".xml"):
                data = _renamed(data, form.instrument, agency)
            new.writestr(entry, data)
    return out.getvalue()


def _pdf_of(form: Form, agency: int) -> bytes:
    return _form(form.instrument, PDF, agency_id(agency), agency_name(agency)).data


def _renamed(data: bytes, instrument: Instrument, agency: int) -> bytes:
    old, new = (str(_stamp(instrument, one)).encode() for one in (AGENCY, agency_id(agency)))
    return data.replace(old, new).replace(AGENCY_NAME.encode(), agency_name(agency).encode())
