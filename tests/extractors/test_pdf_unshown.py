"""PDFs whose objects can be read and whose pages cannot be shown: nobody knows what people saw on them."""

import io
from pathlib import Path

import pikepdf
import pytest

from flows.form import read_form
from flows.known import Known
from planwright.instruments import Instruments
from tests.forms import completed


def unshown(form: bytes, *, has_fields: bool) -> bytes:
    """The form with a page that is called a font, which pdfium refuses and qpdf mends, and a note on that page."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        if not has_fields:
            pdf.flatten_annotations("all")
            if "/AcroForm" in pdf.Root:
                del pdf.Root.AcroForm
        page = pdf.pages[1]
        page.contents_add(b"q 0 0 m 100 100 l S Q")
        page.obj.Type = pikepdf.Name.Font
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("has_fields", [True, False])
def test_a_form_with_a_page_that_cannot_be_shown_is_damaged(tmp_path: Path, instruments: Instruments, has_fields: bool):
    path = tmp_path / "form.pdf"
    path.write_bytes(unshown(completed(instruments["readiness", "1"], {}, kind="pdf"), has_fields=has_fields))
    outcome = read_form(path, Known(instruments=instruments))
    assert outcome.verdict.name == "quarantined"
    assert [one.code for one in outcome.verdict.problems if one.code.startswith("pdf")] == ["pdf-corrupt"]
