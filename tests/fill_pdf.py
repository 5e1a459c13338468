"""Fills a blank PDF form with pikepdf, as a PDF reader does: value, state and appearance of each field."""

import io
from datetime import date

import pikepdf
from pikepdf.form import CheckboxField, ChoiceField, Form, RadioButtonGroup, TextField

from planwright.instruments import Instrument, Kind
from planwright.model import Value


def fill_pdf(blank: bytes, instrument: Instrument, answers: dict[str, Value]) -> bytes:
    """The form with these answers in it; what is `None` or `()` stays as issued."""
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        form = Form(pdf)
        for path, value in answers.items():
            item = instrument.item_of(path)
            if item is None or value in (None, ()):
                continue
            if item.kind is Kind.SOME_OF:
                for choice in value:  # type: ignore[union-attr]
                    box = form[f"{path}={choice}"]
                    assert isinstance(box, CheckboxField)
                    box.checked = True
                continue
            _enter(form[path], item.kind, value, instrument.language)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _enter(field: object, kind: Kind, value: Value, language: str) -> None:
    text = "/".join(value) if isinstance(value, tuple) else str(value)
    if kind is Kind.DATE:
        text = date.fromisoformat(text).strftime("%m/%d/%Y" if language == "en-US" else "%d/%m/%Y")
    match field:
        case RadioButtonGroup():
            field.value = pikepdf.Name(f"/{text}")
        case ChoiceField():
            field._field.obj.V = _string(text)
        case TextField():
            field._field.obj.V = _string(text)
        case _:
            raise AssertionError(f"no way to fill {type(field).__name__}")


def _string(text: str) -> pikepdf.String:
    """The text as a reader stores it: in PDFDocEncoding where it can be, unless those bytes could be UTF-8 too."""
    string = pikepdf.String(text)
    try:
        if not text.isascii() and bytes(string).decode("utf-8"):
            return pikepdf.String(b"\xfe\xff" + text.encode("utf-16-be"))
    except UnicodeDecodeError:
        pass
    return string
