"""printed words that a PDF form has no more are told, with its fields, flattened or printed, and in prints of Word
WG02 nothing is told where programs draw the same words in other pieces
WG03 a mark upon the line between two cells is in neither for certain"""

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.flat.blank import learn
from extractors.pdf.flat.read import read_pages
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.words import words_by_page
from extractors.pdf.seen.plain import learn_plain
from planwright.instruments import Instruments
from planwright.model import NeedsReview, Outcome, State, Value
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import codes_of, outcome_of, with_body
from tests.round_trip.printed import HEIGHT, changed, drawn, flattened, overlaid, printed
from tests.round_trip.printed_word import ANSWERS, by_office

FILLED: dict[str, Value] = {"needs.n01.current": 3, "more.strength": "We talk every day."}
AS = {
    "with fields": lambda form, _: form,
    "flattened": lambda form, _: flattened(form),
    "printed": printed,
}


@pytest.fixture(name="read")
def _read(instruments: Instruments, tmp_path: Path) -> Callable[[bytes], Outcome]:
    return lambda data: outcome_of(data, tmp_path, instruments)


@pytest.fixture(name="form", scope="module")
def _form(instruments: Instruments) -> bytes:
    return drawn(completed(instruments["needs-assessment", "1"], FILLED, kind="pdf"))


