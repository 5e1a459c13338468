"""What a blank that others made asks, place by place, for a draft of its edition."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.blocks import SIGN, Block
from extractors.read import learn_pages, learn_places, learn_texts, outline, print_pages, read_bytes, read_printed
from extractors.slots import Slot
from extractors.triage import PDF
from planwright.editions.draft import OpenPlace
from planwright.editions.rename import named
from planwright.errors import EditionError
from planwright.model import Field, FieldKind, Problem, Reading, Severity

if TYPE_CHECKING:
    from extractors.pdf.flat.blank import Slot as PdfSlot

Box = tuple[float, float, float, float]
_SAME_LINE = 8.0  # points by which fields in one line may stand higher or lower


def places_of(data: bytes, name: str) -> tuple[OpenPlace, ...]:
    """The places of the blank in these bytes, in reading order; raises `EditionError` for what is no blank form."""
    media_type, reading = read_bytes(data, name=name)
    if not reading.needs_blank and any(one.severity is Severity.FATAL for one in reading.problems):
        raise EditionError(f"{name} cannot be adopted. {reading.problems[0].message}")
    found = tuple(_on_pages(data, reading) if media_type == PDF else _in_texts(data, reading))
    if not found:
        raise EditionError(
            f"{name} has no place for an answer: no fields, no empty cells, no lines to write on, no boxes. Name the"
            " blank form, as it is sent out."
        )
    return found


def preview_of(data: bytes, name: str, places: Sequence[OpenPlace]) -> bytes | Problem:
    """The blank as a PDF with each place outlined and named; the problem where a Word blank cannot be printed."""
    media_type, reading = read_bytes(data, name=name)
    if media_type != PDF:
        pages = print_pages(data)
        if isinstance(pages, Problem):
            return pages
        found = read_printed(pages, learn_texts(data, (), has_open_places=True)).fields
        held = [(field.place, field.key) for field in found]
        return outline(
            pages, [(at.page, at.box, key) for at, key in held if at.page is not None and at.box is not None]
        )
    drawn = learn_pages(data, ()) if not reading.needs_blank else learn_places(data)
    named_of = {field.key: place for place, field in named(reading.fields)}
    boxes = [(page.number, slot.box, named_of.get(slot.key, slot.key)) for page in drawn.pages for slot in page.slots]
    known = {place.place for place in places}
    return outline(data, [one for one in boxes if one[2] in known])


def _in_texts(data: bytes, reading: Reading) -> Iterator[OpenPlace]:
    texts = learn_texts(data, (), has_open_places=True)
    order = [sign for block in texts.blocks for sign in _signs(block)]
    for sign in (*order, *(one for one in texts.slots if one not in order)):
        yield _of_slot(texts.slots[sign])
    there = {slot.field.place.xpath for slot in texts.slots.values()}
    for place, field in named(reading.fields):  # those in headers, footers and notes
        if field.place.xpath not in there:
            yield _of_field(place, field)


def _signs(block: Block) -> list[str]:
    if isinstance(block, str):
        return SIGN.findall(block)
    return [sign for row in block.rows for cell in row for inner in cell for sign in _signs(inner)]


def _of_slot(slot: Slot) -> OpenPlace:
    return OpenPlace(
        place=slot.name,
        label=slot.field.label,
        row=slot.row,
        column=slot.column,
        kind=slot.field.kind,
        choices=slot.options or tuple(shown for shown, _ in slot.choices if shown),
    )


def _on_pages(data: bytes, reading: Reading) -> Iterator[OpenPlace]:
    """The fields of a PDF, each with the words printed at its place; or its places, where it has no fields."""
    drawn = learn_places(data)
    if reading.needs_blank:
        yield from (_of_page(slot, slot, slot.key, ()) for page in drawn.pages for slot in page.slots)
        return
    slots: dict[str, list[tuple[PdfSlot, PdfSlot | None]]] = {}
    for page, beside in zip(learn_pages(data, ()).pages, drawn.pages, strict=True):
        for slot in page.slots:
            slots.setdefault(slot.key, []).append((slot, _nearest(slot.box, beside.slots)))
    for place, field in sorted(named(reading.fields), key=lambda one: _in_order(one[1])):
        found = slots.get(field.key, [])
        number = sum(one.key == field.key for one in reading.fields[: reading.fields.index(field)])
        if not found:
            yield _of_field(place, field)
        elif found[0][0].is_group:
            words = tuple(seen.column if seen else "" for _, seen in found)
            states = tuple(slot.raw or slot.state for slot, _ in found)
            yield _of_page(found[0][0], found[0][1], place, states, offered=words)
        else:
            slot, seen = found[min(number, len(found) - 1)]
            yield _of_page(
                slot, seen, place, tuple(choice.display for choice in slot.choices if choice.display.strip())
            )


def _in_order(field: Field) -> tuple[int, int, float]:
    """Where a field comes in reading order: by page, line and place in the line."""
    left, top, *_ = field.place.box or (0.0, 0.0)
    return field.place.page or 0, round(top / _SAME_LINE), left


def _nearest(box: Box, slots: Sequence["PdfSlot"]) -> "PdfSlot | None":
    """The place on a page that this box shares most of its area with; None where it shares none."""
    shared = [(_shared(box, slot.box), -number) for number, slot in enumerate(slots)]
    most, number = max(shared, default=(0.0, 0))
    return slots[-number] if most > 0 else None


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    both = max(0.0, across) * max(0.0, down)
    areas = ((box[2] - box[0]) * (box[3] - box[1]) for box in (one, other))
    return both / max(1.0, sum(areas) - both)


def _of_page(
    slot: "PdfSlot", seen: "PdfSlot | None", place: str, choices: tuple[str, ...], offered: tuple[str, ...] = ()
) -> OpenPlace:
    """A place on a page; what the field itself is called counts where it has no printed words."""
    is_mark = slot.kind is FieldKind.MARK
    row, column = (seen.row, seen.column) if seen else ("", "")
    label = seen.label if seen and seen.label else slot.label
    if not row:
        row, column = ("", column or label) if is_mark else (label, column)
    return OpenPlace(
        place=place, label=label, row=row, column=column, kind=slot.kind, choices=choices, offered=offered or choices
    )


def _of_field(place: str, field: Field) -> OpenPlace:
    is_mark = field.kind is FieldKind.MARK
    row, column = ("", field.label) if is_mark else (field.label, "")
    return OpenPlace(place=place, label=field.label, row=row, column=column, kind=field.kind, choices=())
