"""a box to tick is found left of its answer, the first after its question, and a place to write after its question
AC02 what is not printed is not found"""

import io

from reportlab.pdfgen.canvas import Canvas

from extractors.read import anchored


def page() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for down, text in ((100, "Were you told? Yes No"), (140, "Was it tried? Yes No"), (180, "Anything else?")):
        canvas.drawString(50, 792 - down, text)
    canvas.save()
    return out.getvalue()


def test_places_are_found_beside_their_words() -> None:
    found = anchored(page(), [("Were you told?", "No"), ("Was it tried?", "Yes"), ("Anything else?", "")])
    boxes = [one[1] for one in found if one]
    assert [one[0] for one in found if one] == [1, 1, 1]
    assert [round((box[1] + box[3]) / 20) for box in boxes] == [10, 14, 18]
    assert boxes[1][0] < boxes[0][0]
    assert boxes[2][0] > 100


def test_what_is_not_printed_is_not_found() -> None:
    assert anchored(page(), [("Shoe size", "Large")]) == [None]
