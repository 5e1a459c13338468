"""Filled forms changed as people and programs change them, and what then becomes of them."""

import copy
import io
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
from lxml import etree

from flows.form import read_form, read_forms
from flows.known import Known
from planwright.instruments import Instruments
from planwright.model import Outcome, Value
from tests.fill_word import PART, W
from tests.forms import AGENCIES, ROUNDS

W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
CONTROL, CONTENT, PROPERTIES, TAG = (f"{{{W}}}{name}" for name in ("sdt", "sdtContent", "sdtPr", "tag"))
ITEM, SECTION = f"{W15}repeatingSectionItem", f"{W15}repeatingSection"


def outcome_of(data: bytes, folder: Path, instruments: Instruments) -> Outcome:
    """What becomes of a file with these bytes."""
    return read_form(_put(data, folder), known_of(instruments))


def outcomes_of(data: bytes, folder: Path, instruments: Instruments) -> list[Outcome]:
    """What becomes of a file with these bytes, and of the forms within it."""
    return list(read_forms(_put(data, folder), known_of(instruments)))


def _put(data: bytes, folder: Path) -> Path:
    file = folder / "form"
    file.write_bytes(data)
    return file


def known_of(instruments: Instruments) -> Known:
    """What the forms of the tests are held against."""
    agencies = {key: agency.name for key, agency in AGENCIES.items()}
    rounds = {key: one.name for key, one in ROUNDS.items()}
    return Known(instruments=instruments, agencies=agencies, rounds=rounds)


def codes_of(outcome: Outcome) -> list[str]:
    """The codes of its problems, each once."""
    return list(dict.fromkeys(one.code for one in outcome.verdict.problems))


def answers_of(outcome: Outcome) -> dict[str, Value]:
    """The answers that were given, by path."""
    assert outcome.submission is not None
    return {one.item: one.value for one in outcome.submission.responses if one.value not in (None, ())}


# -- Word -------------------------------------------------------------------------------------------------------------


def with_body(form: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """The Word form with its main part changed."""
    package = zipfile.ZipFile(io.BytesIO(form))
    root = etree.fromstring(package.read(PART))
    change(root)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in package.infolist():
            changed.writestr(entry, etree.tostring(root) if entry.filename == PART else package.read(entry))
    return out.getvalue()


def control_of(root: etree._Element, tag: str) -> etree._Element:
    """The control with this tag."""
    return next(
        one.getparent().getparent()
        for one in root.iter(TAG)
        if one.get(f"{{{W}}}val") == tag  # type: ignore[union-attr]
    )


def rows_of(section: etree._Element) -> list[etree._Element]:
    """The rows of a repeating section."""
    return [row for row in section.find(CONTENT) if row.tag == CONTROL]


def copy_of(element: etree._Element) -> etree._Element:
    """A copy, as copying and pasting makes it: tags and all."""
    return copy.deepcopy(element)


def remove(element: etree._Element) -> None:
    """Takes an element away with all that is in it."""
    element.getparent().remove(element)  # type: ignore[union-attr]


def unwrap(control: etree._Element) -> None:
    """Takes a control away and leaves what is in it, as *Remove content control* does."""
    for child in list(control.find(CONTENT)):
        control.addprevious(child)
    remove(control)


def without_controls(root: etree._Element) -> None:
    """What Google Docs and many converters leave: every field is text like any other."""
    while (control := next(root.iter(CONTROL), None)) is not None:
        unwrap(control)


def without_tags(root: etree._Element) -> None:
    """What LibreOffice 7.4 leaves: controls without a name."""
    for tag in list(root.iter(TAG)):
        tag.getparent().remove(tag)  # type: ignore[union-attr]


def without_sections(root: etree._Element) -> None:
    """What LibreOffice leaves of repeating sections: their rows and not themselves."""
    for kind in (ITEM, SECTION):
        for mark in list(root.iter(kind)):
            unwrap(mark.getparent().getparent())  # type: ignore[arg-type, union-attr]


# -- PDF --------------------------------------------------------------------------------------------------------------


def with_pdf(form: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The PDF form, changed."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def without_last_page(form: bytes) -> bytes:
    """The form cut short: what is left of it is no whole form."""
    return with_pdf(form, lambda pdf: pdf.pages.remove(p=len(pdf.pages)))


def put_together(first: bytes, second: bytes) -> bytes:
    """Both PDFs as one file, as programs that join files make it."""
    with pikepdf.open(io.BytesIO(second)) as other, warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)  # that the fields of both then have one name
        return with_pdf(first, lambda pdf: pdf.pages.extend(other.pages))
