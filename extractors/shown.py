"""What the eye makes of a text: the space around it, the marks of check boxes, and what in it is no text."""

import re
from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

UNREAD = "\ufffc"  # stands in the text for what is none: a picture, handwriting, a chart, a formula, another document
# How a text looks is told by separators that no XML can hold and that count as space wherever texts are compared: a
# sign, then which look it is in signs of two kinds, then the text and the sign that ends the look.
STANDS_OUT, STANDS_BACK, STRUCK, NOT_STRUCK = "\x1d", "\x1e", "\x1f", "\x1c"
_DIGITS = "\x0b\x0c"
MERGED = "merged"  # the look of a cell that is one with another
LOUD = "loud"  # the look of words with a colored ground or in a frame
CROSSED = "crossed"  # the look of a cell with a line from corner to corner
FRAMED = "framed"  # the look of a cell with thick lines around it, where others have none
FAINT = "faint"  # the look of words that are paler or smaller than others, or blackened: nobody chooses a word so
FLOATING = "floating"  # stands before a line that its anchor alone holds there: where it is seen, a page only says
HIDDEN = "hidden"  # stands where text is that nobody sees
LOOK = re.compile(f"{STANDS_OUT}([{_DIGITS}]*)")
_NUMBERS = "0000"  # begins the signs of a number; no look has as many signs as these with whole letters
_NUMBER = re.compile(f"{STANDS_OUT}{_DIGITS[0] * len(_NUMBERS)}((?:[{_DIGITS}]{{16}})+){STANDS_BACK}")
LOOKS = str.maketrans("", "", STANDS_OUT + STANDS_BACK + STRUCK + NOT_STRUCK + _DIGITS)
_LOOKED = re.compile(f"[{STANDS_OUT}{STANDS_BACK}{STRUCK}{NOT_STRUCK}{_DIGITS}]+")
_LOOKED_BUT_STRUCK = re.compile(f"[{STANDS_OUT}{STANDS_BACK}{_DIGITS}]+")
_SEAM = re.compile(f"{NOT_STRUCK}{STRUCK}")
_STRUCK = re.compile(f"{STRUCK}([^{NOT_STRUCK}]*){NOT_STRUCK}")
_UNREADABLE = re.compile("[\ufffc\ufffd\ue000-\uf8ff\u202d\u202e]")  # the last two turn the order of letters

# What the eye takes for nothing: spaces of every width, breaks, marks of direction, joiners of no width.
_MARGINS = " \t\r\n\f\v\xa0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000" + (
    "\u200b\u200e\u200f\u2060\ufeff\x1c\x1d\x1e\x1f"
)

# What a check box shows whatever it declares; one that shows nothing is taken for empty.
USUAL_SYMBOLS = dict.fromkeys("☒☑✓✔√✗✘✕✖🗹🗷⊠xX", True) | dict.fromkeys(("", *"☐□◻▢⬜❑❒○◯"), False)
LONE_MARKS = frozenset("vVyY×")  # letters that are a mark only where nothing else of their question is marked

# Where Wingdings has its marks in the private use area, in which files keep the characters of a symbol font.
WINGDINGS_MARKS = {"\uf0a8": "☐", "\uf0fb": "✗", "\uf0fc": "✓", "\uf0fd": "☒", "\uf0fe": "☑"}


def trimmed(text: str) -> str:
    """The text without the space around it and without the marks of what has no text."""
    text = text.strip(_MARGINS)
    return text.replace(UNREAD, "").strip(_MARGINS) if UNREAD in text else text


def crossed(text: str) -> str:
    """The text without its looks, with words around what is crossed out: two pieces beside each other are one."""
    if STRUCK not in text:
        return text
    told = _SEAM.sub("", _LOOKED_BUT_STRUCK.sub("", text))
    return _STRUCK.sub(lambda found: f"(crossed out: {found[1].strip()})" if found[1].strip() else found[1], told)


def struck_in(text: str) -> Iterator[range]:
    """Where words stand in this text that are crossed out."""
    for found in _STRUCK.finditer(text) if STRUCK in text else ():
        words = found[1].rstrip()  # the signs of looks count as space
        if words.strip():
            yield range(found.start(1) + len(words) - len(words.lstrip()), found.start(1) + len(words))


def without_looks(text: str) -> str:
    """The text without the signs of how it looks; most texts have none, and no text that is printable has any."""
    return text if text.isprintable() else _LOOKED.sub("", text)


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


def number(said: str) -> str:
    """The signs for what Word counts before a paragraph, which counts as space where texts are compared."""
    bits = "".join(f"{ord(char):016b}" for char in said)
    return STANDS_OUT + "".join(_DIGITS[int(bit)] for bit in _NUMBERS + bits) + STANDS_BACK


def numbers_said(text: str) -> str:
    """The text with what Word counts before its paragraphs as text."""
    return _NUMBER.sub(_said, text) if STANDS_OUT in text else text


def without_numbers(text: str) -> str:
    """The text without what Word counts before its paragraphs."""
    return _NUMBER.sub("", text) if STANDS_OUT in text else text


def _said(found: re.Match[str]) -> str:
    bits = "".join(str(_DIGITS.index(sign)) for sign in found[1])
    return "".join(chr(int(bits[at : at + 16], 2)) for at in range(0, len(bits), 16)) + " "


def looks_in(text: str) -> list[str]:
    """The looks that parts of this text have, in their order."""
    return LOOK.findall(text)


_GRAY, _PALE, _DARK = 0x28, 0xC0, 0x40


@lru_cache(maxsize=256)
def is_pale(color: str | None) -> bool:
    """Whether letters of this color are gray, or nearly as light as paper; other colors stand out."""
    try:
        red, green, blue = bytes.fromhex(color or "")
    except ValueError:
        return False
    is_gray = max(red, green, blue) - min(red, green, blue) < _GRAY and max(red, green, blue) >= _DARK
    return is_gray or (3 * red + 6 * green + blue) / 10 >= _PALE