def without(form: bytes, words: str) -> bytes:
    """The form without the first piece of text on its first page that draws these words."""

    def cut(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        every = list(pikepdf.parse_content_stream(page))
        shows = [at for at, one in enumerate(every) if str(one.operator) in ("Tj", "TJ")]
        for at in shows:
            held = pikepdf.unparse_content_stream([*every[:at], *every[at + 1 :]])
            if words in _said(form) and words not in _said(form, held):
                page.Contents = pdf.make_stream(held)
                return
        raise AssertionError(words)

    return changed(form, cut)


def _said(form: bytes, held: bytes | None = None) -> str:
    """The text of the first page, with other contents."""
    if held is not None:
        form = changed(form, lambda pdf: setattr(pdf.pages[0], "Contents", pdf.make_stream(held)))
    with pypdfium2.PdfDocument(form) as shown:
        return " ".join(shown[0].get_textpage().get_text_range().split())


@pytest.mark.parametrize("how", AS)
def test_words_that_are_gone_from_a_page_are_told(form: bytes, read: Callable, how: str, tmp_path: Path):
    words = "How many classrooms"
    whole, cut = (AS[how](one, tmp_path) for one in (form, without(form, words)))
    assert "print-gone" not in codes_of(read(whole))
    outcome = read(cut)
    assert isinstance(outcome.verdict, NeedsReview)
    (told,) = [one.message for one in outcome.verdict.problems if one.code == "print-gone"]
    assert f"prints “{words}" in told
    assert "on page 1" in told


@pytest.mark.parametrize("how", ["with fields", "flattened"])
def test_words_that_are_painted_over_are_told(form: bytes, read: Callable, how: str, tmp_path: Path):
    words = words_by_page(form)[1]
    first = next(at for at, word in enumerate(words) if word.text == "How" and words[at + 1].text == "many")

    def paint(canvas: Canvas) -> None:
        canvas.setFillColorRGB(1, 1, 1)
        for word in words[first : first + 3]:
            left, top, right, bottom = wider(word.box, 1.0)
            canvas.rect(left, HEIGHT - bottom, right - left, bottom - top, stroke=0, fill=1)

    outcome = read(overlaid(AS[how](form, tmp_path), paint))
    (told,) = [one.message for one in outcome.verdict.problems if one.code == "print-gone"]
    assert "prints “How many classrooms" in told


def test_lines_that_are_on_no_page_of_a_printed_word_form_are_told(
    instruments: Instruments, read: Callable, tmp_path: Path
):
    def cut(root: etree._Element) -> None:
        for one in root.iter(f"{{{W}}}t"):
            if (one.text or "").startswith("How many classrooms"):
                one.text = ""

    form = completed(instruments["needs-assessment", "1"], ANSWERS)
    prints = by_office({"whole": form, "cut": with_body(form, cut)}, tmp_path)
    assert "print-gone" not in codes_of(read(prints["whole"]))
    (told,) = [one.message for one in read(prints["cut"]).verdict.problems if one.code == "print-gone"]
    assert "prints “How many classrooms" in told


# -- what is there still ----------------------------------------------------------------------------------------------

LINES = ("Tell us about your team and the rooms it works in", "Answer each question as things are at this time")
ENDING = "Hours of coaching in each week (in total)"


def page(draw: Callable[[Canvas], None], *, fields: bool = True) -> bytes:
    """A form of one page with printed lines and a field."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HEIGHT))
    for number, line in enumerate(LINES):
        canvas.drawString(72, 720 - 20 * number, line)
    draw(canvas)
    if fields:
        canvas.acroForm.textfield(name="hours", x=320, y=595, width=100, height=18, borderWidth=0)
    canvas.save()
    return out.getvalue()


def ends(*pieces: str, gap: float = 0.0) -> Callable[[Canvas], None]:
    """Draws the last line piece by piece."""

    def draw(canvas: Canvas) -> None:
        left = 72.0
        for piece in pieces:
            canvas.drawString(left, 600, piece)
            left += canvas.stringWidth(piece) + gap

    return draw


@pytest.mark.parametrize(
    ("pieces", "gone"),
    [
        ((ENDING,), []),
        (tuple(ENDING), []),
        (tuple(ENDING.replace("coaching", "co|aching").split("|")), []),
        ((ENDING.removesuffix(" (in total)"),), [ENDING]),
        ((ENDING.replace("week", "    "),), [ENDING]),
    ],
    ids=["whole", "by letters", "in two pieces", "cut", "a gap"],
)
def test_only_what_is_spelled_by_no_pieces_is_gone(pieces: tuple[str, ...], gone: list[str]):
    blank = learn(page(ends(ENDING)), ())
    reading = read_pages(page(ends(*pieces), fields=False), blank)
    told = [one.message for one in reading.problems if one.code == "print-gone"]
    assert len(told) == len(gone)
    assert all(f"“{line}” on page 1" in message for line, message in zip(gone, told, strict=True))


def test_words_that_only_a_button_shows_may_be_missing():
    blank = learn(changed(page(ends(ENDING)), _with_button), ())
    (held,) = blank.pages
    assert "Print" in [held.words[number].text for number in held.loose]
    assert not [one for one in read_pages(page(ends(ENDING), fields=False), blank).problems if one.code == "print-gone"]


def _with_button(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"BT /Helv 10 Tf 2 4 Td (Print) Tj ET")
    look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, pikepdf.Array([0, 0, 60, 18])
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=font))
    button = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Btn,
        Ff=1 << 16,
        T=pikepdf.String("print"),
        Rect=pikepdf.Array([500, 740, 560, 758]),
        F=4,
        AP=pikepdf.Dictionary(N=look),
    )
    held = pdf.make_indirect(button)
    pdf.Root.AcroForm.Fields.append(held)
    pdf.pages[0].obj.Annots.append(held)


# -- marks upon lines -------------------------------------------------------------------------------------------------

COLUMNS = [72.0, 300.0, 360.0, 420.0, 480.0]
ROWS = [700.0, 676.0, 652.0, 628.0]
ASKED = ("Staff meet every week", "Families are asked", "Plans are shared")


def grid(canvas: Canvas) -> None:
    """Draws a table of statements and columns to mark."""
    for at in COLUMNS:
        canvas.line(at, ROWS[0] + 24, at, ROWS[-1])
    for at in (ROWS[0] + 24, *ROWS):
        canvas.line(COLUMNS[0], at, COLUMNS[-1], at)
    canvas.drawString(76, ROWS[0] + 8, "How often is it so")
    for left, word in zip(COLUMNS[1:], ("Never", "At times", "Always"), strict=False):
        canvas.drawString(left + 4, ROWS[0] + 8, word)
    for top, text in zip(ROWS, ASKED, strict=False):
        canvas.drawString(76, top - 16, text)


@pytest.mark.parametrize("off", range(-3, 4))
def test_a_letter_upon_the_line_between_two_cells_is_no_certain_answer(off: int):
    def marked(canvas: Canvas) -> None:
        grid(canvas)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawCentredString(COLUMNS[2] + off, ROWS[1] - 16, "X")

    blank = learn_plain(_alone(grid))
    reading = read_pages(_alone(marked), blank)
    there = [one for one in reading.fields if one.value]
    assert not [one for one in there if one.state is State.ANSWERED]
    assert any(one.state is State.UNREADABLE for one in reading.fields) or reading.unread


def test_a_letter_within_a_cell_is_an_answer():
    def marked(canvas: Canvas) -> None:
        grid(canvas)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawCentredString((COLUMNS[2] + COLUMNS[3]) / 2, ROWS[1] - 16, "X")

    reading = read_pages(_alone(marked), learn_plain(_alone(grid)))
    assert [(one.value, one.state) for one in reading.fields if one.value] == [("X", State.ANSWERED)]


def _alone(draw: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HEIGHT))
    draw(canvas)
    canvas.save()
    return out.getvalue()
