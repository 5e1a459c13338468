"""Where answers go on a form without fields: found from its printed words and lines by pdfplumber."""

import io
import json
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import pdfplumber
from pdfplumber.page import Page

from benchmarks.accuracy.pdf.entered import Box
from benchmarks.accuracy.truth import ADOPTED
from extractors.prompts import plain as letters

LEVEL = 6.0  # points that words and their box or line lie apart in height, at most
SMALL, CELL = 14.0, 20.0  # points: a box to tick is narrower, a row of a table higher
UNDER = 30.0  # points from one line to write on to the next


class Spot(NamedTuple):
    """The place for one answer: left, bottom, right, top on its page; with the printed word that a mark is for."""

    page: int
    box: Box
    word: Box | None = None
    rules: int = 0


class _Found(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


@cache
def spots(name: str) -> dict[tuple[str, str | None], Spot]:
    """The places of an adopted form by the item that they answer and the value that they are marked for."""
    asked = json.loads((ADOPTED / f"{name}.questions.json").read_text(encoding="utf-8"))["questions"]
    found: dict[tuple[str, str | None], Spot] = {}
    with pdfplumber.open(io.BytesIO((ADOPTED / f"{name}.pdf").read_bytes())) as pdf:
        for question in asked:
            is_mark = question["kind"] == "mark"
            if question["item"] is None or (is_mark and question["value"] is None):
                continue
            spot = next(_spots_of(pdf.pages, question["label"], question["row"], question["column"]), None)
            if spot is None:
                raise LookupError(f"{name}: no place for {question}")
            found[question["item"], question["value"] if is_mark else None] = spot
    return found


def _spots_of(pages: Sequence[Page], label: str, row: str | None, column: str | None) -> Iterator[Spot]:
    """The places that these words may mean, page by page."""
    for page in pages:
        for asked in _phrases(page, row or label):
            for heading in _phrases(page, column) if column else ():
                yield from _marked(page, asked, heading, in_row=row is not None)
            if column is None:
                yield from _ruled(page, asked)


def _marked(page: Page, asked: _Found, heading: _Found, *, in_row: bool) -> Iterator[Spot]:
    """The box beside a word, or the cell under a heading."""
    is_level = abs(heading.bottom - asked.bottom) < LEVEL
    if is_level or (not in_row and heading.top > asked.top):
        for one in page.rects:
            is_box = one["x1"] - one["x0"] < SMALL and 0 < heading.left - one["x1"] < 2 * SMALL
            if is_box and abs((one["top"] + one["bottom"]) / 2 - (heading.top + heading.bottom) / 2) < LEVEL:
                yield Spot(page.page_number, _up(page, one), _up(page, heading._asdict()))
    elif in_row:
        columns = {(one["x0"], one["x1"]) for one in page.rects if _holds(one, heading)}
        middle = (asked.top + asked.bottom) / 2
        for one in page.rects:
            is_cell = one["top"] < middle < one["bottom"] and one["bottom"] - one["top"] > CELL
            if is_cell and heading.bottom < one["top"] and (one["x0"], one["x1"]) in columns:
                yield Spot(page.page_number, _up(page, one))


def _ruled(page: Page, asked: _Found) -> Iterator[Spot]:
    """The line to write on after some words, else the lines under them."""
    level = [one for one in page.lines if one["x1"] - one["x0"] > SMALL and one["top"] == one["bottom"]]
    beside = [one for one in level if abs(one["top"] - asked.bottom) < LEVEL and one["x0"] > asked.right]
    for one in sorted(beside, key=lambda one: float(one["x0"])):
        box = {"left": one["x0"], "right": one["x1"], "top": one["top"] - 16, "bottom": one["top"]}
        yield Spot(page.page_number, _up(page, box), rules=1)
    under = [one for one in level if 0 < one["top"] - asked.bottom < 4 * UNDER and one["x0"] - asked.left < LEVEL]
    below = sorted(float(one["top"]) for one in under)
    kept = [at for number, at in enumerate(below) if at - (below[number - 1] if number else asked.bottom) < UNDER]
    if kept and not beside:
        first = next(one for one in under if one["top"] == kept[0])
        apart = kept[1] - kept[0] if len(kept) > 1 else 16.0
        box = {"left": first["x0"], "right": first["x1"], "top": kept[0] - apart, "bottom": kept[-1]}
        yield Spot(page.page_number, _up(page, box), rules=len(kept))


def _holds(one: dict[str, float], words: _Found) -> bool:
    return one["x0"] < words.left < words.right < one["x1"] and one["top"] < words.top < words.bottom < one["bottom"]


def _phrases(page: Page, said: str) -> Iterator[_Found]:
    """The places of these words on a line of the page."""
    words = page.extract_words()
    for first in range(len(words)):
        for last in range(first, min(len(words), first + 12)):
            run = words[first : last + 1]
            text = "".join(word["text"] for word in run)
            if abs(run[-1]["bottom"] - run[0]["bottom"]) > LEVEL or len(text) > len("".join(said.split())):
                break
            if letters(text) == letters(said) and text == "".join(said.split()):
                edges = [(word["x0"], word["top"], word["x1"], word["bottom"]) for word in run]
                yield _Found(edges[0][0], min(one[1] for one in edges), edges[-1][2], max(one[3] for one in edges))


def _up(page: Page, edges: dict[str, float]) -> Box:
    """A box in the coordinates of the file, which are counted from the foot of the page."""
    left, right = edges.get("left", edges.get("x0", 0.0)), edges.get("right", edges.get("x1", 0.0))
    height = float(page.height)
    return float(left), height - float(edges["bottom"]), float(right), height - float(edges["top"])
