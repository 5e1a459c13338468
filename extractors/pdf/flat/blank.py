"""What a blank PDF form looks like: the words it prints and the places for answers, learned once from its fields."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import pikepdf
import pypdfium2

from extractors.pdf.box import PUSH_BUTTON, RADIO, exports_of, mark_of
from extractors.pdf.choice import COMBO, EDITABLE, Options
from extractors.pdf.entry import is_date
from extractors.pdf.flat.align import Said
from extractors.pdf.flat.slot import Printed, Slot, inner_parts, measured, within
from extractors.pdf.flat.strokes import Looks, Outside, looks_of
from extractors.pdf.issued import code_on
from extractors.pdf.page.boxes import wider
from extractors.pdf.page.ink import NO_INK, Ink, Picture
from extractors.pdf.page.rules import NO_RULES, Rules, rules_of
from extractors.pdf.page.spelled import is_spelled
from extractors.pdf.page.words import Word, words_of
from extractors.pdf.place import Box, Page, Pages, displayed, pages_of
from extractors.pdf.said import flags_of
from extractors.pdf.text import name_of, shown_name, text_of
from extractors.pdf.tree import Tree, Widget
from extractors.prompts import plain
from planwright.model import FieldKind

MULTILINE = 1 << 12
COMB = 1 << 24
EDGE = 3.0  # points around a place that belong to it
RING = 10.0  # around a word that is marked by a circle
_BESIDE, _AWAY = 2.0, 1.2  # points around a word: where its ground is looked at, and how dark it is
_BEHIND, _GAP = 8.0, 5.0  # points from a button to its words, and between these
_DARK = 0.5  # share of dark dots that letters alone never make
_FRAME = 0.5  # of the width or height of a button's place that its frame has at least
_SHIFT, _LEAST_HOLLOW = 0.5, 0.25  # points by which a printed box may lie beside its place; of its side that is bare


@dataclass(frozen=True, slots=True, kw_only=True)
class BlankPage:
    """One page of a blank: its printed words, its places for answers, and the `named` places.

    Named are the lines in which the blank prints the name of its agency or round, from that name to the page's edge;
    `said` is what it prints there, from the first name of each line.
    `codes` is where the code of the form stands, `looks` how the page looks, `ruled` the numbers of the words through
    which it draws a line itself, or that stand on dark ground; `drawn` are the lines, drawings and colors that it
    draws. `grounds` is the gray that each word stands on, where it is even around the word. `loose` are the numbers of
    the words that no page draws but a note or button on it, which not every program prints; `pale` are those of words
    that are hardly seen on the blank itself.
    """

    number: int
    words: tuple[Word, ...]
    slots: tuple[Slot, ...]
    named: tuple[Box, ...]
    codes: tuple[Box, ...]
    looks: Looks
    ruled: frozenset[int]
    drawn: Rules = NO_RULES
    said: tuple[str, ...] = ()
    grounds: tuple[int | None, ...] = ()
    loose: frozenset[int] = frozenset()
    pale: frozenset[int] = frozenset()
    texts: Said = field(init=False, compare=False, repr=False)
    outside: Outside = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """The words by what they say, and the looks outside of the places, which each copy is compared with."""
        object.__setattr__(self, "texts", Said(self.words))
        places = [wider(slot.box, RING if slot.printed else EDGE) for slot in self.slots]
        places += [wider(box, EDGE) for box in (*self.named, *self.codes)]
        object.__setattr__(self, "outside", Outside(self.looks, tuple(places)))


@dataclass(frozen=True, slots=True)
class Blank:
    """The pages of a blank form.

    `names` stand in it for those of its agency and round, which are `known` where a form says whose it is.
    """

    pages: tuple[BlankPage, ...]
    names: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def learn(data: bytes, names: Sequence[str]) -> Blank:
    """The blank in these bytes: a PDF form with nothing in it but what was filled in before it was sent.

    `names` stand in it for those of its agency and round.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = pages_of(pdf)
        slots = _slots_by_page(pdf, pages)
        codes = [code_on(page.obj) for page in pdf.pages]
        with pypdfium2.PdfDocument(data) as bare:
            beneath = [Picture(page, with_notes=False) for page in bare]
            words = [words_of(bare[page.number - 1], page) for page in pages.in_order()]
        pdf.flatten_annotations("all")  # as a completed copy shows it: frames of boxes and all
        flat = io.BytesIO()
        pdf.save(flat)
    with pypdfium2.PdfDocument(flat.getvalue()) as shown:
        numbered = [(page, page.number - 1) for page in pages.in_order()]
        return Blank(
            tuple(
                _with_loose(
                    _page(shown[at], page, _on_bare(slots.get(page.number, ()), beneath[at]), codes[at], names), own
                )
                for (page, at), own in zip(numbered, words, strict=True)
            ),
            tuple(names),
        )


