"""What stands on the pages of a printed form that neither its blank nor one of its fields accounts for."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from extractors.blocks import Block, Table, has_sign, texts_of
from extractors.pdf.printed.edges import plain
from extractors.pdf.printed.flow import Flow
from extractors.pdf.printed.paragraphs import Paragraphs
from extractors.shown import LOOKS
from extractors.slots import BlankTexts
from planwright.model import Line

_NUMBER = re.compile(r"(?:\d+\.)*(\d+)\.?")  # of a row, which Word prints and the blank's text does not hold


def untold(flow: Flow, blank: BlankTexts, read: Iterable[str]) -> Iterator[str]:
    """The texts that were not read as answers and are not printed by the blank, in the order of the pages."""
    there = {id(text) for text in texts_of(flow.blocks)}
    held = list(read)
    done = {id(text) for text in held}
    parts = Counter(plain(line) for text in held if id(text) not in there for line in text.split("\n"))
    labels = Counter(plain(text) for text in _labels(blank.blocks))
    paragraphs = Paragraphs(blank, flow.named)
    for block in flow.blocks:
        if isinstance(block, Table):
            yield from _in_table(block, labels, done, parts)
        elif id(block) not in done:
            yield from paragraphs.typed(_without(parts, block))
    yield from flow.beside


def lines_in(flow: Flow) -> Iterator[Line]:
    """All lines that the pages show, those of answers too, but for their headers and footers."""
    for text in (*texts_of(flow.blocks), *flow.beside):
        yield from (Line(line.translate(LOOKS), repeats=False) for line in text.split("\n") if line.strip())


def _labels(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of cells that hold no field."""
    for block in blocks:
        for row in block.rows if isinstance(block, Table) else ():
            for cell in row:
                yield from (one for one in cell if isinstance(one, str) and not has_sign(one) and one.strip())
                yield from _labels(one for one in cell if isinstance(one, Table))


def _without(parts: Counter[str], text: str) -> str:
    """The lines of this text that were not read."""
    left = []
    for line in text.split("\n"):
        if parts[plain(line)] > 0:
            parts[plain(line)] -= 1
        else:
            left.append(line)
    return "\n".join(left)


def _in_table(table: Table, labels: Counter[str], done: set[int], parts: Counter[str]) -> Iterator[str]:
    """What was typed into the cells of a table; each row that has a number has the next one."""
    rows = 0
    for row in table.rows:
        for place, cell in enumerate(row):
            for text in (one for one in cell if isinstance(one, str) and one and id(one) not in done):
                number = _NUMBER.fullmatch(text) if not place else None
                if labels[plain(text)] > 0:
                    labels[plain(text)] -= 1
                elif number and int(number[1]) == rows + 1:
                    rows += 1
                elif rest := _without(parts, text).strip():
                    yield rest
