"""a blank of others that was filled in by machine in any way that Word allows is read as it was filled in
FB02 so it is when LibreOffice printed it: boxes that are squares, tables without lines, words that are circled
FB03 a drawing that goes around no one word, or around two, leaves the choice to a person
FB04 what is typed beside an empty field is its answer; beside one that is filled in, it is told
FB05 fields that share a name are told apart by their places where some are gone
FB06 a box that floats beside places answers none of them, and its words are told
FB07 a lone tick where words are asked, in a row without one, leaves the row to a person"""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.accuracy.filled import FilledWay, answered
from benchmarks.accuracy.score import score_form
from benchmarks.accuracy.truth import editions, instruments
from benchmarks.accuracy.word import WAYS
from examples.build.adopted import capacity_table, team_readiness
from examples.build.adopted.edit import Edited, ellipse, wingding
from examples.build.adopted.office import printed
from flows.form import read_form
from flows.known import Known
from planwright.model import Outcome, Value

IN_PLACE = [way for way in WAYS if way.after is WAYS[0].after]
KNOWN = Known(instruments=instruments(), editions=editions())
Fill = Callable[[Edited], None]


def _wrong(way: FilledWay, edition_id: str, folder: Path) -> tuple[int, int, int, int]:
    """What of one form in this way was not read, and how much a person is asked about."""
    edition = next(one for one in editions() if one.id == edition_id)
    instrument = instruments()[edition.practice, edition.version]
    blank = edition.blank.read_bytes()
    answers = answered(edition, instrument, 1, random.Random(7))  # noqa: S311
    (returned,) = way.after([way.fill(blank, edition, answers)], folder)
    score = score_form(_read(returned, folder), answers, instrument, edition.asked)
    return score.questions - score.right, score.silent, score.missing, score.invented


def _read(data: bytes, folder: Path) -> Outcome:
    path = folder / "form"
    path.write_bytes(data)
    return read_form(path, KNOWN)


@pytest.mark.parametrize(
    ("way", "edition"), [pytest.param(way, one, id=f"{way.name}-{one}") for way in IN_PLACE for one in way.editions]
)
def test_what_was_filled_in_is_read(way: FilledWay, edition: str, tmp_path: Path):
    assert _wrong(way, edition, tmp_path) == (0, 0, 0, 0)


@pytest.mark.parametrize("edition", ["capacity-table", "vision-es", "needs-survey", "team-readiness"])
def test_what_was_printed_is_read(edition: str, tmp_path: Path):
    way = next(one for one in WAYS if "printed" in one.name and edition in one.editions)
    assert _wrong(way, edition, tmp_path) == (0, 0, 0, 0)


# -- drawings among words ---------------------------------------------------------------------------------------------


def _capacity(fill: Fill) -> bytes:
    form = Edited(capacity_table.keyed())
    fill(form)
    return capacity_table.wrapped(form)


DIRECTOR, COACH, BETWEEN = (46, 18, 106.2, -3), (38, 18, 156, -3), (40, 18, 136, -3)  # points, beside the paragraph


@pytest.mark.parametrize("print_it", [False, True])
@pytest.mark.parametrize(
    ("ovals", "role"),
    [([DIRECTOR], "director"), ([BETWEEN], None), ([DIRECTOR, COACH], None), ([(150, 18, 106, -3)], None)],
)
def test_only_a_ring_around_one_word_chooses_it(ovals, role: Value, print_it: bool, tmp_path: Path):
    data = _capacity(
        lambda form: form.put("role", *(ellipse(*one, number) for number, one in enumerate(ovals, start=7)))
    )
    outcome = _read(printed(data) if print_it else data, tmp_path)
    assert _value(outcome, "identity.role") == role
    assert role or "answer-unreadable" in _codes(outcome)


def _value(outcome: Outcome, item: str) -> Value:
    assert outcome.submission is not None
    return next(one.value for one in outcome.submission.responses if one.item == item)


def _codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.verdict.problems]


RECTANGLE = ellipse(50, 18, 198, -3, 8).replace('prst="ellipse"', 'prst="rect"')
INK = "<w:r><w:drawing><wp:anchor><w14:contentPart/></wp:anchor></w:drawing></w:r>"
TWO = ellipse(*COACH, 8).replace("</wps:wsp>", "</wps:wsp><wps:wsp/>")


@pytest.mark.parametrize("more", [(RECTANGLE,), (INK,), (TWO,)], ids=["rectangle", "ink", "group"])
def test_a_ring_beside_another_shape_leaves_the_choice_to_a_person(more: tuple[str, ...], tmp_path: Path):
    rings = () if more == (TWO,) else (ellipse(*COACH),)
    outcome = _read(_capacity(lambda form: form.put("role", *rings, *more)), tmp_path)
    assert _value(outcome, "identity.role") is None
    assert "answer-unreadable" in _codes(outcome)


