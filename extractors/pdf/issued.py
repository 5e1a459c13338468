"""What issuing wrote into the pages of a PDF: which form it is of, a digest of what draws it, and its code's place."""

from collections.abc import Iterator

import pikepdf

from extractors.pdf.place import Box, box_of
from extractors.pdf.text import text_of, unpacked
from planwright.model import PAGE_OWNER, Stamp, digest_of

MOST_BYTES = 1_000_000  # of what draws a page, as stored; issued ones have 4,000


def redrawn(pdf: pikepdf.Pdf) -> Iterator[int]:
    """The numbers of the pages that are not drawn as they were issued, as far as anybody can say."""
    for number, page in enumerate(pdf.pages, start=1):
        told = text_of(_private(page.obj).get("/Contents")).text
        if not told or told != digest_of(_contents(page.obj.get("/Contents"))):
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


def _contents(stored: object) -> bytes:
    """What draws a page, whether it stands in one stream or in several; nothing where it cannot be read."""
    held: list[object] = list(stored) if isinstance(stored, pikepdf.Array) else [stored]
    streams = [one for one in held if isinstance(one, pikepdf.Stream)]
    return b"".join(unpacked(one, MOST_BYTES) for one in streams)
