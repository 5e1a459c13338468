"""Boxes that are not ticked but whose words are circled: one ring around the words beside a box, and nothing else."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from extractors.pdf.flat.added import Added
from extractors.pdf.flat.blank import shade_of
from extractors.pdf.flat.inked import Inked
from extractors.pdf.flat.laid import Laid, Match
from extractors.pdf.flat.slot import Printed
from extractors.pdf.page.boxes import around, middle_in, touches, wider
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.notes import Note
from extractors.pdf.page.rings import CUT, goes_around, goes_through, is_round
from extractors.pdf.page.rules import lines_of
from extractors.pdf.place import Box

_LOOPS = ("Circle", "Ink", "Square", "Polygon", "PolyLine")  # notes without words that may be rings
_NEAR = 20.0  # points around the words beside a box, within which a ring around them lies
# Of 255, by how much a word may differ from the blank: within a ring, where printing it again makes 13 at most; where
# the ring cuts into it; and where it does so at the ends of a label that is clean for the most part.
_COVERED, _CUT_INTO, _AT_ENDS = 15.0, 25.0, 45.0
_MOST = 0.5  # of the width of a label
_THICK = 2.0  # points of a ring's line, on its inner side


def with_ringed(
    inked: Sequence[Inked], added: Added, laid: Laid, notes: Sequence[Note], picture: Picture
) -> tuple[list[Inked], list[Box]]:
    """The places, those ringed beside which the words are circled; and the boxes of these rings on the page.

    A ring must be the only thing that is drawn or written there and not on the blank, and go around the words of one
    box alone, with or without the box. Whatever else is drawn there is told, and nobody guesses what it means.
    """
    every = list(inked)
    labels = {number: _label(one, laid.match) for number, one in enumerate(every) if one.slot.beside and laid.match}
    if laid.match is None or not labels:
        return every, []
    strokes = added.near([wider(box, _NEAR) for box in labels.values()])
    noted = [note.box for note in notes if note.box is not None]
    drawn = [*strokes.drawings, *noted]
    lines = [(rule.start, rule.at - CUT, rule.end, rule.at + CUT) for rule in strokes.across]
    loops = [*strokes.drawings, *(note.box for note in notes if note.box is not None and note.text in _LOOPS)]
    rings: list[Box] = []
    bare = cache(lambda: Picture(added.shown, with_notes=False))
    for ring in loops:
        if sum(touches(ring, other) for other in (*drawn, *lines)) > 1 or not is_round(ring, picture):
            continue
        held = [number for number, label in labels.items() if _is_of(ring, label, every[number].box)]
        if len(held) == 1 and _is_alone(ring, held[0], labels, every, laid):
            one = every[held[0]]
            is_through = goes_through(lines_of(added.shown, laid.page, ring), labels[held[0]]) or (
                ring in noted and picture.differs(bare(), wider(labels[held[0]], -CUT))
            )
            if not is_through and _is_as_printed(one.slot.beside, ring, laid.match, picture):
                every[held[0]] = one._replace(is_ringed=True)
                rings.append(ring)
    return every, rings


def _label(one: Inked, match: Match) -> Box:
    """Where the words beside a box lie on the page."""
    return match.fit.box(around([word.box for word in one.slot.beside]))


def _is_of(ring: Box, label: Box, box: Box) -> bool:
    return goes_around(ring, label) or goes_around(ring, around((label, box)))


def _is_alone(ring: Box, number: int, labels: dict[int, Box], inked: Sequence[Inked], laid: Laid) -> bool:
    """Whether a ring touches no other words than those it goes around, and no other place."""
    own = wider(labels[number], CUT)
    others: Iterator[Box] = (word.box for word in laid.words if not middle_in(word.box, own))
    places: Iterable[Box] = (one.box for at, one in enumerate(inked) if at != number)
    boxes = (inked[number].box, *(run.start.box for run in inked[number].runs))
    return not any(
        touches(ring, wider(box, -CUT)) for box in (*others, *places) if not any(middle_in(box, one) for one in boxes)
    )


def _is_as_printed(words: Sequence[Printed], ring: Box, match: Match, picture: Picture) -> bool:
    """Whether each word is about as dark as on the blank, so that nothing else is drawn upon it.

    A ring around a long label runs through the corners of its first and last word, and through no other.
    """
    boxes = [match.fit.box(word.box) for word in words]
    within = [_is_within(box, ring) for box in boxes]
    wide = sum(box[2] - box[0] for box in boxes)
    clean = sum(box[2] - box[0] for box, is_within in zip(boxes, within, strict=True) if is_within)
    cut = _AT_ENDS if clean >= _MOST * wide else _CUT_INTO
    return all(
        abs(word.shades[0] - shade_of(box, picture)) <= (_COVERED if is_within else cut)
        and (is_within or not picture.is_crossed(box))
        for word, box, is_within in zip(words, boxes, within, strict=True)
    )


def _is_within(box: Box, ring: Box) -> bool:
    """Whether the corners of a box lie within the line of an oval ring."""
    across, down = (ring[0] + ring[2]) / 2, (ring[1] + ring[3]) / 2
    wide, high = (max(1.0, (ring[at + 2] - ring[at]) / 2 - _THICK) for at in (0, 1))
    corners = ((left, top) for left in box[::2] for top in box[1::2])
    return all(((left - across) / wide) ** 2 + ((top - down) / high) ** 2 <= 1 for left, top in corners)
