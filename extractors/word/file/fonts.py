"""The font that a run names for its letters, and whether these are seen as symbols in it."""

from lxml import etree

from extractors.word.names import FONT_OF_ASCII, FONT_OF_OTHERS

_SYMBOLS = ("wingdings", "webdings")


def font_of(fonts: etree._Element) -> str:
    """The font of letters; empty where these properties name none."""
    return fonts.get(FONT_OF_OTHERS) or fonts.get(FONT_OF_ASCII) or ""


def is_of_symbols(font: str) -> bool:
    """Whether letters are seen as symbols in a font of this name."""
    return font.lower().startswith(_SYMBOLS)
