"""PDF pages without fields that no program would write: odd content, fonts, boxes and notes on the pages of a form."""

import io

import pikepdf

from tests.fuzz import sound
from tests.fuzz.tape import Tape

_NUMBERS = (
    "0",
    "1",
    "12",
    "100",
    "300",
    "612",
    "-50",
    "0.5",
    "1e9",
    "-2147483648",
    "99999999999",
    ".001",
    "7.25",
    "540",
)
_STRINGS = ("(Said.)", "(4)", "<FEFF0041>", "()", "(\\(\\))", "<00010002>", "(" + "w" * 300 + ")", "(\xff\xfe)", "(☒)")
_OPERATORS = {  # how many numbers each takes
    "m": 2, "l": 2, "c": 6, "v": 4, "h": 0, "re": 4, "S": 0, "f": 0, "B*": 0, "W": 0, "n": 0, "q": 0, "Q": 0, "cm": 6,
    "w": 1, "J": 1, "g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "BT": 0, "ET": 0, "Td": 2, "Tm": 6, "TL": 1, "Tc": 1,
    "Tz": 1,    "Tr": 1, "Ts": 1, "T*": 0, "d0": 2, "i": 1, "M": 1,
}  # fmt: skip
_WITH_STRING = ("Tj", "'", '"')
_WITH_NAME = ("Do", "gs", "sh", "cs", "BMC")
_NAMES = ("/F1+0", "/F1", "/Helv", "/X", "/Nope", "/P", "/Artifact", "/Pattern")
_BOXES = (
    [0, 0, 612, 792],
    [0, 0, 0, 0],
    [612, 792, 0, 0],
    [0, 0, 1e7, 1e7],
    [-300, -300, 300, 300],
    [0, 0, 612],
    [0, 0, 1, 1],
)
_TURNS = (0, 90, 180, 270, 45, -90, 36000000000, 1.5)
_NOTES = (
    "FreeText",
    "Ink",
    "Stamp",
    "Highlight",
    "Line",
    "Square",
    "Circle",
    "Popup",
    "Text",
    "FileAttachment",
    "Nope",
    "Redact",
)


def content(tape: Tape) -> bytes:
    """Operators with operands that fit them, mostly."""
    return " ".join(tape.some(40, lambda: _operation(tape))).encode("latin-1", "replace")


def _operation(tape: Tape) -> str:
    said, number, named = tape.one(_STRINGS), tape.one(_NUMBERS), tape.one(_NAMES)
    x, y = 20 + 2 * tape.below(256), 20 + 3 * tape.below(250)
    name = tape.one([*_OPERATORS])
    return tape.one(
        (
            f"BT /F1+0 {number} Tf {x} {y} Td {said} Tj ET",
            f"BT /F1+0 9 Tf {x} {y} Td {said} Tj ET",
            f"{said} {tape.one(_WITH_STRING)}",
            f"{named} {tape.one(_WITH_NAME)}",
            f"[{said} {number}] {tape.one(('TJ', 'd', '0 d', 'SCN'))}",
            f"{named} {number} Tf",
            f"q 1.5 w {x} {y} m {x + tape.below(60)} {y + tape.below(30)} l S Q",
            " ".join([*(tape.one(_NUMBERS) for _ in range(_OPERATORS[name])), name]),
        )
    )


def drawn_upon(tape: Tape) -> bytes:
    """A form, with its fields or flattened, with odd things drawn upon its pages and odd entries in these."""
    form = tape.one([one for one in sound.short() if one.ending == "pdf"])
    with pikepdf.open(io.BytesIO(form.data)) as pdf:
        for page in pdf.pages:
            if tape.below(2):
                _change(tape, pdf, page)
        if tape.seldom(5):
            _shuffle(tape, pdf)
        return sound.written(pdf, compress_streams=False)


def _change(tape: Tape, pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    if tape.below(2):
        page.contents_add(content(tape), prepend=tape.seldom(3))
    if tape.seldom(6):
        page.obj["/" + tape.one(("MediaBox", "CropBox", "TrimBox"))] = pikepdf.Array(tape.one(_BOXES))
    if tape.seldom(6):
        page.obj.Rotate = tape.one(_TURNS)
    if tape.seldom(12):
        page.obj.UserUnit = tape.one((0, -1, 75000, 2.5))
    if tape.seldom(4):
        page.obj.Annots = pdf.make_indirect(pikepdf.Array([*_notes_of(page), *tape.some(3, lambda: _note(tape, pdf))]))
    if tape.seldom(8):
        _change_font(tape, page)


def _notes_of(page: pikepdf.Page) -> list[pikepdf.Object]:
    held = page.obj.get("/Annots")
    return list(held) if isinstance(held, pikepdf.Array) else []


def _note(tape: Tape, pdf: pikepdf.Pdf) -> pikepdf.Object:
    box = [20 + 2 * tape.below(256), 20 + 3 * tape.below(250)]
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name("/" + tape.one(_NOTES)),
        Rect=pikepdf.Array([*box, box[0] + tape.below(200), box[1] + tape.below(60)]),
        Contents=tape.one(("Said.", "", "4", "x" * 3_000, "\u202e")),
    )
    if tape.below(2):
        drawing = pdf.make_stream(content(tape))
        drawing.Subtype, drawing.BBox = pikepdf.Name.Form, pikepdf.Array(tape.one(_BOXES))
        note.AP = pikepdf.Dictionary(N=drawing)
    if tape.seldom(3):
        note.InkList = pikepdf.Array([pikepdf.Array([box[0], box[1], tape.below(256)])])
    return pdf.make_indirect(note)


def _change_font(tape: Tape, page: pikepdf.Page) -> None:
    fonts = page.obj.get("/Resources", {}).get("/Font")
    if not isinstance(fonts, pikepdf.Dictionary) or not len(fonts):
        return
    font = fonts[sorted(fonts.keys())[tape.below(len(fonts))]]
    key = tape.one(
        (
            "/ToUnicode",
            "/Encoding",
            "/Widths",
            "/FirstChar",
            "/FontDescriptor",
            "/Subtype",
            "/BaseFont",
            "/DescendantFonts",
        )
    )
    if key in font:
        del font[key]
    if tape.seldom(3):
        font[key] = tape.one((pikepdf.Name.X, pikepdf.Array([]), -1, font))


def _shuffle(tape: Tape, pdf: pikepdf.Pdf) -> None:
    """Has pages come twice, in another order, or not at all."""
    match tape.below(3):
        case 0:
            pdf.pages.append(pdf.pages[tape.below(len(pdf.pages))])
        case 1:
            pdf.pages.reverse()
        case _:
            del pdf.pages[tape.below(len(pdf.pages))]
