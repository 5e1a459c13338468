"""a PDF blank of others that was filled in by machine in any way is read as it was filled in
FP02 a drawing in a small cell that is no tick, or reaches beyond the cell, is no mark
FP03 pages that lie on their side are known by their words"""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from benchmarks.accuracy.counts import Counts
from benchmarks.accuracy.filled import FilledWay, answered
from benchmarks.accuracy.pdf import WAYS, returned
from benchmarks.accuracy.pdf.located import spots
from benchmarks.accuracy.score import score_form
from benchmarks.accuracy.truth import editions, instruments
from flows.form import read_form
from flows.known import Known
from planwright.model import Outcome, State
from tests.round_trip.printed import overlaid

KNOWN = Known(instruments=instruments(), editions=editions())
Draw = Callable[[Canvas], None]


def _read(data: bytes, folder: Path) -> Outcome:
    path = folder / "form"
    path.write_bytes(data)
    return read_form(path, KNOWN)


def _blank(name: str) -> bytes:
    return next(one.blank.read_bytes() for one in editions() if one.id == name)


def _score(way: FilledWay, name: str, folder: Path) -> Counts:
    edition = next(one for one in editions() if one.id == name)
    instrument = instruments()[edition.practice, edition.version]
    blank = edition.blank.read_bytes()
    answers = answered(edition, instrument, 1, random.Random(11))  # noqa: S311 - the same answers each time
    if way.fits is not None:
        answers = way.fits(blank, edition, answers)
    (data,) = way.after([way.fill(blank, edition, answers)], folder)
    return score_form(_read(data, folder), answers, instrument, edition.asked)


@pytest.mark.parametrize(
    ("way", "edition"), [pytest.param(way, one, id=f"{way.name}-{one}") for way in WAYS for one in way.editions]
)
def test_what_was_filled_in_is_read(way: FilledWay, edition: str, tmp_path: Path):
    score = _score(way, edition, tmp_path)
    assert (score.silent, score.missing, score.invented) == (0, 0, 0)
    assert (score.flagged, score.doubted) == (0, 0)


# -- small cells ------------------------------------------------------------------------------------------------------

LEFT, FOOT, RIGHT, TOP = spots("fit-checklist")["practice.families.rating", "4"].box
DRAWINGS: dict[str, tuple[Draw, object]] = {
    "a tick": (lambda canvas: canvas.lines([(LEFT + 6, 450, LEFT + 10, 446), (LEFT + 10, 446, LEFT + 18, 458)]), 4),
    "a cross": (lambda canvas: canvas.lines([(LEFT + 6, 445, LEFT + 17, 457), (LEFT + 6, 457, LEFT + 17, 445)]), 4),
    "a dot": (lambda canvas: canvas.circle((LEFT + RIGHT) / 2, (FOOT + TOP) / 2, 4, fill=1), 4),
    "a nought": (lambda canvas: canvas.circle((LEFT + RIGHT) / 2, (FOOT + TOP) / 2, 5), "?"),
    "a dash": (lambda canvas: canvas.line(LEFT + 7, 451, LEFT + 17, 451), "?"),
    "two pieces": (
        lambda canvas: canvas.lines([(LEFT + 6, 446, LEFT + 9, 457), (LEFT + 14, 446, LEFT + 17, 457)]),
        "?",
    ),
    "a line through the row": (lambda canvas: canvas.line(LEFT - 60, 446, RIGHT + 40, 457), "?"),
}


@pytest.mark.parametrize(("draw", "said"), DRAWINGS.values(), ids=DRAWINGS)
def test_a_tick_in_a_cell_marks_it_and_nothing_else_does(draw: Draw, said: object, tmp_path: Path):
    outcome = _read(overlaid(_blank("fit-checklist"), draw), tmp_path)
    assert outcome.submission is not None
    answer = next(one for one in outcome.submission.responses if one.item == "practice.families.rating")
    assert ("?" if answer.state in (State.CONFLICT, State.UNREADABLE) else answer.value) == said


def test_a_drawing_where_words_are_asked_for_is_no_answer(tmp_path: Path):
    _, foot, right, _ = spots("fit-checklist")["practice.families.note", None].box
    drawn = overlaid(_blank("fit-checklist"), lambda canvas: canvas.circle(right - 40, foot + 12, 4, fill=1))
    outcome = _read(drawn, tmp_path)
    assert outcome.submission is not None
    answer = next(one for one in outcome.submission.responses if one.item == "practice.families.note")
    assert answer.state in (State.CONFLICT, State.UNREADABLE)


# -- turned pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_pages_on_their_side_are_known(quarters: int, tmp_path: Path):
    way = next(one for one in WAYS if one.name == "no fields, X typed")

    def turn(form: bytes) -> bytes:
        return returned.turned(turn_again(form, quarters - 1))

    turned = FilledWay(name="", editions=(), fill=way.fill, after=returned.each(turn), fits=way.fits)
    score = _score(turned, "fit-checklist", tmp_path)
    assert score.questions == score.right


def turn_again(form: bytes, times: int) -> bytes:
    for _ in range(times):
        form = returned.turned(form)
    return form
