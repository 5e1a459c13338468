"""Word forms without fields, built and filled in with python-docx, as people make and complete them in Word."""

import io
from collections.abc import Callable

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from extractors.read import learn_texts, read_lost
from planwright.model import Field

Change = Callable[[Document], None]

NAME, DATE, TOLD, OFTEN, ROLE = range(1, 6)  # the paragraphs of the form


def blank() -> Document:
    """A form with a line to write on, room after a label, words to choose among, boxes, a scale and a table."""
    form = docx.Document()
    form.add_paragraph("Readiness check")
    form.add_paragraph("Program name: ______________________")
    form.add_paragraph("Date:")
    form.add_paragraph("Has someone explained the change to you? Yes / No")
    form.add_paragraph("How often do you meet?  Weekly  /  Once a month  /  Never")
    form.add_paragraph("Role: ☐ Director  ☐ Coach  ☐ Teacher")
    scale = form.add_table(rows=1, cols=6)
    for cell, words in zip(scale.rows[0].cells, ["Statement", "1", "2", "3", "4", "5"], strict=True):
        cell.text = words
    for words in ("We find time to learn.", "I would take up the change."):
        scale.add_row().cells[0].text = words
    form.add_paragraph("")
    entries = form.add_table(rows=3, cols=2)
    entries.rows[0].cells[0].text, entries.rows[0].cells[1].text = "Step", "Who"
    return form


def paragraph(form: Document, number: int) -> Paragraph:
    """One paragraph of the form."""
    return form.paragraphs[number]


def scale(form: Document) -> Table:
    """The table with a column for each step."""
    return form.tables[0]


def entries(form: Document) -> Table:
    """The table with empty rows."""
    return form.tables[1]


def rewritten(form: Document, number: int, *runs: tuple[str, str]) -> None:
    """Writes a paragraph anew, in runs of a text and a look: bold, underline, highlight, an element's name, or none."""
    held = paragraph(form, number)
    held.clear()
    for text, look in runs:
        run = held.add_run(text)
        if look == "highlight":
            run.font.highlight_color = docx.enum.text.WD_COLOR_INDEX.YELLOW
        elif look.startswith("{"):
            run._r.get_or_add_rPr().append(etree.Element(look))
        elif look:
            setattr(run.font, look, True)


def bytes_of(form: Document) -> bytes:
    """The form as a file."""
    out = io.BytesIO()
    form.save(out)
    return out.getvalue()


def read(change: Change) -> dict[str, Field]:
    """The fields of a copy changed so, by the name of their place."""
    texts = learn_texts(bytes_of(blank()), names=(), has_open_places=True)
    form = blank()
    change(form)
    found = read_lost(bytes_of(form), texts)
    assert found is not None
    return {field.key: field for field in found.fields}
