"""Questions one below the other; short ones stand two in a line."""

from collections.abc import Iterable, Iterator

from planwright.instruments import NUMBERS, ONE_MARKED, Kind
from planwright.issuing.pdf.controls import control, has_radios, label
from planwright.issuing.pdf.entries import Asked
from planwright.issuing.pdf.page import Cell, Strip, Tag, beside, stacked

BETWEEN = 18.0  # between the two columns
_SHORT_TEXT = 200  # a text that may be longer has the whole width
_UNDER_LABEL = 3.0
_GAP = 10.0


def question_strips(asked: Iterable[Asked], width: float) -> Iterator[Strip]:
    """The strips of these questions, in their order."""
    waiting: list[Asked] = []
    for question in asked:
        if not _is_short(question):
            yield from _lines(waiting, width)
            waiting = []
            yield _line([question], width, width)
        else:
            waiting.append(question)
    yield from _lines(waiting, width)


def _lines(asked: list[Asked], width: float) -> Iterator[Strip]:
    half = (width - BETWEEN) / 2
    for at in range(0, len(asked), 2):
        yield _line(asked[at : at + 2], half, width)


def _line(asked: list[Asked], wide: float, width: float) -> Strip:
    """One line of questions; their controls begin at the same height."""
    labels = [label(one, wide) for one in asked]
    head = max(cell.height for cell in labels)
    cells = [
        stacked([Cell(height=head, parts=printed.parts), control(one, wide)], gap=_UNDER_LABEL).within(Tag(role="Div"))
        for one, printed in zip(asked, labels, strict=True)
    ]
    columns = [(number * (width - wide), cell) for number, cell in enumerate(cells)]
    return Strip(cell=beside(columns), gap=_GAP)


def _is_short(asked: Asked) -> bool:
    item = asked.item
    if item.kind is Kind.TEXT:
        return item.longest is None or item.longest <= _SHORT_TEXT
    if item.kind in ONE_MARKED:
        return not has_radios(item) or len(item.choices) <= 3
    return item.kind in (*NUMBERS, Kind.DATE, Kind.SIGNATURE, Kind.ROLE)
