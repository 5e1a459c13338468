"""The ways in which a completed form comes back, each made by a program that is not ours."""

import io
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdf

from benchmarks.accuracy.browser import by_browser
from benchmarks.accuracy.pdf import issued
from planwright.instruments import Instrument
from planwright.model import Value
from tests.fill_pdf import fill_pdf
from tests.fill_word import fill_word
from tests.round_trip.altered import with_body, without_controls, without_tags
from tests.round_trip.printed import drawn, flattened, printed, scaled
from tests.round_trip.printed_word import printed_again
from tests.round_trip.viewer import printed_by_viewer, typed_again

WORD, PDF = "docx", "pdf"
OFFICE_SECONDS = 300
Answers = Mapping[str, Value]
Way = Callable[[Sequence[bytes], Path], list[bytes]]  # completed forms as they come back; a folder to work in


def each(change: Callable[[bytes], bytes]) -> Way:
    """Each form changed by itself."""
    return lambda forms, _: [change(form) for form in forms]


def by_office(ending: str, convert: str | None = None) -> Way:
    """Opened and saved by LibreOffice, all in one call."""

    def save(forms: Sequence[bytes], folder: Path) -> list[bytes]:
        with TemporaryDirectory(dir=folder) as held:
            before, after = Path(held) / "before", Path(held) / "after"
            before.mkdir()
            paths = [before / f"{number:03}.docx" for number in range(len(forms))]
            for path, form in zip(paths, forms, strict=True):
                path.write_bytes(form)
            profile = f"-env:UserInstallation=file://{held}/profile"
            asked = ["soffice", profile, "--headless", "--convert-to", convert or ending, "--outdir", str(after)]
            command = [*asked, *map(str, paths)]
            subprocess.run(command, check=True, capture_output=True, timeout=OFFICE_SECONDS)
            return [(after / f"{path.stem}.{ending}").read_bytes() for path in paths]

    return save


def _by_pypdf(form: bytes) -> bytes:
    """Opened and saved by pypdf, with appearances of its own making."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    values = {
        name: field["/V"]
        for name, field in (pypdf.PdfReader(io.BytesIO(form)).get_fields() or {}).items()
        if field.get("/FT") == "/Tx" and "/V" in field
    }
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _printed(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    with TemporaryDirectory(dir=folder) as held:
        return [printed(form, Path(held)) for form in forms]


def _fitted(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    return [scaled(form, 0.96, 12, 16) for form in _printed(forms, folder)]


def _printed_again(forms: Sequence[bytes], folder: Path) -> list[bytes]:
    """Printed to PDF by LibreOffice, and that by poppler, fitted to the page."""
    with TemporaryDirectory(dir=folder) as held:
        return [scaled(printed_again(form, Path(held)), 0.96, 12, 16) for form in by_office("pdf")(forms, folder)]


WAYS: Mapping[str, tuple[str, Way]] = {
    "Word, filled in place": (WORD, each(bytes)),
    "Word, saved by LibreOffice": (WORD, by_office("docx", "docx:MS Word 2007 XML")),
    "Word, fields without names": (WORD, each(lambda form: with_body(form, without_tags))),
    "Word, fields become text": (WORD, each(lambda form: with_body(form, without_controls))),
    "OpenDocument (.odt)": (WORD, by_office("odt")),
    "Word 97–2003 (.doc)": (WORD, by_office("doc")),
    "Rich Text (.rtf)": (WORD, by_office("rtf")),
    "Word, printed to PDF by LibreOffice": (WORD, by_office("pdf")),
    "Word, printed to PDF and printed again": (WORD, _printed_again),
    "Word, as a web page of LibreOffice printed by Chromium": (
        WORD,
        by_browser(by_office("html", "html:XHTML Writer File:UTF8")),
    ),
    "PDF, filled by pikepdf": (PDF, each(drawn)),
    "PDF, saved by pypdf": (PDF, each(_by_pypdf)),
    "PDF, flattened by qpdf": (PDF, each(flattened)),
    "PDF, printed by poppler": (PDF, _printed),
    "PDF, printed and fitted to the page": (PDF, _fitted),
    "PDF, filled in PDFium (Chrome, Edge)": (PDF, each(typed_again)),
    "PDF, printed by PDFium (Chrome, Edge)": (PDF, each(printed_by_viewer)),
    **issued.WAYS,
}


def completed(instrument: Instrument, blank: bytes, answers: Answers, ending: str) -> bytes:
    """The blank with these answers in it."""
    return fill_word(blank, dict(answers)) if ending == WORD else fill_pdf(blank, instrument, dict(answers))
