"""What people do to a PDF: type over it, put notes on it, draw on it, print it again, scan it."""

import io
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pikepdf
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from examples.build.adopted.sheet import HEIGHT, WIDTH, Place

PATIENCE = 60
TICK, CROSS = "✔", "✘"  # in Zapf Dingbats
OVER = pikepdf.Name("/Over")
BLUE = HexColor("#1F3FBF")


class Over:
    """What is laid over the pages of a form."""

    def __init__(self, places: Mapping[str, Place], pages: int) -> None:
        self._places = places
        self._files = [io.BytesIO() for _ in range(pages)]
        self._pages = [Canvas(one, pagesize=(WIDTH, HEIGHT), invariant=1) for one in self._files]

    def words(
        self, key: str, text: str, *, size: float = 9, dx: float = 3, dy: float = 0, font: str = "Courier"
    ) -> None:
        """Type into a place, or beside it; each line below the other."""
        page, x, y, _, height = self._places[key]
        canvas = self._pages[page]
        canvas.setFont(font, size)
        lines = text.split("\n")
        top = y + height - size - 1 if len(lines) > 1 or height > 24 else y + 3.5
        for number, line in enumerate(lines):
            canvas.drawString(x + dx, top + dy - number * (size + 2), line)

    def mark(self, key: str, mark: str = "X", *, dx: float = 0, dy: float = 0, size: float = 10) -> None:
        """Type a mark into the middle of a place: a letter or a sign of Zapf Dingbats."""
        page, x, y, width, height = self._places[key]
        canvas = self._pages[page]
        canvas.setFont("ZapfDingbats" if mark in (TICK, CROSS) else "Helvetica-Bold", size)
        canvas.drawCentredString(x + width / 2 + dx, y + height / 2 - size * 0.35 + dy, mark)

    def strokes(self, key: str, *, dx: float = 0, dy: float = 0, size: float = 0) -> None:
        """Draw a cross by hand."""
        page, x, y, width, height = self._places[key]
        canvas, half = self._pages[page], (size or min(width, height)) / 2 + 1
        canvas.setStrokeColor(BLUE)
        canvas.setLineWidth(1.4)
        middle, level = x + width / 2 + dx, y + height / 2 + dy
        canvas.bezier(
            middle - half, level + half, middle - 1, level + 1, middle + 2, level - 2, middle + half, level - half
        )
        canvas.bezier(
            middle + half, level + half - 1, middle + 1, level, middle - 2, level, middle - half, level - half + 1
        )

    def ring(self, key: str, *, wider: float = 5, dx: float = 0) -> None:
        """Draw a ring around a place."""
        page, x, y, width, height = self._places[key]
        canvas = self._pages[page]
        canvas.setStrokeColor(BLUE)
        canvas.setLineWidth(1.2)
        canvas.ellipse(x - wider + dx, y - 3, x + width + wider + dx, y + height + 3, stroke=1, fill=0)

    def strike(self, key: str) -> None:
        """Draw a line through a place."""
        page, x, y, width, height = self._places[key]
        canvas = self._pages[page]
        canvas.setStrokeColor(BLUE)
        canvas.setLineWidth(1)
        canvas.line(x, y + height / 2, x + width, y + height / 2)

    def on(self, form: bytes) -> bytes:
        """The form with all this drawn on it."""
        made = io.BytesIO()
        with pikepdf.open(io.BytesIO(form)) as pdf:
            for page, canvas, file in zip(pdf.pages, self._pages, self._files, strict=True):
                canvas.showPage()
                canvas.save()
                with pikepdf.open(file) as over:
                    drawn = pdf.copy_foreign(over.pages[0].as_form_xobject())
                page.contents_add(b"q\n", prepend=True)
                page.contents_add(
                    b"\nQ\nq /%s Do Q" % str(page.add_resource(drawn, pikepdf.Name.XObject, OVER))[1:].encode()
                )
            pdf.save(made, deterministic_id=True)
        return made.getvalue()


Noted = Callable[[Place], tuple[pikepdf.Dictionary, str]]  # the note on this place, and what draws it
Note = tuple[str, Noted]


