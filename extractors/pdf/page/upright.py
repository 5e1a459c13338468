"""Which way up a page has to be turned so that its words can be read."""

from collections import Counter
from dataclasses import replace
from math import pi

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.pdf.place import Page

_ASKED = 200  # letters of a page that are looked at, evenly over all of it
_MOST = 0.7  # of them that lie the same way where the page is turned for them


def upright(shown: pypdfium2.PdfPage, page: Page) -> Page:
    """The page, turned so that most of its letters stand upright; as it is displayed where they lie in several ways."""
    text = shown.get_textpage()
    try:
        count = text.count_chars()
        asked = range(0, count, max(1, count // _ASKED))
        angles = (pdfium.FPDFText_GetCharAngle(text, number) for number in asked)  # clockwise
        turns = Counter(-round(angle / (pi / 2)) % 4 * 90 for angle in angles)
    finally:
        text.close()
    turn, held = next(iter(turns.most_common(1)), (page.turn, 0))
    return replace(page, turn=turn) if turn != page.turn and held >= _MOST * turns.total() else page
