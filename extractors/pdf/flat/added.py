"""What a page draws and its blank does not: lines, drawings and colors, as far as they lie near some of its words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pypdfium2

from extractors.pdf.flat.align import Fit
from extractors.pdf.flat.laid import Laid
from extractors.pdf.page.boxes import around
from extractors.pdf.page.rules import Rule, rules_of
from extractors.pdf.page.runs import Run
from extractors.pdf.page.spoilt import LOWEST
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_REACH = 1.5  # points that a line may stand over its place


class Strokes(NamedTuple):
    """The lines across and down a page that its blank does not draw, and the boxes of other drawings and colors."""

    across: tuple[Rule, ...] = ()
    drawings: tuple[Box, ...] = ()
    down: tuple[Rule, ...] = ()
    fills: tuple[Box, ...] = ()


def added_strokes(shown: pypdfium2.PdfPage, laid: Laid, runs: Iterable[Run]) -> Strokes:
    """What the page draws and the blank does not, as far as it may run through one of these texts."""
    return strokes_near(shown, laid, [_strikable(run.words) for run in runs])


def strokes_near(shown: pypdfium2.PdfPage, laid: Laid, near: Sequence[Box]) -> Strokes:
    """What the page draws and the blank does not, as far as it touches one of these boxes."""
    if laid.match is None or not near:
        return Strokes()
    fit, drawn = laid.match.fit, laid.match.page.drawn
    rules = rules_of(shown, laid.page, near)
    return Strokes(
        across=_new_lines(rules.across, [fit.box((one.start, one.at, one.end, one.at)) for one in drawn.across]),
        drawings=_new(rules.drawings, drawn.drawings, fit),
        down=_new_lines(rules.down, [_turned(fit.box((one.at, one.start, one.at, one.end))) for one in drawn.down]),
        fills=_new(rules.fills, drawn.fills, fit),
    )


def _new_lines(rules: Sequence[Rule], known: Iterable[Box]) -> tuple[Rule, ...]:
    """The lines that are no part of these; their boxes lie across the page."""
    ordered = sorted(known, key=_top)
    tops = [box[1] for box in ordered]
    return tuple(
        rule
        for rule in rules
        if not any(
            left - _REACH <= rule.start and rule.end <= right + _REACH and abs(rule.at - top) <= _REACH
            for left, top, right, _ in ordered[
                bisect_left(tops, rule.at - 2 * _REACH) : bisect_right(tops, rule.at + 2 * _REACH)
            ]
        )
    )


def _new(boxes: Iterable[Box], known: Iterable[Box], fit: Fit) -> tuple[Box, ...]:
    here = [fit.box(one) for one in known]
    return tuple(one for one in boxes if not any(_is_same(one, other) for other in here))


def _is_same(one: Box, other: Box) -> bool:
    return all(abs(edge - known) <= _REACH for edge, known in zip(one, other, strict=True))


def _turned(box: Box) -> Box:
    left, top, right, bottom = box
    return top, left, bottom, right


def _strikable(words: Sequence[Word]) -> Box:
    """Where a line may run through one of these words: above the line that it is written on, as high as letters are."""
    left, top, right, bottom = around([word.box for word in words])
    feet = [word.foot for word in words]
    return left, min(top, *feet, min(feet) - LOWEST), right, max(bottom, *feet)


def _top(box: Box) -> float:
    return box[1]
