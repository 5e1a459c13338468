"""Whether something is drawn in a place with a light pen or marker, which leaves nothing dark there."""

from extractors.pdf.flat.slot import Slot, inner_parts
from extractors.pdf.page.ink import Pale, Picture
from extractors.pdf.place import Box

_SPECKS, _OF_A_BOX = 14, 5  # dots beyond the blank's that a place may have, and a box for a mark
_SHIFTED = 0.1  # of the blank's dots that a shift by part of one may add


def is_pale(slot: Slot, box: Box, picture: Picture, known: Pale) -> bool:
    """Whether more of this place is darker than its ground than on the blank, of which `known` is told."""
    parts = inner_parts(slot, box)
    here = picture.pale(parts)
    ground = max(here.ground, known.ground)
    dots = here.dots if here.ground >= known.ground else picture.pale(parts, ground).dots
    return dots - known.dots * (1 + _SHIFTED) > (_OF_A_BOX if slot.state else _SPECKS)
