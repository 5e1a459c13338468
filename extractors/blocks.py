"""The texts and tables of a form in their order, with a sign in the place of each field: what formats have in common.

A form whose fields were lost still has its texts and tables; beside those of its blank they show where each answer is.
"""

from typing import NamedTuple

SIGNS = range(0xF0000, 0xFFFFE)  # private characters, which no one can type; each stands for one field


class Table(NamedTuple):
    """The rows of a table, each with its cells."""

    rows: tuple[tuple["Cell", ...], ...]


Block = str | Table
Cell = tuple[Block, ...]  # texts and tables by turns; a text may be empty, and there is one before and after each table
