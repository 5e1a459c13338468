"""What stands in one place of a completed page: text in its words, a mark by how dark the place is."""

from collections.abc import Sequence

from extractors.pdf.flat.besides import holds_more, shifted
from extractors.pdf.flat.circled import read_circle
from extractors.pdf.flat.pale import is_pale
from extractors.pdf.flat.shape import is_mark_in_box
from extractors.pdf.flat.signs import is_sign, is_usual
from extractors.pdf.flat.slot import Slot, clear_parts, middle, moved, within
from extractors.pdf.flat.ticked import is_ticked
from extractors.pdf.page.ink import Picture
from extractors.pdf.page.passage import gap
from extractors.pdf.page.rules import Rule
from extractors.pdf.page.runs import Run, lines_of
from extractors.pdf.page.spoilt import is_crossed, is_inkless, is_spoilt
from extractors.pdf.page.words import UNKNOWN
from extractors.pdf.place import Box
from extractors.pdf.said import Said
from extractors.shown import bare
from planwright.model import FieldKind, State

# Shares of dark dots. Over 2,300 empty boxes, printed, scaled and shifted, the middle had none, and the whole differed
# from its blank by at most 0.04; of 60 marked ones the middle had 0.44 at least. A thin stroke through it makes 0.15.
MARKED, UNMARKED = 0.08, 0.02
ASKEW = 0.06  # of the whole box beyond its blank's: something is drawn beside the middle
_FEW = 4  # dark dots in the part of a box that its blank leaves bare
SPECKS = 12  # dark dots that a text's place may have beyond its blank's without anything being drawn in it
_EDGE = 1.0  # points from the end of a place within which a text may have been cut off
_BAND = 0.2  # of the height of a word, at its foot: a dash there is not through it
_OVERLAP = 2.0  # points in both directions that words of one text never share


def read_mark(slot: Slot, box: Box, picture: Picture, runs: Sequence[Run]) -> bool | None:
    """Whether a box is marked; None where nobody can say for certain.

    What is written in the box may be a tick out of a font of symbols. Letters without ink are not seen.
    """
    if slot.printed:
        return read_circle(slot, slot.printed, box, picture, runs)
    if not all(is_sign(run.text) for run in runs):
        return None
    share = picture.ink(_middle_of(slot, box)).share
    hollow = moved(slot.hollow, slot.box, box) if slot.hollow else None
    if share >= MARKED:
        is_told = bool(runs) and all(is_usual(run.text) for run in runs)
        return True if is_told or (hollow and is_mark_in_box(picture.dots(hollow))) else None
    beside = picture.ink(within(box)).share - slot.ink.share
    is_drawn = share > UNMARKED or beside > ASKEW or (hollow is not None and picture.ink(hollow).dots > _FEW)
    return None if is_drawn or runs or is_pale(slot, box, picture, slot.pale) else False


def is_bare_in_the_middle(slot: Slot, box: Box, picture: Picture) -> bool:
    """Whether nothing dark is in the middle of a box, whatever is drawn at its corners."""
    return picture.ink(_middle_of(slot, box)).share <= UNMARKED


def _middle_of(slot: Slot, box: Box) -> Box:
    """The middle of the frame that a box draws, as far as the blank is bare there."""
    if slot.core:
        return moved(slot.core, slot.box, box)
    return middle(moved(slot.frame, slot.box, box) if slot.frame else box)


