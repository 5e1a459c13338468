"""What is entered in a PDF form and where: the values of its fields, and the form without them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Dictionary, Name

from benchmarks.forms import AGENCY_NAME, ROUND_NAME

Box = tuple[float, float, float, float]
MULTILINE = 1 << 12
PREFILLED = (AGENCY_NAME, ROUND_NAME)  # in forms that were issued


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """One answer: a `text`, else a mark; the page from 1 and its box there, left, bottom, right, top.

    `lines` says that the text may break; `rules` is how many lines to write on the box has, the last one at its foot.
    `word` is the box of the printed word that a mark is for.
    """

    page: int
    box: Box
    text: str = ""
    lines: bool = False
    rules: int = 0
    word: Box | None = None


def entered_in(form: bytes) -> tuple[Entered, ...]:
    """What the fields of a form hold."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        return tuple(one for number, page in enumerate(pdf.pages, start=1) for one in _on(number, widgets_on(page)))


def cleared(form: bytes) -> bytes:
    """The form with nothing in its fields, but for what was filled in before it was sent."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for page in pdf.pages:
            for widget in widgets_on(page):
                if _said(widget) is not None:
                    _clear(widget)
        return saved(pdf)


def without_fields(form: bytes) -> bytes:
    """The form with nothing entered and no fields: what they draw becomes part of the pages."""
    with pikepdf.open(io.BytesIO(cleared(form))) as pdf:
        pdf.Root.AcroForm.NeedAppearances = True
        pdf.generate_appearance_streams()
        pdf.flatten_annotations("all")
        if "/AcroForm" in pdf.Root:
            del pdf.Root.AcroForm
        return saved(pdf)


def has_fields(form: bytes) -> bool:
    """Whether a form has fields."""
    with pikepdf.open(io.BytesIO(form)) as pdf:
        return "/AcroForm" in pdf.Root


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def widgets_on(page: pikepdf.Page) -> Iterator[Dictionary]:
    """The annotations of a page."""
    held = page.obj.get("/Annots")
    return (one for one in held if isinstance(one, Dictionary)) if isinstance(held, pikepdf.Array) else iter(())


def inherited(widget: Dictionary, key: str) -> object:
    """An entry of a widget, or of the fields above it."""
    held: object = widget
    while isinstance(held, Dictionary):
        if key in held:
            return held[key]
        held = held.get("/Parent")
    return None


def full_name(widget: Dictionary) -> str:
    """The names of a widget's field and of those above it."""
    names: list[str] = []
    held: object = widget
    while isinstance(held, Dictionary):
        if "/T" in held:
            names.insert(0, str(held["/T"]))
        held = held.get("/Parent")
    return ".".join(names)


def on_state(widget: Dictionary) -> str:
    """The name of the state in which a button is on."""
    return next(str(key) for key in widget.AP.N.as_dict() if key != "/Off")


def _on(number: int, widgets: Iterable[Dictionary]) -> Iterator[Entered]:
    for widget in widgets:
        said = _said(widget)
        if said is not None:
            left, bottom, right, top = map(float, widget.Rect)
            flags = int(inherited(widget, "/Ff") or 0)  # type: ignore[call-overload]
            is_text = inherited(widget, "/FT") == Name.Tx
            yield Entered(
                page=number, box=(left, bottom, right, top), text=said, lines=is_text and bool(flags & MULTILINE)
            )


def _said(widget: Dictionary) -> str | None:
    """What is entered in a widget, nothing where it is marked; None where nothing is, or nobody may change it."""
    if widget.get("/Subtype") != Name.Widget or int(inherited(widget, "/Ff") or 0) & 1:  # type: ignore[call-overload]
        return None
    if inherited(widget, "/FT") == Name.Btn:
        return "" if widget.get("/AS", Name.Off) != Name.Off else None
    value = inherited(widget, "/V")
    if value is None or not str(value).strip() or str(value) in PREFILLED:
        return None
    options = {str(one[0]): str(one[1]) for one in widget.get("/Opt", []) if isinstance(one, pikepdf.Array)}
    return options.get(str(value), str(value))


def _clear(widget: Dictionary) -> None:
    if "/AS" in widget:
        widget.AS = Name.Off
    held: object = widget
    while isinstance(held, Dictionary):
        if "/V" in held:
            del held["/V"]
        held = held.get("/Parent")
    if inherited(widget, "/FT") != Name.Btn and "/AP" in widget:
        del widget["/AP"]
