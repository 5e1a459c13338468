"""What was typed or marked in an open place of a form: a cell, a line, a printed box, printed words to choose among."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from extractors.shown import (
    CROSSED,
    FAINT,
    FLOATING,
    HIDDEN,
    LONE_MARKS,
    LOOK,
    MERGED,
    NOT_STRUCK,
    STANDS_BACK,
    STANDS_OUT,
    STRUCK,
    USUAL_SYMBOLS,
    has_no_text,
    look,
    looks_in,
    numbers_said,
    trimmed,
    without_looks,
    without_numbers,
)
from planwright.model import FieldKind, State

SURE, LIKELY = 0.98, 0.95  # of what is typed in its place, and of a choice that is told by its look
_FILLER = re.compile(r"(?<!\S)[_….]{2,}(?!\S)")  # a line to write on, where words do not touch it
_RULE = "___"
_PAST = re.compile(rf"[^\W_]\W*{_RULE}_*\W*[^\W_]")  # words before and after a line to write on
_ENDS = "_…. \xa0"
_BRACKETS = "[]() \xa0"
_BOX = re.compile("[☐□❑❒◻▢⬜○◯]")
_PIECE = re.compile(rf"{LOOK.pattern}|[{STANDS_BACK}{STRUCK}{NOT_STRUCK}]|\bn/a\b|[/|,]|[^\s/|,]+", re.IGNORECASE)
_PARTS = "/|,"
_SPOILING = (look(MERGED), look(HIDDEN), look(FLOATING), look(CROSSED))


class Typed(NamedTuple):
    """What is said in a place, as a `Field` has it."""

    value: str | bool | None
    state: State
    confidence: float = SURE


_UNREADABLE = Typed(None, State.UNREADABLE, 0.0)
_BLANK = Typed(None, State.BLANK)


def typed_in(
    text: str | None, kind: FieldKind, *, printed: str, options: Sequence[str], is_one_line: bool = False
) -> Typed:
    """What this text says in a place where the blank has what is `printed`; None says that nobody can tell the text.

    Below a place of one line, with its question before it, what follows need not be of the same answer.
    """
    if text is None or has_no_text(text):
        return _UNREADABLE
    text = numbers_said(text) if printed == without_numbers(printed) else without_numbers(text)
    if is_spoiled(text, printed) or (STRUCK in text and not options):
        return _UNREADABLE
    if options:
        return _chosen(text, printed, options)
    if kind is FieldKind.MARK:
        return _marked(text, printed)
    return _written(text, printed, is_one_line=is_one_line)


def _written(text: str, printed: str, *, is_one_line: bool) -> Typed:
    """The words that stand in a place; words past its end are told with it, for they may be of another."""
    said = _without_line(text, printed)
    if said and (_goes_past(text, printed) or (is_one_line and "\n" in said)):
        return Typed(said, State.UNREADABLE, 0.0)
    if said:
        return Typed(said, State.ANSWERED)
    return _BLANK if _looks_as(text, printed) else _UNREADABLE  # a cell that was colored


def _looks_as(text: str, printed: str) -> bool:
    """Whether nothing in a text looks otherwise than the blank has it."""
    return STANDS_OUT not in text or set(looks_in(text)) <= set(looks_in(printed))


def is_spoiled(text: str, printed: str = "") -> bool:
    """Whether words are hidden in a place or float there, or its cell is merged or crossed, and not so in the blank."""
    return STANDS_OUT in text and any(one in text and one not in printed for one in _SPOILING)


def _without_line(text: str, printed: str) -> str:
    """The text without the line it was written on, where the blank prints one."""
    said = without_looks(text)
    if "_" not in printed and "." not in printed and "…" not in printed:
        return trimmed(said)
    lines = (_FILLER.sub(" ", line).strip(" \xa0") for line in said.split("\n"))
    ends = "".join(char for char in _ENDS if char in printed or char.isspace())
    return trimmed("\n".join(re.sub(r" {2,}", " ", _unlined(line, ends)) for line in lines))


def _goes_past(text: str, printed: str) -> bool:
    """Whether words follow the end of the line that others stand on, or several paragraphs a line left as it was."""
    if "_" not in printed or "__" not in text:
        return False
    lines = [line for line in map(trimmed, without_looks(text).split("\n")) if line]
    if any(_PAST.search(line) for line in lines if _RULE in line):
        return True
    is_left = bool(lines) and not lines[0].strip("_")
    return is_left and sum(1 for line in lines if line.strip("_")) > 1


def _unlined(line: str, ends: str) -> str:
    """A line of text without the rest of the line it was written on; a single point at its end is its own."""
    left = line.lstrip(ends)
    bare = left.rstrip(ends)
    tail = left[len(bare) :]
    return bare + tail[:1] if len(tail.strip()) == 1 and tail[:1] == "." else bare


def _marked(text: str, printed: str) -> Typed:
    """Whether a printed box is marked: by another symbol in its place, or by one typed into it.

    A mark before the box, apart from it, may be of what is printed before. A letter that may be a mark is told as what
    it is, for the other boxes to decide.
    """
    said = trimmed(without_looks(text))
    box = _BOX.search(said)
    before = said[: box.start()] if box else ""
    if (
        box
        and any(USUAL_SYMBOLS.get(char) or char in LONE_MARKS for char in before)
        and (before[-1].isspace() or "\n" in said)
    ):
        return _UNREADABLE
    if not box and "\n" in said:
        return _UNREADABLE
    bare = "".join(said.strip(_BRACKETS).split())
    left = "".join(char for char in bare if USUAL_SYMBOLS.get(char) is not False)
    if left and all(USUAL_SYMBOLS.get(char) for char in left):
        return Typed(True, State.ANSWERED)
    if left in LONE_MARKS and _looks_as(text, printed):
        return Typed(left, State.UNREADABLE, 0.0)
    if left or not said or not _looks_as(text, printed):
        return _UNREADABLE
    return Typed(False, State.ANSWERED)


# -- printed words to choose among ------------------------------------------------------------------------------------


class _Word(NamedTuple):
    """One of the options in a text, or a word that is none; its look, and whether a stroke parts it from the last."""

    option: int | None
    text: str
    look: str
    is_struck: bool
    is_parted: bool
    is_faint: bool


def _chosen(text: str, printed: str, options: Sequence[str]) -> Typed:
    """The option that was marked beside it, made to stand out, or left over when the others were taken out.

    Whatever else was done to the words, such as graying one, or two options done so, is unreadable.
    """
    words, before = list(_words(text, options)), _words_printed(printed, tuple(options))
    there = [word.option for word in words if word.option is not None]
    if there != sorted(set(there)) or _parts_in(text) - _parts_in(printed):
        return _UNREADABLE
    changed = [word for word in words if word.option is not None and _looks(word) != _looks(before.get(word.option))]
    if len(changed) == len(there) == len(options) and len({_looks(word) for word in changed}) == 1:
        changed = []  # the whole line was formatted anew
    if any(word.is_faint for word in changed):
        return _UNREADABLE
    meant: set[int | None] = {word.option for word in changed}
    for number, word in enumerate(words):
        if word.option is None:
            meant.add(_beside(words, number) if _is_mark(word.text) else None)
    left = [word.option for word in words if word.option is not None and not word.is_struck]
    if len(left) < len(options):
        meant.add(left[0] if len(left) == 1 else None)
    if not meant:
        return _BLANK
    (option, *more) = meant
    if more or option is None or option not in left:
        return _UNREADABLE
    return Typed(options[option], State.ANSWERED, LIKELY)


@lru_cache(maxsize=1024)
def _words_printed(printed: str, options: tuple[str, ...]) -> Mapping[int | None, _Word]:
    """The words that the blank prints, by the number of the option."""
    return {word.option: word for word in _words(printed, options)}


def _parts_in(text: str) -> Counter[str]:
    """The strokes and commas in a text; one more than the blank prints may be a mark."""
    return Counter(char for char in text if char in _PARTS)


def _looks(word: _Word | None) -> tuple[str, bool]:
    """How a word looks: its format, and whether it is in capitals."""
    return (word.look, word.text.isupper()) if word is not None else ("", False)


def _is_mark(text: str) -> bool:
    return all(USUAL_SYMBOLS.get(char) for char in text)


def _beside(words: Sequence[_Word], number: int) -> int | None:
    """The option that a mark stands beside; None where it stands between two."""
    before = words[number - 1] if number else None
    after = words[number + 1] if number + 1 < len(words) else None
    near_before = before is not None and not words[number].is_parted
    near_after = after is not None and not after.is_parted
    if near_before == near_after:
        return None
    return before.option if near_before and before is not None else after.option if after is not None else None


class _Piece(NamedTuple):
    text: str
    look: str
    is_struck: bool
    is_parted: bool
    is_faint: bool


def _words(text: str, options: Sequence[str]) -> Iterator[_Word]:
    """The text as options and other words, in their order."""
    wanted = sorted(((option.casefold().split(), number) for number, option in enumerate(options)), key=_longest_first)
    pieces = list(_pieces(text))
    at = 0
    while at < len(pieces):
        words, number = next(
            ((words, number) for words, number in wanted if _is_here(pieces, at, words)), ([pieces[at].text], None)
        )
        same = pieces[at : at + len(words)]
        yield _Word(
            option=number,
            text=" ".join(piece.text for piece in same),
            look="".join(sorted({piece.look for piece in same})),
            is_struck=any(piece.is_struck for piece in same),
            is_parted=same[0].is_parted,
            is_faint=any(piece.is_faint for piece in same),
        )
        at += len(words)


def _pieces(text: str) -> Iterator[_Piece]:
    """The words of a text, each with its look."""
    seen = ""
    struck = parted = faint = False
    for found in _PIECE.finditer(text):
        piece = found[0]
        if piece[0] == STANDS_OUT:
            seen = found[1]
            faint = faint or piece == look(FAINT)
        elif piece == STANDS_BACK:
            seen, faint = "", False
        elif piece in (STRUCK, NOT_STRUCK):
            struck = piece == STRUCK
        elif piece in _PARTS:
            parted = True
        else:
            yield _Piece(piece, seen, struck, parted, faint)
            parted = False


def _is_here(pieces: Sequence[_Piece], at: int, words: Sequence[str]) -> bool:
    return [piece.text.casefold() for piece in pieces[at : at + len(words)]] == list(words)


def _longest_first(one: tuple[list[str], int]) -> int:
    return -len(one[0])
