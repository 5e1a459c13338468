"""Whether two texts of one field are not the same: what is stored, and what is drawn of it."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extractors.pdf.formatted import is_formatted
from extractors.pdf.text import HYPHEN

_WIDE = 0.65  # of a letter's size is its width, on a generous average
_HIGH = 1.3  # of a letter's size is the height of a line
_UNSAID = ("Co", "Cn", "Cc")  # characters that a font uses for drawings of its own
_PLAIN = str.maketrans("‘’‚“”„‐‑‒–—―−", "'''\"\"\"-------")  # a dash is one dash, however long
_MISSING = "?"  # what fillers draw for a letter that their font lacks


class Room(NamedTuple):
    """The width and height of a place, and the size of letters in it; without a height it holds one line."""

    width: float
    height: float
    size: float

    def holds(self, text: str) -> bool:
        """Whether all of the text clearly has room in it."""
        if not self.size:
            return False
        lines = max(1, int(self.height / (self.size * _HIGH)) - 1) if self.height else 1
        return len(text) * self.size * _WIDE <= self.width * lines


def letters(text: str) -> str:
    """The letters, digits and signs of a text, without regard to case, spaces and the shape of quotes and dashes."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_PLAIN))
        if not text.isprintable():  # what is of category Cf never is
            text = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return "".join(text.casefold().split())


def is_other(drawn: str, stored: Sequence[str], room: Room, *, formats: str, longest: object = None) -> bool:
    """Whether what is drawn says something else than each of these texts.

    Letters that cannot be read, question marks for letters that the font of the field lacks, the beginning of a text
    that is too long for its place, and a number or day as the form's format writes it say nothing else.
    """
    readings = {drawn.replace(HYPHEN, "-"), drawn.replace(HYPHEN, "")}  # the hyphen may be of the text or of the line
    if any(unicodedata.category(one) in _UNSAID and not one.isspace() for one in drawn.replace(HYPHEN, "")):
        return False
    if not any(map(letters, readings)):
        return False
    return not any(_may_be(reading, text, room, formats, longest) for reading in readings for text in stored)


def _may_be(drawn: str, stored: str, room: Room, formats: str, longest: object) -> bool:
    shown, told = letters(drawn), letters(stored)
    if shown in (told, told * 2) or _begins(shown, stored, whole=True):  # drawn twice to look bold
        return True
    if _runs_leftwards(stored) and sorted(shown) == sorted(told):  # drawn in the order of places, not of reading
        return True
    if told.startswith(shown) or _begins(shown, stored, whole=False):
        is_cut = isinstance(longest, int) and 0 < longest <= len(stored)
        return is_cut or not room.holds(stored)
    return bool(formats) and is_formatted(drawn, stored, formats)


def _runs_leftwards(text: str) -> bool:
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in text)


def _begins(shown: str, stored: str, *, whole: bool) -> bool:
    """Whether a text begins with what is shown, where a question mark stands for each letter that a font lacks."""
    told = "".join(stored.lower().split())
    if len(shown) > len(told) or (whole and len(shown) != len(told)):
        return False
    pairs = zip(shown, told, strict=False)
    return all(one in (other, letters(other)) or (one == _MISSING and not other.isascii()) for one, other in pairs)
