"""Whether two texts of one field are clearly not the same: what is stored, and what is drawn of it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from extractors.pdf.text import HYPHEN

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_GROUPS = re.compile(r"[,.\s'’](?=\d{3}(?:\D|$))")
_WIDE = 0.65  # of a letter's size is its width, on a generous average
_HIGH = 1.3  # of a letter's size is the height of a line
_LEAST_PARTS = 3  # of a date


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
    """The letters and digits of a text, without regard to case."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(filter(str.isalnum, text.casefold()))


def is_other(drawn: str, stored: Sequence[str], room: Room, *, formats: str, longest: object = None) -> bool:
    """Whether what is drawn clearly says something else than each of these texts.

    Letters that cannot be read, or that the font of the field lacks, parts of a text that is too long for its place,
    and what the form's own script makes of a value say nothing else.
    """
    drawn = drawn.replace(HYPHEN, "")
    if not letters(drawn) or any(unicodedata.category(one) in ("Co", "Cn", "Cc") for one in drawn.strip()):
        return False
    return not any(_may_be(drawn, text, room, formats, longest) for text in stored)


def _may_be(drawn: str, stored: str, room: Room, formats: str, longest: object) -> bool:
    shown, told = letters(drawn), letters(stored)
    if shown in (told, told * 2) or _plain(shown) == _plain(told):  # drawn twice to look bold
        return True
    if _runs_leftwards(stored) and sorted(shown) == sorted(told):  # drawn in the order of places, not of reading
        return True
    if shown in told:
        is_cut = isinstance(longest, int) and 0 < longest <= len(stored) and told.startswith(shown)
        return is_cut or not room.holds(stored)
    return _is_formatted(drawn, stored, formats)


def _runs_leftwards(text: str) -> bool:
    return any(unicodedata.bidirectional(one) in ("R", "AL") for one in text)


def _plain(text: str) -> str:
    """The letters that every font has: fillers draw a question mark, or nothing, for one that theirs lacks."""
    return "".join(one for one in text if one.isascii())


def _is_formatted(drawn: str, stored: str, formats: str) -> bool:
    """Whether what is drawn may be the stored value as the form's script writes it."""
    shown, told = _amount(drawn), _amount(stored)
    if shown is not None and told is not None:
        return any(abs(shown - one) <= 0.5 for one in (told, told * 100)) if formats else shown == told
    if not formats:
        return False
    if "AFNumber" in formats or "AFPercent" in formats:
        return told is None
    if "AFDate" not in formats:
        return True
    parts = [sorted(int(part) % 100 for part in re.findall(r"\d+", text)) for text in (drawn, stored)]
    are_whole = all(len(part) >= _LEAST_PARTS for part in parts)
    return not are_whole or parts[0] == parts[1]


def _amount(text: str) -> float | None:
    """The one number in a text that is a number; None for any other text."""
    found = _NUMBER.findall(_GROUPS.sub("", text))
    if len(found) != 1 or re.search(r"[^\W\d]{4,}|[/:]", text):
        return None
    try:
        return float(found[0].replace(",", "."))
    except ValueError:
        return None
