"""The texts and tables of a form in their order, with a sign in the place of each field: what formats have in common.

A form whose fields were lost still has its texts and tables; beside those of its blank they show where each answer is.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SIGNS = range(0xF0000, 0xFFFFE)  # private characters, which no one can type; each stands for one field
PAGE, PAGES = "\U00100000", "\U00100001"  # stand for the number of a page, and for how many pages there are
SIGN = re.compile(f"[{chr(SIGNS.start)}-{chr(SIGNS.stop - 1)}]")


class Table(NamedTuple):
    """The rows of a table, each with its cells."""

    rows: tuple[tuple["Cell", ...], ...]


Block = str | Table
Cell = tuple[Block, ...]  # texts and tables by turns; a text may be empty, and there is one before and after each table


def has_sign(text: str) -> bool:
    """Whether a field stands in this text."""
    return SIGN.search(text) is not None


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of these blocks and of the cells of their tables, in order."""
    for block in blocks:
        if isinstance(block, str):
            yield block
        else:
            yield from (text for row in block.rows for cell in row for text in texts_of(cell))
