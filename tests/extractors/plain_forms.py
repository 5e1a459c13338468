"""Blank PDF forms without fields, as LibreOffice prints Word and web pages and as design programs draw them.

The wording is invented.
"""

import io
import subprocess
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Pt
from reportlab.pdfgen.canvas import Canvas

HEIGHT = 792.0
STATEMENTS = (
    "Staff know the new practice",
    "Families were asked first",
    "Coaches visit every month",
)
DEGREES = ("Disagree", "Partly", "Agree")
WEB = """<html><head><style>
body { font-family: 'Liberation Sans'; font-size: 11pt }
table { border-collapse: collapse; width: 100% } td, th { border: 1px solid #777; padding: 5px }
</style></head><body>
<h2>Partner survey of the harbor network</h2>
<p>Tell us about your program before the meeting in autumn.</p>
<table border=1 cellspacing=0>
<tr><th>Resource</th><th>We have it</th><th>We need it</th><th>Remarks</th></tr>
<tr><td>Meeting rooms</td><td></td><td></td><td></td></tr>
<tr><td>Printed guides</td><td></td><td></td><td></td></tr>
<tr><td>Travel money</td><td></td><td></td><td></td></tr>
</table>
<p>Which days suit you?</p>
<p>☐ Monday ☐ Wednesday ☐ Friday</p>
</body></html>"""


def printed_by_office(files: dict[str, bytes], folder: Path) -> dict[str, bytes]:
    """The PDF that LibreOffice prints of each file, by the file's name."""
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *(str(folder / name) for name in files)], check=True, capture_output=True, timeout=240)
    return {name: (folder / Path(name).with_suffix(".pdf").name).read_bytes() for name in files}


def _saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def table_form() -> bytes:
    """A Word form of tables: labels beside empty cells, and statements under headings."""
    document = docx.Document()
    document.add_heading("Review of a practice", 1)
    document.add_paragraph("Please fill in each table and send this form back to your coach.")
    facts = document.add_table(2, 4, style="Table Grid")
    for row, texts in zip(facts.rows, (("Program", "Date"), ("Your name", "Role")), strict=True):
        row.cells[0].text, row.cells[2].text = texts
    document.add_paragraph("How far do you agree?")
    table = document.add_table(1 + len(STATEMENTS), 1 + len(DEGREES), style="Table Grid")
    for cell, text in zip(table.rows[0].cells[1:], DEGREES, strict=True):
        cell.text = text
    for row, text in zip(table.rows[1:], STATEMENTS, strict=True):
        row.cells[0].text = text
    document.add_paragraph("Mark what you use: ☐ Home visits ☐ Group meetings ☐ Phone calls")
    notes = document.add_table(1, 1, style="Table Grid")
    notes.rows[0].cells[0].text = "What else should we know?" + "\n" * 5
    return _saved(document)


def circle_form() -> bytes:
    """A Word form with numbers to circle in the cells of a table, and Yes and No beside a question."""
    document = docx.Document()
    document.add_heading("Look back on the year", 1)
    document.add_paragraph("Circle a number for each line, where 1 is the least and 4 the most.")
    table = document.add_table(len(STATEMENTS), 5, style="Table Grid")
    for row, text in zip(table.rows, STATEMENTS, strict=True):
        for cell, said in zip(row.cells, (text, "1", "2", "3", "4"), strict=True):
            cell.text = said
            cell.paragraphs[0].paragraph_format.space_before = cell.paragraphs[0].paragraph_format.space_after = Pt(9)
    document.add_paragraph()
    document.add_paragraph("Shall we go on next year?\t\tYes\t\tNo")
    return _saved(document)


