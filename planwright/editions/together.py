"""What the cells of a question say only together: a mark among refusals, a letter that is a mark where it is alone."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from planwright.editions.edition import Marked
from planwright.model import UNSURE, Field, FieldKind, State
from planwright.text import visible, words_of

TICKS = frozenset("xX✓✔√✗✘✕✖☒☑🗹🗷⊠●•*✅")
LIKELY = 0.92  # that one mark among refusals is meant, or a letter alone; less than that of a tick or initials
_DASHES = frozenset("-‐‑‒–—−")
_NOUGHT = "0"
_NO = "no"
_LONE = frozenset("v×y")
_YES = "y"
_SAYS_YES, _SAYS_NO = frozenset(("yes", "y", "si", "sí")), frozenset(("no", "n"))
_LEAST_NOUGHTS = 2
_EMPTY = re.compile(r"[☐□◻▢⬜❑❒○◯]|_+|\[ *\]|\( *\)")  # a box or line that people draw where they mark nothing
_BRACKETED = re.compile(r"\[ *(\S) *\]|\( *(\S) *\)|(\S)\.")
_NUMBERED = re.compile(r"^\d+(?:\W+|$)")
_EMOJI = "\ufe0f"  # asks for a sign in color


class Cell(NamedTuple):
    """One place of a question and what stands in it: `said` is "" where nothing does, None where nobody can tell."""

    place: str
    choice: Marked
    words: str
    said: str | None


def is_tick(said: str) -> bool:
    """Whether a text is a mark, such as `X`, `✓` or `[x]`."""
    found = _BRACKETED.fullmatch(said.replace(_EMOJI, ""))
    bare = found[found.lastindex or 0] if found else said.replace(_EMOJI, "")
    return bool(bare) and set(bare) <= TICKS


def cell_of(place: str, choice: Marked, label: str, field: Field) -> Cell:
    """The cell of a field; its words are those of its column, or beside its box."""
    return Cell(place, choice, label.rpartition(" | ")[2], _said(field))


def _said(field: Field) -> str | None:
    if field.kind is FieldKind.MARK:
        if isinstance(field.value, str) and field.state is State.UNREADABLE:  # a letter in a box
            said = visible(field.value).strip().casefold()
            return said if said in _LONE else None
        is_sure = isinstance(field.value, bool) and field.state is State.ANSWERED
        return ("X" if field.value else "") if is_sure else None
    if field.state in UNSURE:
        return None
    return visible(field.value).strip() if isinstance(field.value, str) else ""


def marked_together(cells: Sequence[Cell], *, takes_one: bool, initials: Iterable[str]) -> Mapping[str, bool]:
    """Whether each of these places is marked, where all of them together say so and one alone does not; else nothing.

    `takes_one` says that the question has one answer at most, `initials` are those of whoever answered.
    """
    if any(cell.said is None for cell in cells):
        return {}
    filled = [cell for cell in cells if cell.said]
    marked = [cell for cell in filled if is_tick(cell.said or "")]
    if len(filled) == 1 and _is_alone(filled[0], cells):
        marked = filled
    elif len(marked) != 1 or len(filled) == 1 or not _are_refusals(filled, cells, takes_one, initials):
        return {}
    return {cell.place: cell is marked[0] for cell in cells}


def _is_alone(cell: Cell, cells: Iterable[Cell]) -> bool:
    """Whether this letter is a mark where nothing else stands; a y in a column that says no may answer either way.

    So are the words of its own column, which no other has.
    """
    said = (cell.said or "").casefold()
    words = " ".join(said.split()).removesuffix(".")
    if words in _headings(cell) and not any(words in _headings(one) for one in cells if one is not cell):
        return True
    if said not in _LONE or any(said in _names(one) for one in cells if one is not cell):
        return False
    asks_yes = any(_names(one) & (_SAYS_YES | _SAYS_NO) for one in cells)
    return said != _YES or not asks_yes or bool(_names(cell) & _SAYS_YES)


def _are_refusals(filled: Iterable[Cell], cells: Sequence[Cell], takes_one: bool, initials: Iterable[str]) -> bool:
    """Whether all but the tick refuse, in words that no column has; noughts may be rings, of which one could be meant.

    Two of them cannot both be meant where one answer is.
    """
    said = [cell.said or "" for cell in filled if not is_tick(cell.said or "")]
    others = [one.casefold().rstrip(".!") for one in said if not _EMPTY.fullmatch(one)]
    noughts = others.count(_NOUGHT)
    if noughts and (not takes_one or noughts < _LEAST_NOUGHTS):
        return False
    if _NO in others and _NO in map(str.casefold, initials):
        return False
    taken = {name for cell in cells for name in _names(cell)}
    return all((said in (_NO, _NOUGHT) or said in _DASHES) and said not in taken for said in others)


def _headings(cell: Cell) -> set[str]:
    """The words over a cell, with the number that may stand before them and without it; none without words."""
    words = " ".join(visible(cell.words).split()).casefold()
    return {words, _NUMBERED.sub("", words)} if words_of(_NUMBERED.sub("", words)).strip("0123456789 ") else set()


def _names(cell: Cell) -> set[str]:
    """What stands for a column: its words, the first of them, and its value."""
    words = words_of(cell.words).split()
    return {" ".join(words), *words[:1], visible(cell.words).strip().casefold(), str(cell.choice).casefold()}
