"""Where places stand whose own room a printed page does not show: beside the printed words that name them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.pdf.page.words import Word, words_by_page
from extractors.pdf.place import Box
from extractors.prompts import plain

_TICK = 11.0  # points of a box to tick, and of the gap after it
_GAP = 3.0
_WIDE = 90.0  # points of a place to write in


class Sought(NamedTuple):
    """A place that is sought by its words: those of its question, and those of its answer where it is a box to tick."""

    question: str
    answer: str = ""


class _Spot(NamedTuple):
    page: int
    start: int
    end: int


def anchored(data: bytes, sought: Sequence[Sought]) -> list[tuple[int, Box] | None]:
    """The page and the box of each place, in their order on the pages; None where its words are not found."""
    words = words_by_page(data)
    found: list[tuple[int, Box] | None] = []
    asked: dict[str, _Spot] = {}
    last = _Spot(0, 0, 0)
    for one in sought:
        spot = asked.get(one.question) or _find(words, one.question, last)
        if spot is not None and one.question:
            asked[one.question] = last = spot
        begin = spot if spot is not None else last
        answer = _find(words, one.answer, begin) if one.answer else None
        if answer is not None:
            found.append((answer.page, _before(words[answer.page][answer.start])))
            asked[one.question] = last = answer
        elif spot is not None:
            found.append((spot.page, _after(words[spot.page][spot.start : spot.end])))
        else:
            found.append(None)
    return found


def _find(words: Mapping[int, Sequence[Word]], text: str, after: _Spot) -> _Spot | None:
    """The words of this text, the first that come after this spot."""
    wanted = plain(text)
    for page in sorted(words) if wanted else ():
        if page < after.page:
            continue
        for start in range(after.end if page == after.page else 0, len(words[page])):
            if not plain(words[page][start].text):  # a box or a stroke, which is no word
                continue
            held = ""
            for end in range(start, len(words[page])):
                held += plain(words[page][end].text)
                if held == wanted:
                    return _Spot(page, start, end + 1)
                if not wanted.startswith(held):
                    break
    return None


def _before(word: Word) -> Box:
    left, top, _, bottom = word.box
    right = max(_TICK, left - _GAP)
    return right - _TICK, (top + bottom - _TICK) / 2, right, (top + bottom + _TICK) / 2


def _after(words: Sequence[Word]) -> Box:
    _, top, right, bottom = words[-1].box
    return right + _GAP, top - 1, right + _GAP + _WIDE, bottom + 1
