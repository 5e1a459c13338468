"""The files within a PDF: those it lists (portfolios do), those pinned to its pages, and those of its parts."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pikepdf

from extractors.pdf.place import is_hidden
from extractors.pdf.text import name_of, text_of
from extractors.pdf.tree import DEEPEST, DIRECT
from extractors.triage import SIZE_LIMIT
from planwright.model import Attached

MOST_FILES = 50
MOST_NODES = 1_000
_MORE = object()  # stands for files that are not looked at, as there are too many
_FILES = (b"/EmbeddedFile", b"/EF")  # the stream of a file is never packed away with other objects
MOST_ELEMENTS = 20_000  # of a document's structure
_MOST_CODED = 100_000  # bytes, of what is compressed in an unusual way


def attached_to(pdf: pikepdf.Pdf, annotations: Iterable[pikepdf.Dictionary], data: bytes) -> tuple[Attached, ...]:
    """The files within a PDF, each once; one that is too large, or cannot be unpacked, has no bytes.

    The structure of a document is long, so it is only looked through where the bytes of the PDF name a file at all.
    Those that readers list or pin to a page come first: another one is hidden.
    """
    found: dict[object, Attached] = {}
    left = SIZE_LIMIT
    pinned = tuple(annotations)
    shown = [(about, False) for about in _shown(pdf, pinned)]
    others = ((about, True) for about in _associated(pdf, pinned, has_files=any(one in data for one in _FILES)))
    for number, (about, is_unseen) in enumerate(chain(shown, others)):
        if about is _MORE:
            found[_MORE] = Attached(name=f"files beyond the first {MOST_NODES:,}", data=b"")
            continue
        stream = _stream(about)
        if stream is None:
            continue
        if stream.objgen not in found:
            data = _unpacked(stream, left) if len(found) < MOST_FILES else b""
            left -= len(data)
            found[stream.objgen] = Attached(name=file_name(about) or f"file {number + 1}", data=data, hidden=is_unseen)
    return tuple(found.values())


def file_name(about: object) -> str:
    """The name of a file by what a PDF says of it; without folders."""
    if not isinstance(about, pikepdf.Dictionary):
        return text_of(about).text.strip() if isinstance(about, pikepdf.String) else ""
    told = (text_of(about.get(entry)).text.strip() for entry in ("/UF", "/F", "/Desc"))
    return next(filter(None, told), "").replace("\\", "/").rsplit("/", 1)[-1]


def _shown(pdf: pikepdf.Pdf, annotations: Sequence[pikepdf.Dictionary]) -> Iterator[object]:
    """What is said of the files that readers list, and of those that people see on a page."""
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _listed(names.get("/EmbeddedFiles"))
    yield from (one.get("/FS") for one in annotations if _is_pin(one) and not is_hidden(one))


def _is_pin(annotation: pikepdf.Dictionary) -> bool:
    return name_of(annotation.get("/Subtype")) == "FileAttachment"


def _associated(pdf: pikepdf.Pdf, annotations: Sequence[pikepdf.Dictionary], *, has_files: bool) -> Iterator[object]:
    """What is said of the files that belong to parts of a document, and of those that are pinned out of sight."""
    yield from (one.get("/FS") for one in annotations if _is_pin(one))
    parts = _structure(pdf.Root.get("/StructTreeRoot")) if has_files else ()
    for holder in (pdf.Root, *(page.obj for page in pdf.pages), *parts):
        associated = holder.get("/AF")
        if isinstance(associated, pikepdf.Array):
            yield from _first(associated)
        elif isinstance(associated, pikepdf.Dictionary):
            yield associated
    for annotation in annotations:
        associated = annotation.get("/AF")
        if isinstance(associated, pikepdf.Array):
            yield from _first(associated)


def _first(held: pikepdf.Array) -> Iterator[object]:
    """What an array holds; where that is more than is looked at, that there is more."""
    every = list(held)
    yield from every[:MOST_NODES]
    if len(every) > MOST_NODES:
        yield _MORE


def _structure(top: object) -> Iterator[pikepdf.Dictionary]:
    """The elements of a document's structure, which may have files of their own."""
    waiting: list[object] = [top]
    seen: set[tuple[int, int]] = set()
    nodes = 0
    while waiting and nodes < MOST_ELEMENTS:
        node = waiting.pop()
        if isinstance(node, pikepdf.Array):
            waiting += [kid for kid in node if isinstance(kid, pikepdf.Dictionary | pikepdf.Array)]
            continue
        if not isinstance(node, pikepdf.Dictionary) or (node.objgen != DIRECT and node.objgen in seen):
            continue
        seen.add(node.objgen)
        nodes += 1
        yield node
        waiting.append(node.get("/K"))


def _listed(top: object) -> Iterator[object]:
    """What a tree of names leads to."""
    waiting, nodes = [(top, 0)], 0
    while waiting and nodes < MOST_NODES:
        node, depth = waiting.pop(0)
        nodes += 1
        if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST:
            continue
        pairs, kids = node.get("/Names"), node.get("/Kids")
        if isinstance(pairs, pikepdf.Array):
            yield from list(pairs)[1 : 2 * MOST_NODES : 2]
            if len(pairs) > 2 * MOST_NODES:
                yield _MORE
        if isinstance(kids, pikepdf.Array):
            waiting += [(kid, depth + 1) for kid in list(kids)[:MOST_NODES]]
    if waiting:
        yield _MORE


def _stream(about: object) -> pikepdf.Stream | None:
    held = about.get("/EF") if isinstance(about, pikepdf.Dictionary) else None
    if not isinstance(held, pikepdf.Dictionary):
        return None
    streams = (held.get(entry) for entry in ("/UF", "/F"))
    return next((one for one in streams if isinstance(one, pikepdf.Stream)), None)


def _unpacked(stream: pikepdf.Stream, most: int) -> bytes:
    """The bytes of a file; none where there are more."""
    try:
        stored, how = stream.read_raw_bytes(), stream.get("/Filter")
        if len(stored) > most or how is None:
            return stored if len(stored) <= most else b""
        if how == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
            data = zlib.decompressobj().decompress(stored, most + 1)
        else:
            data = stream.read_bytes() if len(stored) <= _MOST_CODED else b""
    except (pikepdf.PdfError, zlib.error):
        return b""
    return data if len(data) <= most else b""
