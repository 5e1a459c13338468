"""Symbols of Word's symbol fonts as the Unicode characters a person takes them for."""

import re
from functools import lru_cache
from unicodedata import category

from lxml import etree

from extractors.shown import USUAL_SYMBOLS
from extractors.word.file.fonts import font_of
from extractors.word.names import (
    EMOJI_CHAR,
    FONTS,
    RUN_PROPERTIES,
    SYMBOL_CHAR,
    SYMBOL_FONT,
)

# What autocorrection and the symbol dialogue put into answers. Any other symbol keeps its private character, which
# the reader of its control reports as unreadable.
_WINGDINGS = {
    0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x76: "❖",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "⬅",
    0xE8: "➔", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
_SYMBOL = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0x61: "α", 0x62: "β", 0x6D: "μ",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_NO_CHAR = "\ufffd"
_PRIVATE = range(0xF000, 0xF100)  # where a symbol font's characters stand in Unicode's private use area

_IN_PRIVATE = re.compile(f"[{chr(_PRIVATE.start)}-{chr(_PRIVATE.stop - 1)}]")


def in_font(char: str, font: str) -> str:
    """What this character of a symbol font is taken for; as it is in another font, or where that is not known."""
    code = ord(char) - _PRIVATE.start if ord(char) in _PRIVATE else ord(char)
    return _FONTS.get(font.lower(), {}).get(code, char)


def symbol_text(element: etree._Element) -> str:
    """The text of a `w:sym`: its font's character as Unicode where it is known, else in the private use area."""
    char = _char(element.get(SYMBOL_CHAR, ""))
    if ord(char) not in _PRIVATE:
        return char
    known = _FONTS.get(element.get(SYMBOL_FONT, "").lower(), {})
    return known.get(ord(char) - _PRIVATE.start, char)


def text_in_font(element: etree._Element, text: str) -> str:
    """The text of a `w:t`: where its run has a symbol font, the characters of that as Unicode where they are known.

    So LibreOffice writes a `w:sym` that it took out of a file of another format.
    """
    run = element.getparent()
    fonts = run.find(f"{RUN_PROPERTIES}/{FONTS}") if run is not None else None
    if fonts is None:
        return text
    known = _FONTS.get(font_of(fonts).lower(), {})
    return "".join(known.get(ord(char) - _PRIVATE.start, char) for char in text)


def is_in_private(text: str) -> bool:
    """Whether a character of a symbol font stands in this text."""
    return not text.isascii() and _IN_PRIVATE.search(text) is not None


def emoji_text(element: etree._Element) -> str:
    """The text of a `w16se:symEx`, which is how Word keeps an emoji."""
    return _char(element.get(EMOJI_CHAR, ""))


def _char(code: str) -> str:
    """The character with this hex code; what Unicode calls no character, or a control character, is unreadable."""
    try:
        char = chr(int(code, 16))
    except (ValueError, OverflowError):
        return _NO_CHAR
    return _NO_CHAR if category(char) in ("Cs", "Cc", "Cn") else char


def is_ticked(shown: str, ticked: str, empty: str) -> bool | None:
    """Whether a check box showing this text is ticked; `ticked` and `empty` are the hex codes it declares for the two.

    None where the text is neither.
    """
    return _declared(ticked, empty).get(shown, USUAL_SYMBOLS.get(shown))


@lru_cache(maxsize=64)
def _declared(ticked: str, empty: str) -> dict[str, bool]:
    """The characters that stand for ticked and empty, those of symbol fonts in both places a file may keep them in."""
    if ticked == empty:
        return {}
    return {char: on for code, on in ((empty, False), (ticked, True)) for char in _characters(code)}


def _characters(code: str) -> tuple[str, ...]:
    char = _char(code)
    number = ord(char)
    if char == _NO_CHAR:
        return ()
    if number in _PRIVATE:
        return char, chr(number - _PRIVATE.start)
    return (char, chr(number + _PRIVATE.start)) if number < len(_PRIVATE) else (char,)
