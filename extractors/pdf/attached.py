"""The files within a PDF: those it lists (portfolios do), and those pinned to its pages."""

import zlib
from collections.abc import Iterable, Iterator

import pikepdf

from extractors.pdf.text import name_of, text_of
from extractors.pdf.tree import DEEPEST
from extractors.triage import SIZE_LIMIT
from planwright.model import Attached

MOST_FILES = 50
MOST_NODES = 1_000
_MOST_CODED = 100_000  # bytes, of what is compressed in an unusual way


def attached_to(pdf: pikepdf.Pdf, annotations: Iterable[pikepdf.Dictionary]) -> tuple[Attached, ...]:
    """The files within a PDF, each once; one that is too large, or cannot be unpacked, has no bytes."""
    found: dict[object, Attached] = {}
    left = SIZE_LIMIT
    for number, about in enumerate(_described(pdf, annotations)):
        stream = _stream(about)
        if stream is None:
            continue
        if len(found) >= MOST_FILES:
            break
        if stream.objgen not in found:
            data = _unpacked(stream, left)
            left -= len(data)
            found[stream.objgen] = Attached(name=file_name(about) or f"file {number + 1}", data=data)
    return tuple(found.values())


def file_name(about: object) -> str:
    """The name of a file by what a PDF says of it; without folders."""
    if not isinstance(about, pikepdf.Dictionary):
        return text_of(about).text.strip() if isinstance(about, pikepdf.String) else ""
    told = (text_of(about.get(entry)).text.strip() for entry in ("/UF", "/F", "/Desc"))
    return next(filter(None, told), "").replace("\\", "/").rsplit("/", 1)[-1]


def _described(pdf: pikepdf.Pdf, annotations: Iterable[pikepdf.Dictionary]) -> Iterator[object]:
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _listed(names.get("/EmbeddedFiles"))
    for annotation in annotations:
        if name_of(annotation.get("/Subtype")) == "FileAttachment":
            yield annotation.get("/FS")
    associated = pdf.Root.get("/AF")
    if isinstance(associated, pikepdf.Array):
        yield from list(associated)[:MOST_FILES]


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
        if isinstance(kids, pikepdf.Array):
            waiting += [(kid, depth + 1) for kid in list(kids)[:MOST_NODES]]


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
