"""What the eye makes of a text: the space around it, the marks of check boxes, and what in it is no text."""

import re
from functools import lru_cache
from zlib import crc32

UNREAD = "\ufffc"  # stands in the text for what is none: a picture, handwriting, a chart, a formula, another document
# How a text looks is told by separators that no XML can hold and that count as space wherever texts are compared: a
# sign, then which look it is in signs of two kinds, then the text and the sign that ends the look.
STANDS_OUT, STANDS_BACK, STRUCK, NOT_STRUCK = "\x1d", "\x1e", "\x1f", "\x1c"
_DIGITS = "\x0b\x0c"
MERGED = "merged"  # the look of a cell that is one with another
LOOK = re.compile(f"{STANDS_OUT}([{_DIGITS}]*)")
LOOKS = str.maketrans("", "", STANDS_OUT + STANDS_BACK + STRUCK + NOT_STRUCK + _DIGITS)
_UNREADABLE = re.compile("[\ufffc\ufffd\ue000-\uf8ff\u202d\u202e]")  # the last two turn the order of letters

# What the eye takes for nothing: spaces of every width, breaks, marks of direction, joiners of no width.
_MARGINS = " \t\r\n\f\v\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000" + (
    "\u200b\u200e\u200f\u2060\ufeff\x1c\x1d\x1e\x1f"
)

# What a check box shows whatever it declares; one that shows nothing is taken for empty.
USUAL_SYMBOLS = dict.fromkeys("☒☑✓✔√✗✘✕✖🗹🗷⊠xX", True) | dict.fromkeys(("", *"☐□◻▢⬜❑❒○◯"), False)


def trimmed(text: str) -> str:
    """The text without the space around it and without the marks of what has no text."""
    text = text.strip(_MARGINS)
    return text.replace(UNREAD, "").strip(_MARGINS) if UNREAD in text else text


def bare(text: str) -> str:
    """The text without regard to spaces and case."""
    return "".join(text.split()).casefold()


def has_no_text(text: str) -> bool:
    """Whether something stands in this text that cannot be read as text: a picture, or a symbol only a font knows."""
    return not text.isascii() and _UNREADABLE.search(text) is not None


@lru_cache(maxsize=256)
def look(signature: str) -> str:
    """The signs that begin a text of this look; two looks have the same only where their signatures are the same."""
    number = crc32(signature.encode()) & 0xFFFFFF
    return STANDS_OUT + "".join(_DIGITS[number >> bit & 1] for bit in range(24))


def looks_in(text: str) -> list[str]:
    """The looks that parts of this text have, in their order."""
    return LOOK.findall(text)
