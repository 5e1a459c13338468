"""The places for answers on a form without fields, found in its texts and tables.

An empty cell, a line of underscores, the room after “Label:”, a printed box, and printed words to choose among each get
a sign, as a field has one; then a completed copy is read like a form that has lost its fields.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.blocks import SIGN, SIGNS, Block, Cell, Table
from extractors.shown import FLOATING, LOOKS, UNREAD, look, trimmed
from extractors.slots import BlankTexts, Slot
from planwright.model import Field, FieldKind, Place, State

_FLOATS = look(FLOATING)
_FIRST = 0x8000  # signs before this one are those of the fields
_LINES = re.compile(r"(_{3,})(?:[ \t\xa0]*\n[ \t\xa0]*_{3,})+")
_BOXES = "☐□❑❒◻▢⬜○◯"
_BOX = rf"[{_BOXES}]|\[[ \xa0]*\]|\([ \xa0]+\)"
_TAKEN = rf"\s_{_BOXES}[(\U000f0000-\U000ffffd"  # what stands in the room after a label already
_ROOM = rf"(?<=:)(?=[ \xa0]{{2,}}[^{_TAKEN}]|[ \xa0]*(?:\t|$))"
_OPEN = re.compile(rf"(?P<line>_{{3,}}|\.{{6,}}|…{{2,}})|(?P<box>{_BOX})|(?P<field>{SIGN.pattern})|(?P<room>{_ROOM})")
_NUMBERS = r"\d{1,2}(?:[ \t\xa0/|,–-]+\d{1,2}){2,}"
_WORD = r"(?:yes|no|n/a|na|unsure|not sure|maybe|sí|si|no sé)"
_WORDS = rf"{_WORD}(?:(?:[ \t\xa0]*[/|][ \t\xa0]*|[ \t\xa0]+){_WORD})+"
_OPTIONS = re.compile(rf"(?<![\w/.-])(?:{_NUMBERS}|{_WORDS})(?=[ \t\xa0]*$)", re.IGNORECASE)
_PART = re.compile(r"[ \xa0]+/[ \xa0]+|[ \xa0]{2,}|[ \xa0]?\t[ \xa0]?")
_SAID = re.compile(r"[^\W_][\w'’,.() -]{0,40}")  # the words of one answer
_MOST_OPTIONS = 10
_ASKED = re.compile(r"[?:)](?=\s)")
_ASKS = re.compile(r"[?:](?=[\s\x1c-\x1f]|$)")
_WIDE = re.compile(r"[ \xa0]{3,}|\t")
_BETWEEN = re.compile(r"[ \t\xa0]*/[ \t\xa0]*(?!a\b)|[ \t\xa0]{2,}|\t|[|,]|(?<=\d)[ \xa0–-]+(?=\d)", re.IGNORECASE)


class _Around(NamedTuple):
    """What stands around a text: the words left of its cell, and those over it."""

    row: str = ""
    column: str = ""


def with_places(texts: BlankTexts) -> BlankTexts:
    """The same blank, with a sign in each place for an answer besides its fields'."""
    counted: Counter[str] = Counter()
    slots: dict[str, Slot] = {}
    for sign, slot in texts.slots.items():
        key = slot.field.key or slot.field.label or str(slot.field.kind)
        counted[key] += 1
        slots[sign] = replace(slot, name=key if counted[key] == 1 else f"{key}#{counted[key]}")
    places = _Places(BlankTexts(texts.blocks, slots))
    blocks = tuple(places.of(block, _Around()) for block in texts.blocks)
    return replace(texts, blocks=blocks, slots=places.slots)


