"""Answers with something drawn upon them: crossed out by strokes or bars on a page, or by a note over them."""

from collections.abc import Iterable, Sequence

from extractors.pdf.flat.inked import Inked
from extractors.pdf.page.boxes import touches, wider
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.notes import Note
from extractors.pdf.page.rules import Rules
from extractors.pdf.page.spoilt import is_barred
from extractors.pdf.place import Box

_BAND = 0.25  # of the height of a word, at its head and at its foot: what only reaches there underlines it
_BORDER = 2.0  # points of a place that its own border takes on each side
_EDGE = 1.0  # points by which a note may reach into the place beside


def with_crossed(inked: Iterable[Inked], strokes: Rules, notes: Iterable[Note], picture: Picture) -> list[Inked]:
    """The places, crossed where something is drawn upon what is written in them."""
    stamped = [note.box for note in notes if not note.is_typed and not note.is_remark and note.box]
    return [one._replace(is_crossed=True) if _is_crossed(one, strokes, stamped, picture) else one for one in inked]


def _is_crossed(one: Inked, strokes: Rules, stamped: Sequence[Box], picture: Picture) -> bool:
    if not one.runs:
        return False
    if any(touches(wider(one.box, -_EDGE), box) for box in stamped):
        return True
    runs = [run for run in one.runs if not run.is_note and not one.slot.state]
    fills = [fill for fill in strokes.fills if not _is_ground(fill, one.box)]
    return any(
        any(touches(_middle_of(word.box), drawing) for drawing in strokes.drawings)
        or is_barred(word, run.words, fills, picture)
        for run in runs
        for word in run.words
    )


def _is_ground(fill: Box, place: Box) -> bool:
    """Whether a color is the ground of a whole place, with which a program draws a field."""
    inner = wider(place, -_BORDER)
    return fill[0] <= inner[0] and fill[1] <= inner[1] and inner[2] <= fill[2] and inner[3] <= fill[3]


def _middle_of(word: Box) -> Box:
    left, top, right, bottom = word
    edge = (bottom - top) * _BAND
    return left, top + edge, right, bottom - edge
