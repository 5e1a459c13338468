"""Adopted PDF blanks with answers in them: in their fields, by pikepdf and pypdf, or to be put upon their pages."""

import io
from collections.abc import Iterator
from datetime import date

import pikepdf
import pypdf
from pikepdf import Dictionary, Name, String
from reportlab.lib.utils import simpleSplit

from benchmarks.accuracy.filled import Answers
from benchmarks.accuracy.pdf.entered import (
    MULTILINE,
    Entered,
    entered_in,
    full_name,
    has_fields,
    inherited,
    on_state,
    saved,
    widgets_on,
)
from benchmarks.accuracy.pdf.located import spots
from planwright.editions import Edition
from planwright.model import Value

SIZE = 8.0  # points
MARK = "x"  # what stands for a box that is marked


def by_pikepdf(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The blank with values and appearances in its fields."""
    return _filled(blank, edition, answers, is_drawn=True)


def without_drawing(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The blank with values in its fields that nobody drew yet."""
    return _filled(blank, edition, answers, is_drawn=False)


def by_states(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The same, its boxes on by what they show alone, as some programs leave them."""
    with pikepdf.open(io.BytesIO(by_pikepdf(blank, edition, answers))) as pdf:
        for page in pdf.pages:
            for widget in widgets_on(page):
                held: object = widget if inherited(widget, "/FT") == Name.Btn else None
                while isinstance(held, Dictionary):
                    if "/V" in held:
                        del held["/V"]
                    held = held.get("/Parent")
        return saved(pdf)


def by_pypdf(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The blank filled in by pypdf, with appearances of its own making."""
    said = dict(_by_name(edition, answers))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(blank))
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        boxes = {
            full_name(one): on_state(one)
            for page in pdf.pages
            for one in widgets_on(page)
            if inherited(one, "/FT") == Name.Btn
        }
    values = {
        name: boxes[name] if text == MARK else f"/{text}" if name in boxes else text for name, text in said.items()
    }
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def only_boxes(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The blank with its boxes ticked and nothing in its other fields."""
    with pikepdf.open(io.BytesIO(by_pikepdf(blank, edition, answers))) as pdf:
        for page in pdf.pages:
            for widget in widgets_on(page):
                if inherited(widget, "/FT") != Name.Btn:
                    for key in ("/V", "/AP"):
                        if key in widget:
                            del widget[key]
        return saved(pdf)


def texts(blank: bytes, edition: Edition, answers: Answers) -> tuple[Entered, ...]:
    """The answers that are texts, with their places on the pages."""
    return tuple(one for one in entered(blank, edition, answers) if one.text)


def entered(blank: bytes, edition: Edition, answers: Answers) -> tuple[Entered, ...]:
    """The answers with their places on the pages."""
    if has_fields(blank):
        return entered_in(without_drawing(blank, edition, answers))
    return tuple(_on_pages(edition, answers))


def fitting(blank: bytes, edition: Edition, answers: Answers) -> Answers:
    """The answers, cut to what has room in the blank: nobody can read what a page does not show."""
    kept = dict(answers)
    for item, value in answers.items():
        if isinstance(value, str) and " " in value:
            one = next((one for one in entered(blank, edition, {item: value}) if one.text), None)
            if one is not None:
                kept[item] = _cut(one)
    return kept


def _cut(one: Entered) -> str:
    """As much of a text as has room in letters of the usual size."""
    left, bottom, right, top = one.box
    lines = simpleSplit(one.text, "Helvetica", SIZE, right - left - 2 * SIZE)
    room = one.rules or int((top - bottom - 4) / (SIZE * 1.25)) if one.lines else 1
    return " ".join(lines[: max(1, room)])


def _on_pages(edition: Edition, answers: Answers) -> Iterator[Entered]:
    for (item, choice), spot in spots(edition.id).items():
        value = answers.get(item)
        if value in (None, ()):
            continue
        chosen = {str(one) for one in (value if isinstance(value, tuple) else (value,))}
        if choice is not None and choice in chosen:
            yield Entered(page=spot.page, box=spot.box, word=spot.word)
        elif choice is None:
            is_cell = spot.rules == 0
            text = _shown(value, edition)
            text = text if is_cell or spot.rules > 1 else " ".join(text.split())
            yield Entered(page=spot.page, box=spot.box, text=text, lines=is_cell or spot.rules > 1, rules=spot.rules)


def _filled(blank: bytes, edition: Edition, answers: Answers, *, is_drawn: bool) -> bytes:
    said = dict(_by_name(edition, answers))
    with pikepdf.open(io.BytesIO(blank)) as pdf:
        for page in pdf.pages:
            for widget in widgets_on(page):
                text = said.get(full_name(widget))
                if text is not None:
                    _enter(widget, text)
        if is_drawn:
            pdf.Root.AcroForm.NeedAppearances = True
            pdf.generate_appearance_streams()
            pdf.Root.AcroForm.NeedAppearances = False
        return saved(pdf)


def _enter(widget: Dictionary, text: str) -> None:
    field = widget if "/T" in widget else widget.Parent
    if inherited(widget, "/FT") != Name.Btn:
        has_lines = bool(int(inherited(widget, "/Ff") or 0) & MULTILINE)  # type: ignore[call-overload]
        field.V = String(text if has_lines else " ".join(text.split()))
    elif text in (MARK, on_state(widget).removeprefix("/")):
        widget.AS = field.V = Name(on_state(widget))


def _by_name(edition: Edition, answers: Answers) -> Iterator[tuple[str, str]]:
    """What is entered in each field, by its name."""
    for entry in edition.entries:
        value = answers.get(entry.item or "")
        if value in (None, ()):
            continue
        if entry.choice is not None:
            chosen = value if isinstance(value, tuple) else (value,)
            if str(entry.choice) in map(str, chosen):
                yield entry.place, MARK
        elif entry.choices:
            yield entry.place, next(shown for shown, meant in entry.choices.items() if str(meant) == str(value))
        else:
            yield entry.place, _shown(value, edition)


def _shown(value: Value, edition: Edition) -> str:
    """A value as a person types it."""
    text = str(value)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day.strftime("%m/%d/%Y" if edition.language == "en-US" else "%d/%m/%Y")