def has_fields(data: bytes) -> bool:
    """Whether this PDF has form fields."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        form = pdf.Root.get("/AcroForm")
        fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
        return isinstance(fields, pikepdf.Array) and len(fields) > 0


def _on_bare(slots: Sequence[Slot], beneath: Picture) -> list[Slot]:
    return [
        replace(slot, bare=beneath.ink(within(slot.box)), bare_pale=beneath.pale(inner_parts(slot, slot.box)))
        for slot in slots
    ]


def _slots_by_page(pdf: pikepdf.Pdf, pages: Pages) -> dict[int, list[Slot]]:
    groups: dict[str, list[Widget]] = {}
    for widget in Tree().walk(pdf.Root.AcroForm.get("/Fields")):
        groups.setdefault(widget.key, []).append(widget)
    slots: dict[int, list[Slot]] = {}
    lists = Options()
    for widgets in groups.values():
        for widget, slot in zip(widgets, _slots(widgets, lists), strict=True):
            place = pages.place(widget.own, widget.id)
            if slot is not None and place.page is not None and place.box is not None:
                slots.setdefault(place.page, []).append(replace(slot, box=place.box))
    return slots


def _page(
    shown: pypdfium2.PdfPage, page: Page, slots: Sequence[Slot], code: Box | None, names: Sequence[str]
) -> BlankPage:
    """What the page prints; what stands in its places already is filled in anew for each agency, and not printed."""
    picture = Picture(shown)
    shown_words = words_of(shown, page)
    inked = tuple(
        measured(replace(slot, ink=_ink(slot, shown_words, picture), frame=_frame(slot, picture)), picture)
        for slot in slots
    )
    rules = rules_of(shown, page)
    words = [word for word in shown_words if not any(holds(slot.box, word) for slot in slots)]
    named = [word for word in words if any(name in word.text for name in names)]
    beside = tuple((word.box[0] - 1, word.box[1] - 2, shown.get_width(), word.box[3] + 2) for word in named)
    printed = tuple(word for word in words if word not in named)
    return BlankPage(
        number=page.number,
        words=printed,
        slots=tuple(_beside(inked, printed, picture)),
        named=beside,
        said=tuple(said_in(box, words) for box in beside),
        codes=(displayed(code, page),) if code else (),
        looks=looks_of(shown),
        ruled=frozenset(number for number, word in enumerate(printed) if is_ruled(word.box, picture)),
        drawn=rules,
        grounds=tuple(ground_of(word.box, picture) for word in printed),
        pale=frozenset(number for number, word in enumerate(printed) if not picture.ink(word.box).dots),
    )


def _beside(slots: Sequence[Slot], words: Sequence[Word], picture: Picture) -> Iterator[Slot]:
    """The places, the buttons of a group with the words to their right where each of them has some."""
    found = [_words_of(slot, slots, words) if slot.is_group else () for slot in slots]
    lacking = {slot.key for slot, said in zip(slots, found, strict=True) if not said}
    for slot, said in zip(slots, found, strict=True):
        printed = (with_shade(Printed(word.text, word.box), picture) for word in said)
        yield slot if slot.key in lacking else replace(slot, beside=tuple(printed))


def _words_of(slot: Slot, slots: Sequence[Slot], words: Sequence[Word]) -> tuple[Word, ...]:
    """The words right behind a button, up to a gap or the next place; none where it may belong to those before it."""
    box = slot.box
    level = sorted((word for word in words if box[1] < word.center[1] < box[3]), key=_left)
    places = [one.box[0] for one in slots if one.box[0] >= box[2] and one.box[1] < box[3] and box[1] < one.box[3]]
    end, at, held = min(places, default=float("inf")), box[2], list[Word]()
    for word in (word for word in level if box[2] - _SHIFT <= word.box[0] and word.box[2] <= end):
        if word.box[0] - at > (_GAP if held else _BEHIND):
            break
        held.append(word)
        at = word.box[2]
    before = min((box[0] - word.box[2] for word in level if word.box[2] <= box[0] + _SHIFT), default=float("inf"))
    return tuple(held) if held and before > 2 * (held[0].box[0] - box[2]) else ()


def _left(word: Word) -> float:
    return word.box[0]


def with_shade(printed: Printed, picture: Picture) -> Printed:
    """The word with how dark the blank is upon it."""
    return printed._replace(shades=(shade_of(printed.box, picture),))


def shade_of(box: Box, picture: Picture) -> float:
    """How dark a word is, and what is right around it."""
    return picture.shade(wider(box, _AWAY))


def _with_loose(page: BlankPage, own: Sequence[Word]) -> BlankPage:
    """The page with the numbers of the words that are not among its own."""
    known = {(word.text, word.box) for word in own}
    others = [number for number, word in enumerate(page.words) if (word.text, word.box) not in known]
    loose = (number for number in others if not is_spelled(page.words[number].text, page.words[number].box, own))
    return replace(page, loose=frozenset(loose))


def _ink(slot: Slot, words: Sequence[Word], picture: Picture) -> Ink:
    """How dark the place is; nothing where a name was filled in, which another one takes the place of."""
    return NO_INK if any(holds(slot.box, word) for word in words) else picture.ink(within(slot.box))


def _frame(slot: Slot, picture: Picture) -> Box | None:
    """The box or ring that a button draws; None where it draws nothing that a mark could stand in."""
    frame = picture.drawn_in(slot.box) if slot.state else None
    if frame is None:
        return None
    least = _FRAME * min(slot.box[2] - slot.box[0], slot.box[3] - slot.box[1])
    return frame if min(frame[2] - frame[0], frame[3] - frame[1]) >= least else None


def ground_of(box: Box, picture: Picture) -> int | None:
    """The gray that words stand on, where it is even around them; a printed copy may lie a little beside its blank."""
    left, top, right, bottom = box
    around = picture.ground((left - _BESIDE, top - _BESIDE, right + _BESIDE, bottom + _BESIDE))
    return around if around == picture.ground(box) else None


def is_ruled(box: Box, picture: Picture) -> bool:
    """Whether a line runs through printed words, or they stand on dark ground, where none would be seen."""
    return picture.is_struck(box) or picture.ink(box).share > _DARK


def holds(box: Box, word: Word) -> bool:
    """Whether the middle of the word lies in the box."""
    across, down = word.center
    left, top, right, bottom = box
    return left <= across <= right and top <= down <= bottom


def said_in(box: Box, words: Iterable[Word]) -> str:
    """The words in a box from left to right, by their letters and digits."""
    return plain("".join(word.text for word in sorted(words, key=lambda one: one.box[0]) if holds(box, word)))


def _slots(widgets: Sequence[Widget], lists: Options) -> Iterator[Slot | None]:
    """The place of each widget of one field; None for what takes no answer."""
    field = widgets[0].field
    label = text_of(field.get("/TU")).text.strip() or widgets[0].name
    flags = flags_of(field)
    kind = name_of(field.get("/FT"))
    marks = [mark_of(widget) for widget in widgets]
    exports = exports_of(field.get("/Opt"), marks)
    for number, mark in enumerate(marks):
        slot = Slot(key=widgets[0].key, label=label, kind=FieldKind.TEXT, box=(0, 0, 0, 0))
        if kind == "Btn" and not flags & PUSH_BUTTON and mark.states:
            is_group = bool(flags & RADIO)
            state = shown_name(min(mark.states))
            raw = exports[number].text if exports else None
            kind_of = FieldKind.CHOICE if is_group else FieldKind.MARK
            yield replace(slot, kind=kind_of, state=state, raw=raw if raw != state else None, is_group=is_group)
        elif kind == "Tx":
            date = FieldKind.DATE if is_date(field) else FieldKind.TEXT
            yield replace(slot, kind=date, lines=bool(flags & MULTILINE), comb=bool(flags & COMB))
        elif kind == "Ch":
            free = bool(flags & COMBO and flags & EDITABLE)
            yield replace(slot, kind=FieldKind.CHOICE, choices=() if free else lists.of(field))
        elif kind == "Sig":
            yield replace(slot, kind=FieldKind.SIGNATURE)
        else:
            yield None
