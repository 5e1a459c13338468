"""What a blank that others made asks, place by place, for a draft of its edition."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.blocks import SIGN, Block
from extractors.read import (
    anchored,
    learn_pages,
    learn_places,
    learn_texts,
    outline,
    print_pages,
    read_bytes,
    read_printed,
    words_around,
)
from extractors.slots import Slot
from extractors.triage import PDF
from planwright.editions.draft import OpenPlace
from planwright.editions.rename import named
from planwright.errors import EditionError
from planwright.model import Field, FieldKind, Problem, Reading, Severity

if TYPE_CHECKING:
    from extractors.pdf.flat.slot import Slot as PdfSlot
    from extractors.pdf.seen.beside import Around

Box = tuple[float, float, float, float]
_SAME_LINE = 8.0  # points by which fields in one line may stand higher or lower


class _Printed(NamedTuple):
    """A field of a PDF, the place that its page shows there, if any, and the words around it."""

    slot: "PdfSlot"
    seen: "PdfSlot | None"
    around: "Around"


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


def refuse_issued(data: bytes, name: str) -> None:
    """Raises `EditionError` for a form that planwright issued, blank or completed: its copies are known without."""
    _, reading = read_bytes(data, name=name)
    if reading.stamps:
        _, stamp = reading.stamps[0]
        raise EditionError(
            f"{name} is a form that planwright issued ({stamp.instrument}, version {stamp.version}), and need not be"
            " adopted: its completed copies are known already. Put them into the inbox. Adopt only blanks that others"
            " made."
        )


class Preview(NamedTuple):
    """The blank with its places outlined and named, as a PDF, and the names of those that are not found on it."""

    pdf: bytes
    left_out: tuple[str, ...]


def preview_of(data: bytes, name: str, places: Sequence[OpenPlace], unbound: Collection[str] = ()) -> Preview | Problem:
    """The blank as a PDF with each place outlined and named; the problem where a Word blank cannot be printed.

    The `unbound` places, which ask no question that is known, look otherwise. The buttons of a group are named each.
    """
    media_type, reading = read_bytes(data, name=name)
    if media_type != PDF:
        pages = print_pages(data)
        if isinstance(pages, Problem):
            return pages
        boxes = dict(_in_print(pages, data, places))
        drawn_there = outline(pages, [(*at, name, name not in unbound) for name, at in boxes.items()])
        return Preview(drawn_there, tuple(one.place for one in places if one.place not in boxes))
    known = [place.place for place in places]
    met: set[str] = set()
    drawn = learn_pages(data, ()) if not reading.needs_blank else learn_places(data)
    names: dict[str, list[str]] = {}
    for place, field in named(reading.fields):
        names.setdefault(field.key, []).append(place)
    shown: list[tuple[int, Box, str, bool]] = []
    for page in drawn.pages:
        for slot in page.slots:
            of_key = names.get(slot.key, [slot.key])
            place = of_key.pop(0) if len(of_key) > 1 else of_key[0]
            if place in known:
                met.add(place)
                button = f": {slot.raw or slot.state}" if slot.is_group else ""
                shown.append((page.number, slot.box, f"{place}{button}", place not in unbound))
    return Preview(outline(data, shown), tuple(place for place in known if place not in met))


def _in_print(pages: bytes, data: bytes, places: Sequence[OpenPlace]) -> Iterator[tuple[str, tuple[int, Box]]]:
    """Each place of a printed Word blank with its page and box.

    Fields that stand in one text have its box together, and a row that is broken by a page has none: these are found
    beside their words.
    """
    found = {
        field.key: field.place for field in read_printed(pages, learn_texts(data, (), has_open_places=True)).fields
    }
    counted = Counter((at.page, at.box) for at in found.values())
    sought: list[OpenPlace] = []
    for place in places:
        at = found.get(place.place)
        if at is not None and at.page is not None and at.box is not None and counted[at.page, at.box] == 1:
            yield place.place, (at.page, at.box)
        else:
            sought.append(place)
    words = [(place.row or place.label, place.column if place.kind is FieldKind.MARK else "") for place in sought]
    for place, where in zip(sought, anchored(pages, words), strict=True):
        if where is not None:
            yield place.place, where


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
        yield from (_of_drawn(slot) for page in drawn.pages for slot in page.slots)
        return
    slots: dict[str, list[_Printed]] = {}
    for page, beside in zip(learn_pages(data, ()).pages, drawn.pages, strict=True):
        for slot in page.slots:
            one = _Printed(slot, _nearest(slot.box, beside.slots), words_around(page, slot))
            slots.setdefault(slot.key, []).append(one)
    for place, field in sorted(named(reading.fields), key=lambda one: _in_order(one[1])):
        found = slots.get(field.key, [])
        number = sum(one.key == field.key for one in reading.fields[: reading.fields.index(field)])
        if not found:
            yield _of_field(place, field)
        elif found[0].slot.is_group:
            yield _of_group(place, found)
        else:
            yield _of_page(found[min(number, len(found) - 1)], place)


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


def _of_drawn(slot: "PdfSlot") -> OpenPlace:
    """A place of a blank without fields."""
    is_mark = slot.kind is FieldKind.MARK
    row, column = slot.row, slot.column
    if not row:
        row, column = ("", column or slot.label) if is_mark else (slot.label, column)
    return OpenPlace(place=slot.key, label=slot.label, row=row, column=column, kind=slot.kind, choices=())


def _of_group(place: str, found: Sequence["_Printed"]) -> OpenPlace:
    """The place of a group of radio buttons, with the words printed beside each of them."""
    words = tuple((one.seen.column if one.seen else "") or one.around.beside for one in found)
    question = next((one.seen.row for one in found if one.seen and one.seen.row), "") or found[0].slot.label
    states = tuple(one.slot.raw or one.slot.state for one in found)
    return OpenPlace(
        place=place, label=question, row=question, column="", kind=FieldKind.CHOICE, choices=states, offered=words
    )


def _of_page(one: "_Printed", place: str) -> OpenPlace:
    """A place on a page; what the field itself is called counts only where no words are printed near it."""
    slot, seen, around = one.slot, one.seen, one.around
    own = slot.label if slot.label != slot.key.rpartition(".")[2] else ""
    is_mark = slot.kind is FieldKind.MARK
    row, column = (seen.row, seen.column) if seen else ("", "")
    if not column and is_mark:
        column = around.beside or own or around.over or around.nearest or slot.label
    elif not column and not is_mark:
        row, column = _entry_words(around, seen, own or slot.label)
    return OpenPlace(
        place=place,
        label=column or row if is_mark else " | ".join(filter(None, (row, column))),
        row=row,
        column=column,
        kind=slot.kind,
        choices=(offered := tuple(choice.display for choice in slot.choices if choice.display.strip())),
        offered=offered,
    )


def _entry_words(around: "Around", seen: "PdfSlot | None", name: str) -> tuple[str, str]:
    """The words of the row and of the column that a field to write in stands in."""
    if around.beside:
        return around.beside, ""
    if around.number and around.over:
        return around.number, around.over
    return (seen.label if seen else "") or around.over or around.nearest or name, ""


def _of_field(place: str, field: Field) -> OpenPlace:
    is_mark = field.kind is FieldKind.MARK
    row, column = ("", field.label) if is_mark else (field.label, "")
    return OpenPlace(place=place, label=field.label, row=row, column=column, kind=field.kind, choices=())
