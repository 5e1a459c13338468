"""a field far right of its words is named by them, if nothing stands between
BE02 a field with nothing on its left is named by the words over it, those of a column by the words over the column
BE03 words that belong to another field, on its left or its right, name no other
BE04 a label of two lines is read whole; a row that begins with a number has it and the words over the column
BE05 a box to tick is named by the words on its right"""

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.seen.beside import Around
from extractors.read import learn_pages, words_around

HIGH = 792.0


@pytest.fixture(scope="module")
def names() -> dict[str, Around]:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, HIGH))
    canvas.setFont("Helvetica", 10)
    form = canvas.acroForm

    def entry(name: str, left: float, down: float, width: float = 100, height: float = 18) -> None:
        form.textfield(name=name, x=left, y=HIGH - down, width=width, height=height)

    def said(text: str, left: float, down: float) -> None:
        canvas.drawString(left, HIGH - down + 5, text)

    said("Person filling in this form", 50, 60)
    entry("far", 290, 60)
    said("From", 50, 90)
    entry("start", 100, 90)
    said("until", 210, 90)
    entry("end", 290, 90)
    said("Anything else?", 50, 120)
    entry("over", 50, 140, 400)
    for across, answer in ((70, "On site"), (170, "Video"), (300, "Group")):
        form.checkbox(name=answer, x=across, y=HIGH - 170, size=12)
        said(answer, across + 16, 172)
    said("Answer messages within", 50, 192)
    said("so many working days", 50, 204)
    entry("lines", 290, 197)
    said("What", 80, 250)
    said("Hours", 290, 250)
    for row in (1, 2):
        said(f"{row}.", 60, 250 + 24 * row)
        entry(f"what{row}", 80, 250 + 24 * row)
        entry(f"hours{row}", 290, 250 + 24 * row, 60)
    canvas.save()
    (page,) = learn_pages(out.getvalue(), ()).pages
    return {slot.key: words_around(page, slot) for slot in page.slots}


def test_a_field_far_right_of_its_words(names: dict[str, Around]) -> None:
    assert names["far"].beside == "Person filling in this form"


def test_words_over_a_field_and_over_a_column(names: dict[str, Around]) -> None:
    assert (names["over"].beside, names["over"].over) == ("", "Anything else?")
    assert names["hours2"].over == "Hours"


def test_words_of_another_field_name_no_other(names: dict[str, Around]) -> None:
    assert (names["start"].beside, names["end"].beside) == ("From", "until")
    assert "Group" not in (names["lines"].beside, names["lines"].over)
    assert names["hours1"].beside == ""


def test_lines_and_numbers(names: dict[str, Around]) -> None:
    assert names["lines"].beside == "Answer messages within so many working days"
    assert (names["what2"].number, names["what2"].over, names["hours2"].number) == ("2.", "What", "2.")


def test_a_box_is_named_by_the_words_on_its_right(names: dict[str, Around]) -> None:
    assert [names[answer].beside for answer in ("On site", "Video", "Group")] == ["On site", "Video", "Group"]