def annotated(form: bytes, places: Mapping[str, Place], notes: tuple[Note, ...]) -> bytes:
    """The form with notes of a PDF viewer on it."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for key, note in notes:
            place = places[key]
            page = pdf.pages[place[0]]
            if "/Annots" not in page:
                page.Annots = pikepdf.Array()
            said, shown = note(place)
            if shown:
                said.AP = pikepdf.Dictionary(N=_appearance(pdf, said.Rect, shown.encode("cp1252")))
            page.Annots.append(pdf.make_indirect(said))
        pdf.save(made, deterministic_id=True)
    return made.getvalue()


def typed(text: str, *, dx: float = 0, dy: float = 0) -> Noted:
    """Words typed on the page with the tool that viewers call Text Box or Typewriter."""

    def note(place: Place) -> tuple[pikepdf.Dictionary, str]:
        _, x, y, _, height = place
        width = 6 + 5.2 * len(text)
        drawn = f"BT /F 9.5 Tf 0 0 0.55 rg 2 4 Td ({text}) Tj ET"
        said = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            F=4,
            Contents=text,
            DA="/Helv 9.5 Tf 0 0 0.55 rg",
            Rect=[x + dx, y + dy, x + dx + width, y + dy + max(height, 14)],
            T="Typist",
        )
        return said, drawn

    return note


def ringed(*, wider: float = 4, dx: float = 0) -> Noted:
    """An oval around a place."""

    def note(place: Place) -> tuple[pikepdf.Dictionary, str]:
        _, x, y, width, height = place
        w, h = width + 2 * wider, height + 6
        curve = 0.2761
        drawn = (
            f"0.12 0.25 0.75 RG 1.5 w 1 {h / 2:.1f} m 1 {h / 2 + h * curve:.1f} {w / 2 - w * curve:.1f} {h - 1:.1f} "
            f"{w / 2:.1f} {h - 1:.1f} c {w / 2 + w * curve:.1f} {h - 1:.1f} {w - 1:.1f} {h / 2 + h * curve:.1f} "
            f"{w - 1:.1f} {h / 2:.1f} c {w - 1:.1f} {h / 2 - h * curve:.1f} {w / 2 + w * curve:.1f} 1 {w / 2:.1f} 1 c "
            f"{w / 2 - w * curve:.1f} 1 1 {h / 2 - h * curve:.1f} 1 {h / 2:.1f} c S"
        )
        said = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Circle,
            F=4,
            C=[0.12, 0.25, 0.75],
            Rect=[x - wider + dx, y - 3, x + width + wider + dx, y + height + 3],
            T="Typist",
        )
        return said, drawn

    return note


def sticky(text: str) -> Noted:
    """A note that opens with a click."""

    def note(place: Place) -> tuple[pikepdf.Dictionary, str]:
        _, x, y, width, _ = place
        said = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Text,
            F=4,
            Contents=text,
            Name=pikepdf.Name.Comment,
            Rect=[x + width - 4, y, x + width + 14, y + 18],
            T="Typist",
            C=[1, 0.9, 0.2],
        )
        return said, ""

    return note


def printed_again(form: bytes) -> bytes:
    """The form as poppler prints it to a PDF: what was in its fields is drawn on the page."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "form.pdf", Path(folder) / "printed.pdf"
        source.write_bytes(form)
        command = ["pdftocairo", "-pdf", str(source), str(target)]
        subprocess.run(command, check=True, timeout=PATIENCE)
        made = io.BytesIO()
        with pikepdf.open(target) as pdf:
            pdf.docinfo["/CreationDate"] = "D:20260921120000Z"
            pdf.save(made, deterministic_id=True)
        return made.getvalue()


def scanned(form: bytes) -> bytes:
    """The form on paper, put through a scanner: a picture of each page, a little askew."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "form.pdf"
        source.write_bytes(form)
        command = ["pdftoppm", "-r", "110", "-gray", "-png", str(source), str(Path(folder) / "page")]
        subprocess.run(command, check=True, timeout=PATIENCE)
        pictures = [Image.open(one).convert("L") for one in sorted(Path(folder).glob("page*.png"))]
        turned = [one.rotate(0.6, resample=Image.Resampling.BICUBIC, fillcolor=255) for one in pictures]
        made = io.BytesIO()
        first, *others = turned
        day = time.gmtime(1790000000)
        first.save(
            made,
            "PDF",
            save_all=True,
            append_images=others,
            resolution=110,
            quality=45,
            title="Scan",
            creationDate=day,
            modDate=day,
        )
        return made.getvalue()


def _appearance(pdf: pikepdf.Pdf, rect: pikepdf.Object, drawn: bytes) -> pikepdf.Object:
    left, bottom, right, top = (float(one) for one in rect)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    stream = pikepdf.Stream(pdf, drawn)
    stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    stream.BBox = pikepdf.Array([0, 0, right - left, top - bottom])
    stream.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    return pdf.make_indirect(stream)
