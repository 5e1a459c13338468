"""The button with an arrow that Chrome draws at the end of each drop-down when it prints a form: nobody wrote it."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.inked import Inked
from extractors.pdf.flat.slot import clear_parts
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.rules import Rule
from extractors.pdf.place import Box
from planwright.model import FieldKind

_WIDEST = 20.0  # points; Chrome makes a button 13 points wide, a copy may be printed larger
_EDGE = 3.0  # points of the drop-down's own edge around it
_RIM = 1.5  # points of a button within which its sides are drawn
_NARROW, _BROAD = 0.3, 0.7  # of the button's width is the arrow
_ASIDE = 1.0  # points by which it lies beside the middle


def without_arrows(picture: Picture, inked: Iterable[Inked], added: Added) -> Picture:
    """The picture of a page with paper in the place of each such button."""
    places = [one.box for one in inked if _is_drop_down(one) and not picture.is_paper(clear_parts(one.slot, one.box))]
    found = [button for place in places for button in _buttons(place, added)]
    return picture.without([wider(button, _ASIDE) for button in found]) if found else picture


def _is_drop_down(one: Inked) -> bool:
    return one.slot.kind is FieldKind.CHOICE and not one.slot.state


def _buttons(place: Box, added: Added) -> Iterator[Box]:
    """The button at the end of this drop-down: a patch as high as that is, with an arrow and nothing else upon it."""
    left, top, right, bottom = place
    drawn = added.near([(max((left + right) / 2, right - _WIDEST), top, right, bottom)])
    patches = (one for one in drawn.fills if _ends(one, place) and _has_arrow(one, drawn.across))
    patch = next(patches, None)
    if patch is None or drawn.down or not all(_is_rim(one, patch) for one in drawn.drawings):
        return
    if all(_holds(patch, one) or _holds(one, patch) for one in drawn.fills):  # the ground of the drop-down is around it
        yield patch


def _ends(patch: Box, place: Box) -> bool:
    """Whether a patch fills the end of a place but for its edge."""
    beside = (patch[1] - place[1], place[2] - patch[2], place[3] - patch[3])
    return patch[2] - patch[0] <= _WIDEST and all(abs(room) <= _EDGE for room in beside)


def _has_arrow(patch: Box, across: Sequence[Rule]) -> bool:
    """Whether one small bar in the middle of a patch is all that is drawn across it: so low an arrow is one."""
    left, top, right, bottom = patch
    if len(across) != 1:
        return False
    (arrow,) = across
    is_in_middle = max(abs(arrow.at - (top + bottom) / 2), abs(arrow.start + arrow.end - left - right) / 2) <= _ASIDE
    return is_in_middle and _NARROW <= (arrow.end - arrow.start) / (right - left) <= _BROAD


def _is_rim(drawing: Box, patch: Box) -> bool:
    """Whether a drawing is as large as a patch: a side of the button, in light or in shadow."""
    return all(abs(edge - other) <= _RIM for edge, other in zip(drawing, patch, strict=True))


def _holds(patch: Box, box: Box) -> bool:
    left, top, right, bottom = wider(patch, _ASIDE)
    return left <= box[0] and top <= box[1] and box[2] <= right and box[3] <= bottom
