"""A completed form with an XFA form beside its fields, which says the same in a template and its data."""

import io
import re
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from pikepdf import Array, Dictionary, Name

from benchmarks.accuracy.pdf.entered import full_name, inherited, on_state, saved, widgets_on
from benchmarks.accuracy.pdf.xfa import packets

Parts = dict[str, "Parts | str"]  # of the template or the data: what stands in a part, or the XML of a field or a datum
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_HIDDEN = 2


def as_static(form: bytes) -> bytes:
    """The form as Designer makes it whose pages and fields are written out: each answer stands in it twice."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        asked: Parts = {}
        answered: Parts = {}
        for number, (name, widgets) in enumerate(_fields(pdf).items()):
            is_by_name = all(map(_NAME.fullmatch, name.split(".")))
            path = name if is_by_name else f"others.f{number}"  # names that no XML element can have
            bind = "" if is_by_name else f'<bind match="dataRef" ref="$data.{path}"/>'
            _put(asked, name, _question(name.rpartition(".")[2], widgets, bind))
            _put(answered, path, escape(_datum(widgets)))
        subforms, data = _subforms(asked), _elements(answered)
        pdf.Root.AcroForm.XFA = packets(pdf, layout="position", asked=subforms, answered=data)
        return saved(pdf)


def _fields(pdf: pikepdf.Pdf) -> dict[str, list[Dictionary]]:
    """The widgets of each field by its full name."""
    found: dict[str, list[Dictionary]] = {}
    for page in pdf.pages:
        for widget in widgets_on(page):
            if widget.get("/Subtype") == Name.Widget and inherited(widget, "/FT") != Name.Sig:
                found.setdefault(full_name(widget), []).append(widget)
    return found


def _put(parts: Parts, path: str, xml: str) -> None:
    *around, last = path.split(".")
    for part in around:
        parts = parts.setdefault(part, {})  # type: ignore[assignment]
    parts[last] = xml


def _subforms(parts: Parts) -> str:
    return "".join(
        held if isinstance(held, str) else f"<subform name={quoteattr(name)}>{_subforms(held)}</subform>"
        for name, held in parts.items()
    )


def _elements(parts: Parts) -> str:
    return "".join(
        f"<{name}>{held if isinstance(held, str) else _elements(held)}</{name}>" for name, held in parts.items()
    )


# -- one field --------------------------------------------------------------------------------------------------------


def _question(name: str, widgets: list[Dictionary], bind: str) -> str:
    """What the template says of a field."""
    first = widgets[0]
    kind = inherited(first, "/FT")
    attributes = f"name={quoteattr(name)}"
    if int(inherited(first, "/F") or 0) & _HIDDEN:  # type: ignore[call-overload]
        attributes += ' presence="hidden"'
    if kind == Name.Btn:
        buttons = [_button(on_state(one)[1:]) for one in widgets]
        if len(widgets) == 1 and "=" in name:
            return f"<field {attributes}>{buttons[0]}{bind}</field>"
        within = "".join(f"<field>{one}</field>" for one in buttons)
        return f"<exclGroup {attributes}>{bind}{within}</exclGroup>"
    if kind == Name.Ch:
        stored, shown = (_items(first, number) for number in (0, 1))
        ui = "<choiceList/>"
        return f'<field {attributes}><ui>{ui}</ui><items>{shown}</items><items save="1">{stored}</items>{bind}</field>'
    said = _shown(first)
    ui = "<dateTimeEdit/>" if _day(said) else "<numericEdit/>" if said.isdecimal() else '<textEdit multiLine="1"/>'
    return f"<field {attributes}><ui>{ui}</ui>{bind}</field>"


def _button(on: str) -> str:
    return f"<ui><checkButton/></ui><items><text>{escape(on)}</text></items>"


def _items(widget: Dictionary, number: int) -> str:
    options = inherited(widget, "/Opt")
    every = [one for one in options if isinstance(one, Array)] if isinstance(options, Array) else []
    return "".join(f"<text>{escape(str(one[number]))}</text>" for one in every)


def _datum(widgets: list[Dictionary]) -> str:
    """What the data say: of a button its value, of a day and a number what XFA stores for it."""
    if inherited(widgets[0], "/FT") == Name.Btn:
        return next((on_state(one)[1:] for one in widgets if one.get("/AS", Name.Off) != Name.Off), "")
    said = _shown(widgets[0])
    return _day(said) or (f"{said}.00000000" if said.isdecimal() else said)


def _shown(widget: Dictionary) -> str:
    return str(inherited(widget, "/V") or "")


def _day(said: str) -> str:
    """The day as XFA stores it; empty where the text is none."""
    try:
        return datetime.strptime(said, "%m/%d/%Y").date().isoformat()
    except ValueError:
        return ""
