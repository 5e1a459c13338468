"""Printed words that something is drawn upon or right around which the blank does not draw.

How a page looks does not tell of it: a stroke upon letters hides among them, and a line beside them may be printed a
little beside its place. What the page draws does, one thing after the other.
"""

from collections.abc import Iterable, Iterator

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.blank import EDGE, RING
from extractors.pdf.flat.laid import Laid, Match
from extractors.pdf.page.boxes import middle_in, touches, wider
from extractors.pdf.page.words import Word
from extractors.pdf.place import Box

_TAIL = 12.0  # points by which a mark may reach beyond its box
_NEAR = 2.5  # points around a word within which its blank hides what is drawn


def overdrawn(added: Added, laid: Laid, known: Iterable[Box]) -> Iterator[tuple[Box, tuple[Word, ...]]]:
    """The boxes on the page of what is drawn upon printed words or right beside them, each with these words.

    What lies in a place for an answer or in a `known` box is read or told by itself.
    """
    if laid.match is None:
        return
    words = [laid.words[at] for at in laid.match.found.values()]
    near = [wider(word.box, _NEAR) for word in words]
    strokes = added.near(near)
    drawn = [
        *((one.start, one.at, one.end, one.at) for one in strokes.across),
        *((one.at, one.start, one.at, one.end) for one in strokes.down),
        *strokes.drawings,
        *strokes.fills,
    ]
    if not drawn:
        return
    areas = [*_areas(laid.match), *(wider(box, EDGE) for box in known)]
    boxes = [laid.match.fit.box(slot.box) for slot in laid.match.page.slots]
    for one in drawn:
        if any(_is_in(one, area) for area in areas) or any(_is_of(one, box) for box in boxes):
            continue
        upon = tuple(word for word, box in zip(words, near, strict=True) if touches(wider(one, 0.01), box))
        if any(letter.isalnum() for word in upon for letter in word.text):
            yield one, upon


def _areas(match: Match) -> Iterator[Box]:
    """The parts of a page where what is drawn is read, or has another look on each form."""
    for slot in match.page.slots:
        yield wider(match.fit.box(slot.box), RING if slot.printed else EDGE)
    for box in (*match.page.named, *match.page.codes):
        yield wider(match.fit.box(box), EDGE)


def _is_in(box: Box, area: Box) -> bool:
    return area[0] <= box[0] and area[1] <= box[1] and box[2] <= area[2] and box[3] <= area[3]


def _is_of(box: Box, place: Box) -> bool:
    """Whether a drawing is a mark in a place, larger than it is."""
    return middle_in(box, place) and _is_in(box, wider(place, _TAIL))