class _Places:
    """Puts signs into the texts of one blank, in reading order."""

    def __init__(self, texts: BlankTexts) -> None:
        self.slots = dict(texts.slots)
        self._above = ""  # the last line with words and without places

    def of(self, block: Block, around: _Around) -> Block:
        """A text or table with its signs."""
        if isinstance(block, str):
            lines = _LINES.sub(r"\1", block).split("\n")
            said = [
                self._line(line, around, is_heading=self._is_over_boxes(lines[number + 1 :]))
                for number, line in enumerate(lines)
            ]
            if around == _Around():
                self._end(block, said)
            return "\n".join(said)
        return Table(tuple(tuple(self._row(block, number)) for number in range(len(block.rows))))

    def _row(self, table: Table, number: int) -> Iterator[Cell]:
        row = table.rows[number]
        left = ""
        is_heading = number == 0 and len(row) > 1 and all(map(_words_of, row[1:]))
        for column, cell in enumerate(row):
            heading = _heading(table, number, column)
            right = _words_of(row[column + 1]) if column + 1 < len(row) else ""
            around = _Around(left or ("" if heading else right), heading)
            if _is_empty(cell) and not is_heading:
                yield (self._add(FieldKind.TEXT, around, label="", printed="".join(map(str, cell))),)
            else:
                yield tuple(self.of(block, around) for block in cell)
            left = _words_of(cell) or left

    def _end(self, block: str, lines: Sequence[str]) -> None:
        """Notes of the last place of a text outside tables that it is one line: words below it may be of anything."""
        last = next((line for line in reversed(lines) if trimmed(line)), "")
        signs = SIGN.findall(last)
        slot = self.slots.get(signs[-1]) if signs else None
        printed = [line for line in block.split("\n") if trimmed(line)]
        if slot is None or not slot.is_open or slot.field.kind is not FieldKind.TEXT or not printed:
            return
        if (
            last.rstrip().endswith(signs[-1])
            and _plain(last)
            and _ASKS.search(last)
            and _plain(printed[-1]).strip("_ ")
        ):
            self.slots[signs[-1]] = replace(slot, is_one_line=True)

    def _is_over_boxes(self, below: Sequence[str]) -> bool:
        """Whether the next line with anything in it begins with a box."""
        line = next((line.translate(LOOKS).lstrip() for line in below if trimmed(line)), "")
        place = _OPEN.match(line)
        return place is not None and self._is_box(place)

    def _line(self, line: str, around: _Around, *, is_heading: bool) -> str:
        """A line with its signs; what is drawn upon it stands at its end, and asks nothing."""
        said = line.rstrip(UNREAD)
        return self._said_line(said, around, is_heading=is_heading) + line[len(said) :]

    def _said_line(self, line: str, around: _Around, *, is_heading: bool) -> str:
        """The words of a line with their signs: what each is for say the words before it, or after a box."""
        pieces: list[str] = []
        at = 0
        options = _OPTIONS.search(line)
        span = options.span() if options is not None else _listed(line)
        if span is not None:
            return self._choice(line, around, span)
        floats = _FLOATS if _FLOATS in line else ""
        found = [place for place in _OPEN.finditer(line) if not (is_heading and place.lastgroup == "room")]
        asked = ""
        is_box = [self._is_box(place) for place in found]
        boxes_follow = any(is_box) and not _plain(line[found[-1].end() :])
        for number, place in enumerate(found):
            before = line[at : place.start()]
            after = line[place.end() : found[number + 1].start() if number + 1 < len(found) else len(line)]
            if is_box[number]:
                first, label = _asked_and_label(before, after, follows=boxes_follow)
                asked = first or asked or around.row or self._above
                sign = self._sign(place, FieldKind.MARK, around._replace(row=asked), label, floats)
            else:
                beside = _plain(before) or (_plain(after) if number == 0 and place["field"] else "")
                above = "" if around.row else self._above
                sign = self._sign(place, FieldKind.TEXT, around, beside or above, floats)
            pieces += [before, sign]
            at = place.end()
        if not found and _plain(line):
            self._above = _plain(line)
        return "".join((*pieces, line[at:]))

    def _choice(self, line: str, around: _Around, span: tuple[int, int]) -> str:
        """A line with a sign in the place of the printed words, one of which is to be marked."""
        before, printed = line[: span[0]], line[span[0] : span[1]]
        asked = _plain(before) or around.row or self._above
        shown = tuple(_plain(one) for one in _BETWEEN.split(printed) if _plain(one))
        printed = f"{_FLOATS}{printed}" if _FLOATS in line else printed
        sign = self._add(FieldKind.CHOICE, around._replace(row=asked), label="", printed=printed, options=_each(shown))
        return f"{before} {sign} {line[span[1] :]}"

    def _is_box(self, place: re.Match[str]) -> bool:
        held = self.slots.get(place[0])
        return place["box"] is not None or (held is not None and held.field.kind is FieldKind.MARK)

    def _sign(self, place: re.Match[str], kind: FieldKind, around: _Around, label: str, floats: str) -> str:
        """The sign of a place: a new one, or that of the field that is there, which learns what it is for.

        In a box of the blank, what `floats` says of the place is printed there.
        """
        held = self.slots.get(place[0])
        if held is None:
            sign = self._add(kind, around, label=label, printed=f"{floats}{place[0]}")
            return sign if place["box"] else f" {sign} "
        row, column = _said(kind, around, label)
        self.slots[place[0]] = replace(held, row=row, column=column, printed=floats)
        return place[0]

    def _add(self, kind: FieldKind, around: _Around, *, label: str, printed: str, options: tuple[str, ...] = ()) -> str:
        number = 1 + sum(slot.is_open for slot in self.slots.values())
        sign = chr(SIGNS.start + _FIRST + number)
        said = [around.row, around.column] if not label else [around.row, label] if kind is FieldKind.MARK else [label]
        field = Field(
            key=f"place-{number}",
            label=" | ".join(filter(None, said)),
            kind=kind,
            value=None,
            state=State.BLANK,
            place=Place(),
        )
        row, column = _said(kind, around, label)
        slot = Slot(field=field, name=field.key, is_open=True, row=row, column=column)
        self.slots[sign] = replace(slot, printed=printed, options=options)
        return sign


