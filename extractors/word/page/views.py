"""The marks of the parts of one Word file: each part is looked through once, for its fields and for its texts."""

from lxml import etree

from extractors.word.file.package import Package
from extractors.word.page.marks import FINAL, Marks, View, read_marks
from extractors.word.page.numbering import numbers_in
from extractors.word.page.obscure import obscure
from extractors.word.page.styles import read_styles
from extractors.word.page.unseen import unseen


def marks_of(package: Package, part: str, root: etree._Element, view: View = FINAL) -> Marks:
    """The marks of this part, which has this root, for reading this state of it."""
    return package.once((part, view), lambda: _marks_of(package, part, root, view))


def _marks_of(package: Package, part: str, root: etree._Element, view: View) -> Marks:
    hidden, counted = unseen(package, part, root), numbers_in(package, part, root)
    looks, unclear = package.looks(part), obscure(package, part, root)
    return read_marks(root, read_styles(package), view, hidden, counted, obscure=unclear, looks=looks)
