"""Answers with something drawn upon them: crossed out by strokes on the page, or by a note that lies over them."""

from collections.abc import Iterable, Sequence

from extractors.pdf.flat.added import Strokes
from extractors.pdf.flat.inked import Inked
from extractors.pdf.page.boxes import touches, wider
from extractors.pdf.page.notes import Note
from extractors.pdf.place import Box

_BAND = 0.25  # of the height of a word, at its head and at its foot: what only reaches there underlines it
_EDGE = 1.0  # points by which a note may reach into the place beside


def with_crossed(inked: Iterable[Inked], strokes: Strokes, notes: Iterable[Note]) -> list[Inked]:
    """The places, crossed where something is drawn upon what is written in them."""
    stamped = [note.box for note in notes if not note.is_typed and not note.is_remark and note.box]
    return [one._replace(is_crossed=_is_crossed(one, strokes.drawings, stamped)) for one in inked]


def _is_crossed(one: Inked, drawings: Sequence[Box], stamped: Sequence[Box]) -> bool:
    if not one.runs:
        return False
    if any(touches(wider(one.box, -_EDGE), box) for box in stamped):
        return True
    words = [word.box for run in one.runs if not run.is_note and not one.slot.state for word in run.words]
    return any(touches(_middle_of(word), drawing) for word in words for drawing in drawings)


def _middle_of(word: Box) -> Box:
    left, top, right, bottom = word
    edge = (bottom - top) * _BAND
    return left, top + edge, right, bottom - edge
