"""What issuing wrote into the pages of a PDF: which form it is of, a digest of what draws it, and its code's place."""

from collections.abc import Iterator

import pikepdf

from extractors.pdf.place import Box, box_of
from extractors.pdf.text import text_of, unpacked
from planwright.stamp import PAGE_OWNER, Stamp, digest_of

MOST_BYTES = 1_000_000  # of what draws a page, as stored; issued ones have 4,000


def redrawn(pdf: pikepdf.Pdf) -> Iterator[int]:
    """The numbers of the pages that are not drawn as they were issued, as far as anybody can say."""
    for number, page in enumerate(pdf.pages, start=1):
        told = text_of(_private(page.obj).get("/Contents")).text
        drawn = _contents(page.obj.get("/Contents"))
        if not told or drawn is None or told != digest_of(drawn):
            yield number


def stamps_within(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Stamp]]:
    """The identities that the pages carry, each with its page."""
    for number, page in enumerate(pdf.pages, start=1):
        stamp = Stamp.from_text(text_of(_private(page.obj).get("/Stamp")).text)
        if stamp is not None:
            yield f"page {number}", stamp


def code_on(page: pikepdf.Dictionary) -> Box | None:
    """Where the code of an issued page stands, in the page's own space."""
    return box_of(_private(page).get("/Code"))


def _private(page: pikepdf.Dictionary) -> pikepdf.Dictionary:
    held: object = page.get("/PieceInfo")
    for entry in (f"/{PAGE_OWNER}", "/Private"):
        held = held.get(entry) if isinstance(held, pikepdf.Dictionary) else None
    return held if isinstance(held, pikepdf.Dictionary) else pikepdf.Dictionary()


def _contents(stored: object) -> bytes | None:
    """What draws a page, whether it stands in one stream or in several; None where it is too long or cannot be read."""
    held: list[object] = list(stored) if isinstance(stored, pikepdf.Array) else [stored]
    parts = [unpacked(one, MOST_BYTES) for one in held if isinstance(one, pikepdf.Stream)]
    return b"".join(parts) if all(parts) else None