def underscore_form() -> bytes:
    """A Word form of underscores and labels with room after them."""
    document = docx.Document()
    document.add_heading("Visit report", 1)
    document.add_paragraph("One report for each visit, written on the same day by the visitor.")
    document.add_paragraph("Name of visitor: ______________________  Date of visit: ____/____/______")
    document.add_paragraph("Place of the visit ........................................")
    document.add_paragraph("What was talked about:")
    for _ in range(3):
        document.add_paragraph("_" * 70)
    document.add_paragraph("Next steps ____________________________________")
    document.add_paragraph("Number of children:")
    document.add_paragraph()
    document.add_paragraph("Thank you for your report; please leave it with the office.")
    return _saved(document)


def _pdf(draw: "callable", pages: int = 1) -> bytes:  # type: ignore[valid-type]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HEIGHT))
    for number in range(pages):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn_form() -> bytes:
    """A form as a design program draws it: rules to write on, boxes, rings, a frame, letters of a symbol font."""

    def draw(canvas: Canvas, _: int) -> None:
        canvas.rect(20, 20, 572, 752)  # the page's frame
        canvas.setFont("Helvetica-Bold", 16)
        canvas.drawString(54, 730, "Plan of a small change")
        canvas.line(54, 722, 558, 722)  # under the heading
        canvas.setFont("Helvetica", 10)
        canvas.drawString(54, 700, "Write clearly, and keep one copy of this page for your own folder.")
        canvas.drawString(54, 670, "Team")
        canvas.line(84, 668, 300, 668)
        canvas.drawString(310, 670, "Started on")
        canvas.line(365, 668, 558, 668)
        canvas.drawString(54, 640, "Aim of the change:")
        for line in range(3):
            canvas.line(54, 616 - 20 * line, 558, 616 - 20 * line)
        canvas.drawString(54, 540, "Is the team complete?")
        for number, text in enumerate(("Yes", "No", "Not yet")):
            canvas.rect(190 + 70 * number, 538, 10, 10)
            canvas.drawString(204 + 70 * number, 540, text)
        canvas.drawString(54, 510, "Who leads it?")
        for number, text in enumerate(("A coach", "A teacher", "A parent")):
            canvas.circle(66, 494 - 16 * number, 4.5)
            canvas.drawString(76, 490.5 - 16 * number, text)
        canvas.drawString(54, 436, "Helpers")
        for number, text in enumerate(("Board", "School", "Clinic")):
            canvas.setFont("ZapfDingbats", 10)
            canvas.drawString(120 + 80 * number, 436, "❑")
            canvas.setFont("Helvetica", 10)
            canvas.drawString(134 + 80 * number, 436, text)
        canvas.drawString(54, 410, "Remarks of the coach")
        canvas.rect(54, 330, 504, 72)
        canvas.line(54, 270, 220, 270)
        canvas.line(300, 270, 420, 270)
        canvas.setFont("Helvetica", 8)
        canvas.drawString(54, 260, "Signature of the lead")
        canvas.drawString(300, 260, "Day of signing")
        canvas.setFillColorRGB(0.4, 0.4, 0.4)
        canvas.line(54, 60, 558, 60)
        canvas.drawString(54, 48, "Plan of a small change, page 1: kept for six years")

    return _pdf(draw)


def scale_form() -> bytes:
    """A form on which people circle printed numbers and words, in lines and in a table."""

    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(54, 730, "How ready are we?")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(54, 706, "Circle one number or word in each line; ask your coach where a line is unclear.")
        for number, text in enumerate(("Our leaders talk about it", "We have time for it", "Parents want it")):
            y = 670 - 34 * number
            canvas.drawString(54, y, text)
            for step in range(5):
                canvas.drawString(330 + 40 * step, y, str(step + 1))
        canvas.drawString(54, 560, "Is there a budget?")
        canvas.drawString(330, 560, "Yes")
        canvas.drawString(352, 560, "/")
        canvas.drawString(362, 560, "No")
        canvas.drawString(54, 526, "Was it tried before?")
        for number, text in enumerate(("Yes", "No", "N/A")):
            canvas.drawString(330 + 60 * number, 526, text)
        edges = (54, 300, 350, 400, 450)
        for row in range(4):
            canvas.line(54, 480 - 32 * row, 450, 480 - 32 * row)
        for edge in edges:
            canvas.line(edge, 480, edge, 480 - 96)
        for column, text in enumerate(("Never", "Often", "Always")):
            canvas.drawString(306 + 50 * column, 462, text)
        for row, text in enumerate(("Our meetings start in time", "Notes are sent to everyone")):
            canvas.drawString(60, 428 - 32 * row, text)
            for column in range(3):
                canvas.drawString(322 + 50 * column, 428 - 32 * row, str(column))

    return _pdf(draw)


