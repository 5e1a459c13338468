"""How alike the words of two questions are, where each was worded by other people."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import log
from unicodedata import combining, normalize

from rapidfuzz import fuzz

from planwright.editions.aliases import ALIASES, ANSWERS, COLUMNS

SURE = 85.0  # letters so much alike need no more words
STEM = 5  # letters of a word that are compared; what comes after is mostly an ending
_NOT_SAID = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^\W*\d{1,3}\W+(?=\D)")  # a question's number, which is no part of its words
_ENGLISH = (
    "a an and are as at be by can do does for from has have how i in is it its my not of on or our so that the their"
)
_MORE_ENGLISH = "them they this to us was we what when where which who will with would you your"
_SPANISH = "de del el en es esta este la las lo los o para por que se su sus un una y"
_SMALL = frozenset(f"{_ENGLISH} {_MORE_ENGLISH} {_SPANISH}".split())


class Alike:
    """How alike texts are to those of one instrument: words that few of its questions have weigh more."""

    def __init__(self, texts: Iterable[str]) -> None:
        held = [frozenset(_stems(text)) for text in texts]
        counted = Counter(stem for stems in held for stem in stems)
        self._weights = {stem: log(1 + len(held) / count) for stem, count in counted.items()}
        self._rare = log(1 + len(held))

    def score(self, said: str, asked: str) -> float:
        """From 0 to 100: half for how alike the letters are, half for the weight of the words that both share."""
        one, other = frozenset(_stems(said)), frozenset(_stems(asked))
        shared, mine, theirs = (self._weight(stems) for stems in (one & other, one, other))
        by_letters = ratio(said, asked)
        if by_letters >= SURE or not mine or not theirs:
            return by_letters
        by_words = 50 * shared / min(mine, theirs) + 100 * shared / (mine + theirs)
        return 0.5 * by_letters + 0.5 * by_words

    def _weight(self, stems: Iterable[str]) -> float:
        return sum(self._weights.get(stem, self._rare) for stem in stems)

    @staticmethod
    def aliases(path: str) -> tuple[str, ...]:
        """How other people's forms word the question of this item."""
        return ALIASES.get(path, ())


def ratio(said: str, asked: str) -> float:
    """From 0 to 100: how alike two texts are by their letters, in their order or word by word."""
    one, other = plain(said), plain(asked)
    if not one or not other:
        return 0.0
    if ANSWERS.get(one, one) == ANSWERS.get(other, other):
        return 100.0
    return max(fuzz.ratio(one, other), 0.95 * fuzz.token_sort_ratio(one, other))


def column_ratio(said: str, asked: str, path: str) -> float:
    """From 0 to 100: how alike the words over a column are to the item's, or to others for items of its name."""
    others = COLUMNS.get(path.rpartition(".")[2], ())
    return max(ratio(said, asked), *(shares(said, other) for other in others), 0.0)


def shares(said: str, asked: str) -> float:
    """From 0 to 100: how alike two texts are by the words they share; 100 where one has all those of the other."""
    return float(fuzz.token_set_ratio(plain(said), plain(asked)))


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Words as they are compared: small letters without accents, and digits, with one space between words."""
    folded = "".join(char for char in normalize("NFKD", text) if not combining(char))
    return _NOT_SAID.sub(" ", _NUMBERED.sub("", folded.casefold()) or folded.casefold()).strip()


@lru_cache(maxsize=4096)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(word[:STEM] for word in plain(text).split() if word not in _SMALL)
