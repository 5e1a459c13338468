"""Whether what is drawn in a small cell of a table is a tick: one piece of ink, well within the cell."""

from extractors.pdf.flat.shape import is_mark
from extractors.pdf.flat.slot import Slot, within
from extractors.pdf.page.ink import Picture
from extractors.pdf.place import Box

_WIDEST = 72.0  # points of a cell that is there for a mark
_LEAST = 4.0  # points that a mark is wide and high; a dash, which may mean no, is lower
_AWAY = 0.7  # points that a mark stays away from the sides, as what comes from the cell beside does not
_INKED = 0.08  # of the middle of a mark; a ring is none, it may be a nought
_MIDDLE = 0.26  # of its width and height, to each side of the center


def is_ticked(slot: Slot, box: Box, picture: Picture) -> bool:
    """Whether one thing is drawn in this cell of a row and a column, as ticks, crosses and dots are.

    Written words are several pieces, but for those in joined letters; a line through the row reaches the sides.
    """
    inside = within(box)
    if not slot.column or max(box[2] - box[0], box[3] - box[1]) > _WIDEST or slot.ink.dots:
        return False
    drawn = picture.drawn_in(inside)
    if drawn is None or min(drawn[2] - drawn[0], drawn[3] - drawn[1]) < _LEAST:
        return False
    is_within = all(edge - side > _AWAY for side, edge in zip(inside[:2], drawn[:2], strict=True)) and all(
        side - edge > _AWAY for side, edge in zip(inside[2:], drawn[2:], strict=True)
    )
    across, down = (drawn[0] + drawn[2]) / 2, (drawn[1] + drawn[3]) / 2
    wide, high = (drawn[2] - drawn[0]) * _MIDDLE, (drawn[3] - drawn[1]) * _MIDDLE
    middle = (across - wide, down - high, across + wide, down + high)
    return (
        is_within
        and picture.ink(middle).share >= _INKED
        and picture.pieces(drawn) == 1
        and is_mark(picture.dots(drawn))
    )
