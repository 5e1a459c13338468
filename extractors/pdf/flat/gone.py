"""Printed words of the blank that a copy has no more: it is of another version of the form, or was cut."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import NamedTuple

from extractors.pdf.flat.align import NEAR
from extractors.pdf.flat.blank import BlankPage, holds
from extractors.pdf.flat.laid import Laid, Match
from extractors.pdf.flat.unclear import Unclear
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.runs import runs_of
from extractors.pdf.page.spelled import is_spelled
from extractors.pdf.page.words import Word
from planwright.model import Problem
from planwright.problems import FormCode, problem

_LONGEST = 80  # characters of a line in a message


class Gone(NamedTuple):
    """A printed line of the blank that a page of a copy has not, or not as a whole."""

    page: int
    text: str


def gone_from(laid: Laid, unclear: Unclear | None = None) -> tuple[Gone, ...]:
    """The printed lines of the blank that a page has no more; none where it is no copy of one.

    With those of its words that are looked at closely, those of them count as gone that nobody sees on it, such as
    those painted over with white.
    """
    if laid.match is None:
        return ()
    page = laid.match.page
    gone = {id(page.words[number]) for number in _gone(laid.words, laid.match)}
    if unclear is not None:
        gone |= {id(page.words[number]) for number in _unseen(laid.words, page, unclear)}
    lines = (run for run in runs_of(page.words) if any(id(word) in gone for word in run.words)) if gone else ()
    return tuple(Gone(laid.page.number, run.text) for run in lines)


def _gone(words: Sequence[Word], match: Match) -> Iterator[int]:
    """The numbers of the blank's words of which nothing stands in their places any more."""
    for number, word in enumerate(match.page.words):
        if number in match.found or number in match.page.loose or not any(map(str.isalnum, word.text)):
            continue
        if not _is_of_answer(word, match.page) and not is_spelled(
            word.text, wider(match.fit.box(word.box), NEAR), words
        ):
            yield number


def _unseen(words: Sequence[Word], page: BlankPage, unclear: Unclear) -> Iterator[int]:
    """The numbers of the blank's words that are in the text of a page and not to be seen on it."""
    for number, at in unclear.words.items():
        if not unclear.picture.shows(words[at].box) and number not in page.pale and number not in page.loose:
            word = page.words[number]
            if any(map(str.isalnum, word.text)) and not _is_of_answer(word, page):
                yield number


def _is_of_answer(word: Word, page: BlankPage) -> bool:
    """Whether a word stands where each copy has its own: the name of its agency or round, or an answer."""
    return any(holds(box, word) for box in page.named) or any(holds(slot.box, word) for slot in page.slots)


def told_of(gone: Iterable[Gone]) -> Iterator[Problem]:
    """What is to be said of lines that are gone: the first one, and how many there are."""
    every = tuple(gone)
    if every:
        first, where = shorten(every[0].text, _LONGEST, placeholder=" …"), f" on page {every[0].page}"
        yield problem(FormCode.PRINT_GONE, count=len(every), first=first, above=where)
