"""Answers put upon the pages of a form as annotations, as readers of PDFs do: typed, drawn and stamped notes."""

import io
from collections.abc import Callable, Iterable

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from benchmarks.accuracy.pdf.entered import Box, Entered, saved
from benchmarks.accuracy.pdf.typed import CHECK, baselines, fitted, points, square

PRINTED = 4  # the flag of what is printed with the page
Drawn = Callable[[pikepdf.Pdf, Entered], Dictionary]


def noted(form: bytes, answers: Iterable[Entered], mark: Drawn) -> bytes:
    """The form with these answers as annotations on its pages: texts typed, marks as this one makes them."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for one in answers:
            page = pdf.pages[one.page - 1].obj
            note = pdf.make_indirect(free_text(pdf, one) if one.text else mark(pdf, one))
            page.Annots = Array([*page.get("/Annots", []), note])
        return saved(pdf)


def free_text(pdf: pikepdf.Pdf, one: Entered) -> Dictionary:
    """A typed note, an X where there is no text."""
    left, bottom, right, top = one.box
    if not one.text:
        shown = b"BT /Helv 9 Tf %.2f %.2f Td (X) Tj ET" % ((right - left) / 2 - 3, (top - bottom) / 2 - 3.2)
        return _note(pdf, "FreeText", one.box, shown, Contents=String("X"), DA=String("/Helv 9 Tf 0 g"))
    size, lines = fitted(one)
    parts = [
        b"BT /Helv %.1f Tf 2.5 %.2f Td (%s) Tj ET" % (size, height - bottom, _escaped(line))
        for line, height in zip(lines, baselines(one, size, len(lines)), strict=False)
    ]
    about = {"Contents": String(one.text), "DA": String(f"/Helv {size} Tf 0 g")}
    return _note(pdf, "FreeText", one.box, b"\n".join(parts), **about)


def ink(pdf: pikepdf.Pdf, one: Entered) -> Dictionary:
    """A tick drawn by hand."""
    box = square(one.box)
    (line,) = (points(box, part) for part in CHECK)
    return _note(
        pdf, "Ink", box, b"1.5 w " + _path(line, box) + b"S", InkList=Array([Array([n for at in line for n in at])])
    )


def stamp(pdf: pikepdf.Pdf, one: Entered) -> Dictionary:
    """A stamped tick."""
    outline = ((0.05, 0.45), (0.2, 0.55), (0.4, 0.3), (0.85, 0.95), (0.95, 0.85), (0.4, 0.05))
    box = square(one.box)
    return _note(pdf, "Stamp", box, _path(points(box, outline), box) + b"h f", Name=Name("/#23CheckMark"))


def circle(pdf: pikepdf.Pdf, one: Entered) -> Dictionary:
    """A dot: a circle that is filled, in the middle of the box."""
    left, bottom, right, top = one.box
    across, up, half = (left + right) / 2, (bottom + top) / 2, min(right - left, top - bottom) * 0.3
    box = (across - half, up - half, across + half, up + half)
    side = [
        (0.5, 1.0),
        *((0.78, 1.0), (1.0, 0.78), (1.0, 0.5)),
        *((1.0, 0.22), (0.78, 0.0), (0.5, 0.0)),
        *((0.22, 0.0), (0.0, 0.22), (0.0, 0.5)),
        *((0.0, 0.78), (0.22, 1.0), (0.5, 1.0)),
    ]
    at = [b"%.2f %.2f" % (x - box[0], y - box[1]) for x, y in points(box, side)]
    curves = b"".join(b" ".join(at[number : number + 3]) + b" c " for number in range(1, len(at), 3))
    return _note(pdf, "Circle", box, at[0] + b" m " + curves + b"f", IC=Array([0, 0, 0]))


def _path(line: list[tuple[float, float]], box: Box) -> bytes:
    return b"".join(
        b"%.2f %.2f %s " % (x - box[0], y - box[1], b"l" if number else b"m") for number, (x, y) in enumerate(line)
    )


def _escaped(text: str) -> bytes:
    coded = text.encode("cp1252", "replace")
    return coded.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _note(pdf: pikepdf.Pdf, kind: str, box: Box, shown: bytes, **about: object) -> Dictionary:
    note = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(list(box)), F=PRINTED)
    for key, value in about.items():
        note[f"/{key}"] = value
    drawn = pdf.make_stream(shown, Type=Name.XObject, Subtype=Name.Form)
    drawn.BBox = Array([0, 0, box[2] - box[0], box[3] - box[1]])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    drawn.Resources = Dictionary(Font=Dictionary(Helv=font))
    note.AP = Dictionary(N=drawn)
    return note