def _said(kind: FieldKind, around: _Around, label: str) -> tuple[str, str]:
    """The words of the question, and those of the column or choice."""
    if kind is FieldKind.MARK:
        return around.row, label or around.column
    return label or around.row, around.column


def _listed(line: str) -> tuple[int, int] | None:
    """From where to where words are listed after a question, parted by strokes, tabs or gaps; None where none are."""
    ends = [found.end() for found in _ASKED.finditer(line)]
    for start in ends:
        said = line[start:]
        words = [part.translate(LOOKS).strip() for part in _PART.split(said.translate(LOOKS).strip())]
        if 1 < len(words) <= _MOST_OPTIONS and all(map(_SAID.fullmatch, words)):
            return start + len(said) - len(said.lstrip()), start + len(said.rstrip())
    return None


def _asked_and_label(before: str, after: str, *, follows: bool) -> tuple[str, str]:
    """The question before a printed box, where there is one, and the words the box stands for."""
    if not follows:
        return _plain(before) if _ASKS.search(before) else "", _plain(_WIDE.split(after.strip(" \xa0"))[0])
    parts = [part for part in _WIDE.split(_ASKS.sub(r"\g<0>   ", before)) if _plain(part)]
    return _plain(" ".join(parts[:-1])), _plain(parts[-1]) if parts else ""


def _each(options: Sequence[str]) -> tuple[str, ...]:
    """The options; words that only single spaces part are one each."""
    return tuple(one for option in options for one in (option.split() if len(options) == 1 else (option,)))


def _heading(table: Table, number: int, column: int) -> str:
    """The words over a cell, in the nearest row above that is printed from its second cell on."""
    width = len(table.rows[number])
    for row in reversed(table.rows[:number]):
        if len(row) == width and width > 1 and all(map(_words_of, row[1:])):
            return _words_of(row[column])
    return ""


def _is_empty(cell: Cell) -> bool:
    return len(cell) == 1 and isinstance(cell[0], str) and not trimmed(cell[0])


def _words_of(cell: Cell) -> str:
    """The printed words of a cell that holds nothing else."""
    text = cell[0] if len(cell) == 1 and isinstance(cell[0], str) else ""
    return "" if SIGN.search(text) or _OPEN.search(text) else _plain(text)


def _plain(text: str) -> str:
    """Printed words in one line, without their looks and the colon after them."""
    return " ".join(SIGN.sub(" ", text).translate(LOOKS).split()).rstrip(": ").strip()
