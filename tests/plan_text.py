"""A plan as a person reads it: line by line."""

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def lines_of(plan: Path) -> list[str]:
    """Every row of a table, and every paragraph; a point of a list behind the question it answers."""
    return list(_lines(plan))


def _lines(plan: Path) -> Iterator[str]:
    question = ""
    for block in docx.Document(str(plan)).element.body:
        if block.tag == qn("w:tbl"):
            for row in Table(block, None).rows:
                yield " | ".join(cell.text for cell in row.cells)
        elif block.tag == qn("w:p"):
            words = Paragraph(block, None).text
            found = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            style = "" if found is None else found.get(qn("w:val"))
            yield f"{question} | {words}" if style == "ListBullet" else words
            question = question if style in ("ListBullet", "Source") else words
