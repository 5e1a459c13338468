"""What was typed or marked in an open place of a form: a cell, a line, a printed box, printed words to choose among."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.shown import (
    LOOKS,
    NOT_STRUCK,
    STANDS_BACK,
    STANDS_OUT,
    STRUCK,
    USUAL_SYMBOLS,
    has_no_text,
    trimmed,
)
from planwright.model import FieldKind, State

SURE, LIKELY = 0.98, 0.95  # of what is typed in its place, and of a choice that is told by its look
_FILLER = re.compile(r"_{2,}|…{2,}|\.{5,}")
_BRACKETS = "[]() \xa0"
_PIECE = re.compile(rf"[{STANDS_OUT}{STANDS_BACK}{STRUCK}{NOT_STRUCK}]|\bn/a\b|[/|,]|[^\s/|,]+", re.IGNORECASE)
_PARTS = "/|,"


class Typed(NamedTuple):
    """What is said in a place, as a `Field` has it."""

    value: str | bool | None
    state: State
    confidence: float = SURE


_UNREADABLE = Typed(None, State.UNREADABLE, 0.0)
_BLANK = Typed(None, State.BLANK)


def typed_in(text: str | None, kind: FieldKind, *, printed: str, options: Sequence[str]) -> Typed:
    """What this text says in a place where the blank has what is `printed`; None says that nobody can tell the text."""
    if text is None or has_no_text(text):
        return _UNREADABLE
    if options:
        return _chosen(text, printed, options)
    if STRUCK in text:
        return _UNREADABLE
    said = _without_filler(text)
    if kind is FieldKind.MARK:
        return _marked(said, text, printed)
    if said:
        return Typed(said, State.ANSWERED)
    return _BLANK if (STANDS_OUT in text) <= (STANDS_OUT in printed) else _UNREADABLE  # a cell that was colored


def _without_filler(text: str) -> str:
    """The text without the line it was written on."""
    lines = (_FILLER.sub(" ", line).strip(" _\xa0") for line in text.translate(LOOKS).split("\n"))
    return trimmed(re.sub(r" {2,}", " ", "\n".join(lines)))


def _marked(said: str, text: str, printed: str) -> Typed:
    """Whether a printed box is marked: by another symbol in its place, or by one typed into it or beside it."""
    left = "".join(
        char for char in said.strip(_BRACKETS) if USUAL_SYMBOLS.get(char) is not False and not char.isspace()
    )
    if left and all(USUAL_SYMBOLS.get(char) for char in left):
        return Typed(True, State.ANSWERED)
    if left or not said or (STANDS_OUT in text) > (STANDS_OUT in printed):
        return _UNREADABLE
    return Typed(False, State.ANSWERED)


# -- printed words to choose among ------------------------------------------------------------------------------------


class _Word(NamedTuple):
    """One of the options in a text, or a word that is none, its look, and whether a stroke parts it from the last."""

    option: int | None
    text: str
    stands_out: bool
    is_struck: bool
    is_parted: bool


def _chosen(text: str, printed: str, options: Sequence[str]) -> Typed:
    """The option that was marked beside it, made to stand out, or left over when the others were taken out.

    Whatever else was done to the words, or two options done so, is unreadable.
    """
    words = list(_words(text, options))
    there = [word.option for word in words if word.option is not None]
    if len(set(there)) < len(there):
        return _UNREADABLE
    before = {word.option for word in _words(printed, options) if word.stands_out}
    meant: set[int | None] = set()
    for number, word in enumerate(words):
        if word.option is None:
            meant.add(_beside(words, number) if _is_mark(word.text) else None)
        elif word.stands_out and word.option not in before:
            meant.add(word.option)
    left = [word.option for word in words if word.option is not None and not word.is_struck]
    if len(left) < len(options):
        meant.add(left[0] if len(left) == 1 else None)
    if not meant:
        return _BLANK
    (option, *more) = meant
    if more or option is None or option not in left:
        return _UNREADABLE
    return Typed(options[option], State.ANSWERED, LIKELY)


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


def _words(text: str, options: Sequence[str]) -> Iterator[_Word]:
    """The text as options and other words, in their order."""
    wanted = sorted(((option.casefold().split(), number) for number, option in enumerate(options)), key=_longest_first)
    pieces: list[tuple[str, bool, bool, bool]] = []
    out = struck = parted = False
    for piece in _PIECE.findall(text):
        if piece in (STANDS_OUT, STANDS_BACK):
            out = piece == STANDS_OUT
        elif piece in (STRUCK, NOT_STRUCK):
            struck = piece == STRUCK
        elif piece in _PARTS:
            parted = True
        else:
            pieces.append((piece, out, struck, parted))
            parted = False
    at = 0
    while at < len(pieces):
        words, number = next(
            ((words, number) for words, number in wanted if _is_here(pieces, at, words)), ([pieces[at][0]], None)
        )
        same = pieces[at : at + len(words)]
        yield _Word(
            option=number,
            text=" ".join(word for word, *_ in same),
            stands_out=any(one[1] for one in same),
            is_struck=any(one[2] for one in same),
            is_parted=same[0][3],
        )
        at += len(words)


def _is_here(pieces: Sequence[tuple[str, bool, bool, bool]], at: int, words: Sequence[str]) -> bool:
    return [word.casefold() for word, *_ in pieces[at : at + len(words)]] == list(words)


def _longest_first(one: tuple[list[str], int]) -> int:
    return -len(one[0])