def long_form() -> bytes:
    """A table that goes on over two pages with its headings on the first; cells for letters; boxes without a line."""

    def draw(canvas: Canvas, page: int) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(
            54, 740, ("Log of the calls that the office made this spring", "Log of the calls, second page of two")[page]
        )
        edges, top, high = (54, 254, 404, 558), 710, 30
        texts = (
            (("Caller", "Topic", "Outcome"), ("Monday", "", ""), ("Tuesday", "", ""))
            if page == 0
            else (("Wednesday", "", ""), ("Thursday", "", ""))
        )
        for row in range(len(texts) + 1):
            canvas.line(54, top - high * row, 558, top - high * row)
        for edge in edges:
            canvas.line(edge, top, edge, top - high * len(texts))
        for row, said in enumerate(texts):
            for column, text in enumerate(said):
                canvas.drawString(edges[column] + 6, top - high * row - 19, text)
        if page == 1:
            canvas.drawString(54, 600, "Office code")
            for number in range(6):
                canvas.rect(130 + 16 * number, 594, 16, 18)
            canvas.drawString(54, 560, "Is it urgent? And was it solved?")
            for number in range(2):
                canvas.drawString(300 + 120 * number, 560, "Y")
                canvas.drawString(330 + 120 * number, 560, "N")
            canvas.setFillColorRGB(0.9, 0.93, 0.96)
            canvas.rect(54, 380, 504, 160, stroke=0, fill=1)
            canvas.setFillColorRGB(1, 1, 1)
            canvas.rect(160, 490, 380, 30, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.drawString(64, 500, "Head of office")
            for number, text in enumerate(("Grammar", "Geography", "Gymnastics")):
                canvas.drawString(64, 340 - 18 * number, text)
                canvas.line(150, 338 - 18 * number, 400, 338 - 18 * number)

    return _pdf(draw, 2)


def web_like_form() -> bytes:
    """A page as browsers print it: the borders of its table are narrow filled rectangles, its boxes rounded paths."""

    def draw(canvas: Canvas, _: int) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(40, 740, "Monthly list of a site, to be handed in on the last day")
        left, widths, top, high = 40, (180, 90, 90, 150), 720, 26
        for row, texts in enumerate(
            (
                ("Item", "Planned", "Done", "Remark"),
                ("Visits made", "", "", ""),
                ("Calls answered", "", "", ""),
                ("Groups held", "", "", ""),
            )
        ):
            x = left
            for text, width in zip(texts, widths, strict=True):
                y = top - high * (row + 1)
                canvas.setFillColorRGB(0.5, 0.5, 0.5)
                for edge in (
                    (x, y, width, 0.75),
                    (x, y + high, width, 0.75),
                    (x, y, 0.75, high),
                    (x + width, y, 0.75, high),
                ):
                    canvas.rect(*edge, stroke=0, fill=1)
                canvas.setFillColorRGB(0, 0, 0)
                canvas.drawString(x + 5, y + 9, text)
                x += width
        canvas.drawString(40, 580, "This month was")
        for number, text in enumerate(("quiet", "usual", "busy")):
            canvas.roundRect(140 + 80 * number, 578, 10, 10, 2)
            canvas.drawString(155 + 80 * number, 580, text)

    return _pdf(draw)