def read_words(slot: Slot, box: Box, picture: Picture, runs: Sequence[Run], strokes: Sequence[Rule]) -> Said:
    """What a place for text or a choice says; unreadable where something is drawn there that is no text.

    A tick in a small cell of a table is a mark: such cells may be the answers of one question.
    `strokes` are the level lines of the page that its blank has not.
    """
    parts = clear_parts(slot, box)
    if not runs and picture.is_paper(parts):  # as most places are
        return Said(kind=slot.kind, value=None, state=State.BLANK)
    inks = [picture.ink(part) for part in parts]
    drawn = sum(ink.dots for ink in inks) - slot.ink.dots > SPECKS + shifted(slot, inks)
    if slot.kind is FieldKind.SIGNATURE:
        state = State.UNREADABLE if drawn or runs else State.BLANK
        return Said(kind=slot.kind, value=None, state=state)
    text = text_of(runs, slot, box)
    if not text:
        is_drawn = drawn or is_pale(slot, box, picture, slot.pale)
        said = Said(kind=slot.kind, value=None, state=State.UNREADABLE if is_drawn else State.BLANK)
        is_mark = drawn and not runs and is_ticked(slot, box, picture)
        return Said(kind=FieldKind.MARK, value=True, state=State.ANSWERED) if is_mark else said
    if not drawn and len(text) > 1:  # text in the color of the paper
        return Said(kind=slot.kind, value=text, state=State.CONFLICT)
    is_bad = any(is_spoilt(word, run.words, picture, strokes) for run in runs if not run.is_note for word in run.words)
    if is_bad or UNKNOWN in text or holds_more(slot, box, picture, runs, inks):
        return Said(kind=slot.kind, value=text, state=State.UNREADABLE)
    return _choice(slot, text) if slot.choices else _as_written(slot, box, picture, runs, text)


def _as_written(slot: Slot, box: Box, picture: Picture, runs: Sequence[Run], text: str) -> Said:
    """The text of these runs, unless it was changed by hand, or may be cut off."""
    words = [word for run in runs if not run.is_note for word in run.words]
    changed = any(is_crossed(word, picture) or is_inkless(word, picture) for word in words)
    changed = changed or is_painted_over([word.box for word in words])
    state = State.UNREADABLE if changed or _may_be_cut(runs, slot, box) else State.ANSWERED
    return Said(kind=slot.kind, value=text, state=state)


def _may_be_cut(runs: Sequence[Run], slot: Slot, box: Box) -> bool:
    """Whether a text reaches the end of its place: a program that prints only what fits may have left out the rest."""
    too_wide = any(run.right > box[2] - _EDGE for run in runs)
    return too_wide or (slot.lines and any(run.start.box[3] > box[3] - _EDGE for run in runs))


def is_painted_over(boxes: Sequence[Box]) -> bool:
    """Whether words stand upon each other: one was covered and another written in its place."""
    ordered = sorted(boxes, key=_top)
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other[1] >= one[3] - _OVERLAP:
                break
            if min(one[2], other[2]) - max(one[0], other[0]) <= _OVERLAP:
                continue
            if other[3] - other[1] > _OVERLAP or _is_through(one, other):
                return True
    return False


def _is_through(word: Box, dash: Box) -> bool:
    """Whether typed dashes run through a word; below it they are the line that it is written on."""
    edge, level = _BAND * (word[3] - word[1]), (dash[1] + dash[3]) / 2
    return word[3] - word[1] > _OVERLAP and word[1] <= level < word[3] - edge


def _top(box: Box) -> float:
    return box[1]


def _choice(slot: Slot, text: str) -> Said:
    """The choice that is shown; some programs print the value that stands for it."""
    for meant in (
        {choice for choice in slot.choices if bare(choice.display) == bare(text)},
        {choice for choice in slot.choices if bare(choice.export) == bare(text)},
    ):
        if len(meant) == 1:
            (choice,) = meant
            raw = choice.export if choice.export != choice.display else None
            return Said(kind=slot.kind, value=choice.display, raw=raw, state=State.ANSWERED)
    return Said(kind=slot.kind, value=text, state=State.CONFLICT)


def text_of(runs: Sequence[Run], slot: Slot, box: Box) -> str:
    """The text these runs make: a line ends where the next word would still have found room in it."""
    lines = lines_of(runs)
    texts = [" ".join(run.text for run in line) for line in lines]
    if slot.comb:
        return "".join("".join(texts).split())
    if not slot.lines:
        return " ".join(texts)
    text = texts[0] if texts else ""
    for above, below, said in zip(lines, lines[1:], texts[1:], strict=False):
        text += gap(above[-1].words[-1], below[0].start, box[2]) + said
    return text
