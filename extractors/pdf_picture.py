"""Whether a PDF without form fields is a picture of pages: a scan, a photograph or a fax."""

from collections.abc import Iterator

import pikepdf

MOST_PAGES_LOOKED_AT = 20
DEEPEST_DRAWING = 4  # drawings within drawings; scanners put a page's picture into one
_UNSEEN_TEXT = b"3 Tr"  # the text of a scan that went through recognition: there to be searched, not drawn
MOST_CONTENT_BYTES = 200_000


def is_picture(pdf: pikepdf.Pdf) -> bool:
    """Whether the pages show images and no text of their own; blank pages among them do not matter."""
    pictures = 0
    for number, page in enumerate(pdf.pages):
        if number == MOST_PAGES_LOOKED_AT:
            break
        images, fonts = _drawn_with(page.obj)
        if fonts and not (images and _text_is_unseen(page.obj)):
            return False
        pictures += images
    return pictures > 0


def _drawn_with(page: pikepdf.Dictionary) -> tuple[bool, bool]:
    """Whether a page has images to draw, and whether it has fonts to write with."""
    images = fonts = False
    for resources in _resources(page):
        fonts = fonts or bool(_entries(resources.get("/Font")))
        drawings = _entries(resources.get("/XObject"))
        images = images or any(drawing.get("/Subtype") == pikepdf.Name.Image for drawing in drawings)
    return images, fonts


def _resources(page: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """The resources of a page and of the drawings on it."""
    stack: list[tuple[object, int]] = [(pikepdf.Page(page).resources, 0)]
    while stack:
        resources, depth = stack.pop()
        if not isinstance(resources, pikepdf.Dictionary):
            continue
        yield resources
        if depth < DEEPEST_DRAWING:
            stack += [(drawing.get("/Resources"), depth + 1) for drawing in _entries(resources.get("/XObject"))]


def _entries(named: object) -> list[pikepdf.Object]:
    if not isinstance(named, pikepdf.Dictionary):
        return []
    return [one for _, one in named.items() if isinstance(one, pikepdf.Dictionary | pikepdf.Stream)]


def _text_is_unseen(page: pikepdf.Dictionary) -> bool:
    contents = page.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts[:MOST_PAGES_LOOKED_AT] if isinstance(part, pikepdf.Stream)]
    return any(_UNSEEN_TEXT in s.read_bytes() for s in streams if len(s.read_raw_bytes()) <= MOST_CONTENT_BYTES)
