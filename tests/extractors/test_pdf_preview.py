"""the name of a place lies above the fill of its field, however the page is rendered
PV02 a place without a question looks otherwise
PV03 a long name keeps its end, which tells it from others of that name
PV04 names do not lie upon each other, and a small box is left free"""

import io
import shutil
import subprocess
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from extractors.pdf.page.words import words_by_page
from extractors.pdf.seen.preview import Outline, outlined

BOX = (100.0, 100.0, 300.0, 120.0)  # on a page of 792 points


@pytest.fixture(scope="module")
def form() -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    canvas.acroForm.textfield(name="f1", x=100, y=672, width=200, height=20, fillColor=None, forceBorder=True)
    canvas.save()
    return out.getvalue()


def by_pdfium(data: bytes, _: Path) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        pdf.init_forms()
        return pdf[0].render(scale=2).to_pil().convert("RGB")


def by_poppler(data: bytes, folder: Path) -> Image.Image:
    if shutil.which("pdftoppm") is None:
        pytest.skip("poppler is not there")
    (folder / "form.pdf").write_bytes(data)
    command = ["pdftoppm", "-r", "144", "-png", "-singlefile", "form.pdf", "form"]
    subprocess.run(command, cwd=folder, check=True, timeout=60)
    return Image.open(folder / "form.png").convert("RGB")


def red(picture: Image.Image) -> int:
    """The dots within the field, off its border, that are of the color of a name with a question."""
    left, top, right, bottom = (round(2 * edge) for edge in BOX)
    within = picture.crop((left + 6, top + 4, right - 4, bottom - 6))
    data = within.tobytes()
    return sum(r > 120 and g < 60 and b < 60 for r, g, b in zip(data[::3], data[1::3], data[2::3], strict=True))


@pytest.mark.parametrize("render", [by_pdfium, by_poppler])
def test_the_name_lies_above_the_field(form: bytes, tmp_path: Path, render) -> None:
    assert red(render(outlined(form, [Outline(1, BOX, "f1")]), tmp_path)) > 40
    assert red(render(outlined(form, [Outline(1, BOX, "f1", is_bound=False)]), tmp_path)) == 0


def test_no_field_is_left(form: bytes) -> None:
    shown = pypdf.PdfReader(io.BytesIO(outlined(form, [Outline(1, BOX, "f1")])))
    assert "/AcroForm" not in shown.root_object
    assert not shown.pages[0].get("/Annots")


def test_a_long_name_keeps_its_end(form: bytes) -> None:
    name = "7. If it fails with a child, we would know another way.#2"
    text = pypdf.PdfReader(io.BytesIO(outlined(form, [Outline(1, (100, 100, 130, 120), name)]))).pages[0].extract_text()
    assert "…#2" in text


def test_names_of_small_boxes_lie_beside_them(form: bytes) -> None:
    boxes = [(100.0 + 40 * number, 300.0, 112.0 + 40 * number, 312.0) for number in range(4)]
    shown = outlined(form, [Outline(1, box, f"cb{number}") for number, box in enumerate(boxes)])
    names = [word.box for word in words_by_page(shown)[1] if word.text.startswith("cb")]
    assert len(names) == 4
    for name in names:
        assert not any(_overlap(name, box) > 4 for box in boxes)
        assert all(other == name or _overlap(name, other) == 0 for other in names)


def _overlap(one, other) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, across) * max(0.0, down)
