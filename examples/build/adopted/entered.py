"""PDF fields filled in by pypdf and by pikepdf, by their full names."""

import io
from collections.abc import Mapping

import pikepdf
import pypdf
from pikepdf import form as pikepdf_form

Entries = Mapping[str, str]  # by the full name of the field; a button takes the name of what is on, with its slash


def with_pypdf(blank: bytes, entries: Entries) -> bytes:
    """The form as pypdf fills it in and draws it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(entries), auto_regenerate=False)
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_pikepdf(blank: bytes, entries: Entries, *, anew: bool = True) -> bytes:
    """The form as pikepdf fills it in; where `anew`, readers are asked to draw it, since qpdf draws no second line."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        pdf.Root.AcroForm.NeedAppearances = anew
        form = pikepdf_form.Form(pdf, pikepdf_form.DefaultAppearanceStreamGenerator)
        for name, entry in entries.items():
            field = form[name]
            if isinstance(field, pikepdf_form.CheckboxField):
                field.checked = True
            elif isinstance(field, pikepdf_form.RadioButtonGroup):
                field.value = pikepdf.Name(entry)
            elif isinstance(field, pikepdf_form.ChoiceField | pikepdf_form.TextField):
                field.value = entry
        pdf.save(file, deterministic_id=True)
    return file.getvalue()