def _floating(text: str) -> str:
    boxed = f"<wps:txbx><w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
    return RECTANGLE.replace("<wps:bodyPr", f"{boxed}<wps:bodyPr", 1)


@pytest.mark.parametrize(
    ("key", "text", "item"),
    [("role", "X", "identity.role"), ("more.lead", "Two substitutes.", "next.leadership")],
)
def test_a_box_that_floats_answers_nothing_and_its_words_are_told(key: str, text: str, item: str, tmp_path: Path):
    outcome = _read(_capacity(lambda form: form.put(key, _floating(text))), tmp_path)
    assert _value(outcome, item) is None
    told = [one for one in outcome.verdict.problems if one.code in ("answer-unreadable", "text-unread")]
    assert item in [one.item for one in told]
    assert any(f"{text}" in one.message for one in told if one.code == "text-unread")


@pytest.mark.parametrize(("also", "is_told"), [((), True), (("Not in place",), False)])
def test_a_lone_tick_among_the_notes_of_a_row_is_left_to_a_person(also: tuple[str, ...], tmp_path: Path, is_told: bool):
    key = next(key for _, asked in capacity_table.PARTS for key, _, item in asked if item == "leadership.team")

    def fill(form: Edited) -> None:
        form.put(f"{key}.note", "X")
        for step in also:
            form.put(f"{key}={step}", "X")

    outcome = _read(_capacity(fill), tmp_path)
    told = {one.item for one in outcome.verdict.problems if one.code == "answer-conflict"}
    assert told == ({"leadership.team.score", "leadership.team.evidence"} if is_told else set())


# -- beside fields ----------------------------------------------------------------------------------------------------


def _readiness(fill: Fill, folder: Path) -> Outcome:
    form = Edited(team_readiness.keyed())
    fill(form)
    return _read(team_readiness.wrapped(form), folder)


@pytest.mark.parametrize(
    ("key", "typed", "item", "value"),
    [
        ("name.at", "J. Diaz", "identity.name", "J. Diaz"),
        ("job.at", "  Coach", "identity.role", "coach"),
        ("leaders=Agree.at", "X", "statements.r07", 4),
        ("mates=Strongly agree.at", wingding("✓"), "statements.r04", 5),
    ],
)
def test_what_is_typed_beside_an_empty_field_is_its_answer(key, typed, item, value: Value, tmp_path: Path):
    outcome = _readiness(lambda form: form.put(key, typed), tmp_path)
    assert _value(outcome, item) == value
    assert "text-unread" not in _codes(outcome)


@pytest.mark.parametrize(("typed", "value"), [("JD", 4), ("DK", None), ("OFF", None)])
def test_initials_beside_an_empty_box_mark_it_where_they_are_those_of_who_answered(
    typed: str, value: Value, tmp_path: Path
):
    def fill(form: Edited) -> None:
        form.type_field("name", "J. Diaz")
        form.put("explain=Agree.at", typed)

    outcome = _readiness(fill, tmp_path)
    assert _value(outcome, "statements.r08") == value
    assert ("answer-unreadable" in _codes(outcome)) is (value is None)


def test_what_is_typed_beside_a_field_that_is_filled_in_is_told(tmp_path: Path):
    def fill(form: Edited) -> None:
        form.type_field("name", "J. Diaz")
        form.put("name.at", "or ask Carol")

    outcome = _readiness(fill, tmp_path)
    assert _value(outcome, "identity.name") == "J. Diaz"
    assert "text-unread" in _codes(outcome)


@pytest.mark.parametrize("words", ["not sure", "?", "4"])
def test_what_is_no_mark_beside_a_box_is_told(words: str, tmp_path: Path):
    outcome = _readiness(lambda form: form.put("leaders=Agree.at", words), tmp_path)
    assert _value(outcome, "statements.r07") is None
    (told,) = (one.message for one in outcome.verdict.problems if one.code == "text-unread")
    assert re.search(rf"“{re.escape(words)}.*”, next to “.*[a-z]{{3}}.*” \(1 in all\)", told)


def test_a_line_is_told_where_only_one_of_its_fields_was_read(tmp_path: Path):
    def fill(form: Edited) -> None:
        form.type_field("practice", "Peer visits")
        begin = form.place("practice")
        begin.getparent().append(Edited(f'<w:p xmlns:w="{begin.nsmap["w"]}" k="x"/>').place("x"))
        form.put("told", "  ask me later")  # behind the last box, in the same text as a field that is gone
        form.replace("known=Tried it out", "<w:r><w:t>X</w:t></w:r>")

    assert "text-unread" in _codes(_readiness(fill, tmp_path))


def test_fields_that_share_a_name_are_told_apart_by_their_places(tmp_path: Path):
    """Rows 4 to 6 of the form are copies, whose boxes have one name; those of one answer were typed over."""
    way = next(one for one in WAYS if one.name == "Word with form fields, deleted and typed over")
    assert _wrong(way, "team-readiness", tmp_path) == (0, 0, 0, 0)
