"""Whether a PDF without form fields is a picture of pages: a scan, a photograph or a fax."""

import re
from collections.abc import Iterator

import pikepdf

MOST_PAGES_LOOKED_AT = 20
MOST_DRAWINGS = 50  # of a page; scanners put its picture into one drawing or a few strips
MOST_DRAWING_BYTES = 200_000  # as stored; what draws a picture of a page is short
_WRITES = re.compile(rb"[\s)>\]](Tj|TJ|'|\")(?=\s|$)")
_UNSEEN = re.compile(rb"(?<!\S)3\s+Tr(?=\s|$)")  # the text of a scan that went through recognition is not drawn


def is_picture(pdf: pikepdf.Pdf) -> bool:
    """Whether the pages show images and no text of their own; blank pages among them do not matter."""
    pictures = False
    for number, page in enumerate(pdf.pages):
        if number == MOST_PAGES_LOOKED_AT:
            break
        images, words = _shows(page)
        if words:
            return False
        pictures = pictures or images
    return pictures


def _shows(page: pikepdf.Page) -> tuple[bool, bool]:
    """Whether a page draws images, and whether it writes text that is seen."""
    images = False
    for stream in _streams(page):
        if stream.get("/Subtype") == pikepdf.Name.Image:
            images = True
        elif _writes(stream):
            return images, True
    return images, False


def _streams(page: pikepdf.Page) -> Iterator[pikepdf.Stream]:
    """What a page is drawn by: its contents, and the images and drawings within drawings that it can call."""
    contents = page.obj.get("/Contents")
    waiting: list[object] = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    waiting += _callable(page.resources)
    for _ in range(MOST_DRAWINGS):
        if not waiting:
            return
        stream = waiting.pop(0)
        if isinstance(stream, pikepdf.Stream):
            yield stream
            waiting += _callable(stream.get("/Resources"))


def _callable(resources: object) -> list[object]:
    named = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    return [drawing for _, drawing in named.items()] if isinstance(named, pikepdf.Dictionary) else []


def _writes(stream: pikepdf.Stream) -> bool:
    if len(stream.read_raw_bytes()) > MOST_DRAWING_BYTES:
        return True
    drawn = stream.read_bytes()
    return bool(_WRITES.search(drawn)) and not _UNSEEN.search(drawn)
