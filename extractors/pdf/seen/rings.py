"""The places around printed words of a scale, in which a circle around one of them is drawn."""

from collections.abc import Iterator, Sequence

from extractors.pdf.page.boxes import middle_in
from extractors.pdf.place import Box
from extractors.pdf.seen.letters import Sign, Token
from extractors.pdf.seen.place import Seen, joined, lines_of, text_of
from extractors.pdf.seen.rules import Surroundings
from extractors.pdf.seen.scales import Scale
from extractors.pdf.seen.tables import Cell, Table
from planwright.model import FieldKind

_REACH = 9.0  # points from a word to the edge of its place, at most
_AWAY = 1.2  # points between a place and what is printed or drawn beside it
_ABOVE = 30.0  # points up to the line of print that asks


def rings_of(scales: Sequence[Scale], page: Surroundings, rules: Sequence[Box]) -> Iterator[Seen]:
    """A place for each word of each scale."""
    for scale in scales:
        held = _held(scale, page)
        names = _asks(scale, held, page)
        row = text_of(names)
        for number, word in enumerate(scale.words):
            heads = held[0].headings(held[1][number]) if held and len(set(held[1])) > 1 else ()
            column = " ".join(cell.text for cell in heads)
            yield Seen(
                box=_place(scale, number, page, rules),
                kind=FieldKind.MARK,
                label=joined(row, word.text),
                row=row,
                column=column or word.text,
                word=word,
                names=frozenset((*names, *(token for cell in heads for token in cell.words), *_printed(word, page))),
            )


def _held(scale: Scale, page: Surroundings) -> tuple[Table, list[Cell]] | None:
    """The table and the cells that the words stand in."""
    for table in page.tables:
        cells = [next((cell for cell in table.cells if middle_in(word.box, cell.box)), None) for word in scale.words]
        found = [cell for cell in cells if cell is not None]
        if len(found) == len(scale.words):
            return table, found
    return None


def _asks(scale: Scale, held: tuple[Table, list[Cell]] | None, page: Surroundings) -> Sequence[Token]:
    """The words that ask what the scale answers: before it on its line, else those of its row, else those above."""
    words = [token for token in page.tokens if token.sign is Sign.WORD]
    if held is not None:
        table, cells = held
        before = [word for word in words if middle_in(word.box, cells[0].box) and _is_before(word, scale)]
        label = table.row_label(cells[0])
        return before or (label.words if label else ())
    if scale.before:
        return scale.before
    free = [
        word for word in words if not any(middle_in(word.box, one.box) for table in page.tables for one in table.cells)
    ]
    top = scale.words[0].box[1]
    lines = [line for line in lines_of(free) if max(word.box[3] for word in line) < top + 1]
    return lines[-1] if lines and top - max(word.box[3] for word in lines[-1]) <= _ABOVE else ()


def _is_before(word: Token, scale: Scale) -> bool:
    """Whether a word stands above the scale, or before it on its line."""
    first = scale.words[0]
    return word.box[3] <= first.box[1] + 1 or (word.box[2] <= first.box[0] and word.box[1] < first.box[3])


def _printed(word: Token, page: Surroundings) -> list[Token]:
    return [token for token in page.tokens if middle_in(token.box, word.box, 0.5)]


def _place(scale: Scale, number: int, page: Surroundings, rules: Sequence[Box]) -> Box:
    """The place around a word: up to the middle between it and the next, and to what is printed or drawn around it."""
    words = scale.words
    left, top, right, bottom = words[number].box
    start, end = left - _REACH, right + _REACH
    if number > 0:
        start = max(start, (words[number - 1].box[2] + left) / 2)
    if number + 1 < len(words):
        end = min(end, (right + words[number + 1].box[0]) / 2)
    over, under = top - _REACH, bottom + _REACH
    for thing in (*(token.box for token in page.tokens), *rules):
        is_level, is_aligned = thing[1] < bottom and thing[3] > top, thing[0] < end and thing[2] > start
        if is_level and thing[2] <= left:
            start = max(start, thing[2] + _AWAY)
        elif is_level and thing[0] >= right:
            end = min(end, thing[0] - _AWAY)
        elif is_aligned and thing[3] <= top:
            over = max(over, thing[3] + _AWAY)
        elif is_aligned and thing[1] >= bottom:
            under = min(under, thing[1] - _AWAY)
    return min(start, left), min(over, top), max(end, right), max(under, bottom)
