"""PDF forms, filled in by pypdf and by pikepdf."""

import io
from collections.abc import Callable, Mapping
from datetime import date

import pikepdf
import pypdf
from pikepdf import form as pikepdf_form

from examples.build.example import MONTH_FIRST, Entry

Entries = Mapping[str, Entry]


def with_pypdf(blank: bytes, entries: Entries) -> bytes:
    """The form as pypdf fills it in and draws it.

    Readers are not asked to draw it anew: pypdf stores the button that is on as a string, and some would show none.
    """
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    fields = writer.get_fields() or {}
    entered: dict[str, str] = {}
    for path, entry in entries.items():
        if path in fields:
            text = _text(entry)
            entered[path] = f"/{text}" if fields[path]["/FT"] == "/Btn" else text
        else:
            entered.update({f"{path}={choice}": "/Yes" for choice in entry})  # type: ignore[union-attr]
    for page in writer.pages:
        writer.update_page_form_field_values(page, entered, auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_pikepdf(blank: bytes, entries: Entries) -> bytes:
    """The form as pikepdf fills it in; readers are asked to draw it anew, since qpdf draws no second line."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        form = pikepdf_form.Form(pdf, pikepdf_form.DefaultAppearanceStreamGenerator)
        for path, entry in entries.items():
            if path in form:
                _enter(form[path], _text(entry))
            else:
                for choice in entry:  # type: ignore[union-attr]
                    _tick(form[f"{path}={choice}"])
        pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()


FILLERS: Mapping[str, Callable[[bytes, Entries], bytes]] = {"pypdf": with_pypdf, "pikepdf": with_pikepdf}


def _enter(field: object, text: str) -> None:
    match field:
        case pikepdf_form.RadioButtonGroup():
            field.value = pikepdf.Name(f"/{text}")
        case pikepdf_form.ChoiceField() | pikepdf_form.TextField():
            field.value = text
        case _:
            raise TypeError(f"no way to fill in {type(field).__name__}")


def _tick(field: object) -> None:
    if not isinstance(field, pikepdf_form.CheckboxField):
        raise TypeError(f"no way to tick {type(field).__name__}")
    field.checked = True


def _text(entry: Entry) -> str:
    if isinstance(entry, tuple):
        raise ValueError("a PDF form takes one mark only in a group of buttons")
    return entry.strftime(MONTH_FIRST) if isinstance(entry, date) else entry
