"""the order of a date in numbers is that which the form prints, else that which the edition states
OR02 where nothing says it, a date that may be two days and a number that may be two are for a person
OR03 what can be one day only is that day"""

import pytest

from planwright.bind import bind
from planwright.convert import convert
from planwright.editions import Edition, load_editions
from planwright.editions.order import order_printed
from planwright.editions.rename import as_asked
from planwright.instruments import Kind, load_instruments
from planwright.judge import judge
from planwright.model import Field, FieldKind, Place, Reading, Response, State
from tests.adopted_form import adopt, form, said

INSTRUMENTS = load_instruments()
BLANK = form()


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Date (mm/dd/yyyy)", "en-US"),
        ("Date: month/day/year", "en-US"),
        ("Fecha (dd/mm/aaaa)", "es-US"),
        ("Fecha: día / mes / año", "es-US"),
        ("Date (DD-MM-YY)", "es-US"),
        ("Date", None),
        ("Day of the month", None),
        ("Comments/Dates", None),
        ("mm/dd/yyyy or dd/mm/yyyy", None),
    ],
)
def test_the_order_is_told_by_the_words_at_the_place(words: str, language: str | None) -> None:
    assert order_printed(words) == language


def _edition(folder, language: str | None, words: str = "Day of answering") -> Edition:  # type: ignore[no-untyped-def]
    places = [one | ({"label": words} if one["item"] == "identity.completed" else {}) for one in said(BLANK)["places"]]
    adopt(folder, BLANK, language=language, places=places)
    return load_editions([folder], INSTRUMENTS)[0]


def _answer(edition: Edition, typed: str, stored: str | None = None) -> tuple[Response, set[str]]:
    instrument = INSTRUMENTS["readiness", "1"]
    place = next(one.place for one in edition.entries if one.item == "identity.completed")
    field = Field(
        key=place, label="Day", kind=FieldKind.TEXT, value=typed, raw=stored, state=State.ANSWERED, place=Place()
    )
    reading = as_asked(Reading(fields=(field,), route="test"), edition, instrument)
    submission, told = bind(reading, instrument, None, edition)
    codes = {one.code for one in (*told, *judge(submission, instrument)) if one.item == "identity.completed"}
    return next(one for one in submission.responses if one.item == "identity.completed"), codes


@pytest.mark.parametrize(
    ("language", "words", "value"),
    [
        ("en-US", "Day of answering", "2026-10-12"),
        ("es-US", "Day of answering", "2026-12-10"),
        (None, "Day of answering (dd/mm/yyyy)", "2026-12-10"),
        ("es-US", "Day of answering (mm/dd/yyyy)", "2026-10-12"),
    ],
)
def test_a_date_is_read_as_printed_or_as_stated(tmp_path, language, words, value) -> None:  # type: ignore[no-untyped-def]
    response, codes = _answer(_edition(tmp_path, language, words), "10/12/2026")
    assert (response.value, codes) == (value, set())


@pytest.mark.parametrize("typed", ["10/12/2026", "7/6/27", "10.12.2026", "26/9/14", "26/10/25", "10/10/26"])
def test_a_date_of_which_nothing_tells_the_order_is_for_a_person(tmp_path, typed) -> None:  # type: ignore[no-untyped-def]
    response, codes = _answer(_edition(tmp_path, None), typed)
    assert (response.value, response.state, codes) == (None, State.CONFLICT, {"either-day"})


@pytest.mark.parametrize(
    ("typed", "stored", "value"),
    [
        ("10/13/2026", None, "2026-10-13"),
        ("13/10/2026", None, "2026-10-13"),
        ("10/10/2026", None, "2026-10-10"),
        ("9/14/26", None, "2026-09-14"),
        ("10/14/26", None, "2026-10-14"),
        ("9/9/26", None, "2026-09-09"),
        ("26/9/14", "2026-09-14", "2026-09-14"),
        ("2026-10-12", None, "2026-10-12"),
        ("October 12, 2026", None, "2026-10-12"),
        ("10/12/2026", "2026-12-10", "2026-12-10"),
    ],
)
def test_what_can_be_one_day_only_is_that_day(tmp_path, typed, stored, value) -> None:  # type: ignore[no-untyped-def]
    response, codes = _answer(_edition(tmp_path, None), typed, stored)
    assert (response.value, codes) == (value, set())


@pytest.mark.parametrize("language", ["en-US", "es-US", None])
@pytest.mark.parametrize(("typed", "value"), [("1,250", 1250), ("1.250", "1.250"), ("1,25", "1,25")])
def test_a_whole_number_cannot_be_a_little_over_one(language: str | None, typed: str, value: float | str) -> None:
    items = (item for one in INSTRUMENTS.values() for item in one.items.values())
    item = next(item for item in items if item.kind is Kind.INTEGER)
    field = Field(key="f", label="", kind=FieldKind.TEXT, value=typed, state=State.ANSWERED, place=Place())
    assert convert(item, field, language) == value


@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("en-US", "1,250", 1250),
        ("es-US", "1,250", "1,250"),
        (None, "1,250", "1,250"),
        ("es-US", "1,250,000", 1250000),
        ("es-US", "1,250.50", 1250.5),
        (None, "1250", 1250),
        ("en-US", "1.250", "1.250"),
        ("es-US", "1.250", "1.250"),
    ],
)
def test_a_comma_that_may_be_that_of_a_fraction_is_for_a_person(
    language: str | None, typed: str, value: float | str
) -> None:
    items = (item for one in INSTRUMENTS.values() for item in one.items.values())
    item = max((item for item in items if item.kind is Kind.DECIMAL), key=lambda item: item.high or 0)
    field = Field(
        key="f",
        label="",
        kind=FieldKind.TEXT,
        value=typed,
        raw=None,
        state=State.ANSWERED,
        place=Place(),
        confidence=1.0,
    )
    assert convert(item, field, language) == value
