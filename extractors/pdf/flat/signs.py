"""Whether what is written in a box is the sign of a mark: a word, a figure or a dash is none, it may say no."""

from unicodedata import category

from extractors.pdf.page.words import UNKNOWN
from extractors.shown import USUAL_SYMBOLS

_FILLED = frozenset("●■◆★•⬤⚫\u25fc\u25fe\u2b1b")  # which fonts of symbols have for buttons that are on
_NO_LETTER = "Co"  # of the private use area, where files keep the characters of a font of symbols


def is_sign(text: str) -> bool:
    """Whether each letter is the sign of a mark, or one that only its font knows, as those of most ticks are.

    Initials are none: whose they are no box says.
    """
    return all(
        USUAL_SYMBOLS.get(letter) or letter in _FILLED or letter == UNKNOWN or category(letter) == _NO_LETTER
        for letter in text
    )


def is_usual(text: str) -> bool:
    """Whether each letter is known to be the sign of a mark, whatever it looks like on the page."""
    return all(USUAL_SYMBOLS.get(letter) or letter in _FILLED for letter in text)
