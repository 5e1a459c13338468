"""The fields of one part of a Word file: read once, for all that asks for them."""

from typing import NamedTuple

from lxml import etree

from extractors.word.controls.read import Controls
from extractors.word.controls.values import Beside
from extractors.word.file.package import Package
from extractors.word.form_fields import FormFields
from extractors.word.page.marks import Marks
from planwright.model import Field


class Held(NamedTuple):
    """The content controls of a part, and its form fields from before there were any, in the order of the file."""

    controls: tuple[Field, ...]
    form_fields: tuple[Field, ...]


def held_in(package: Package, part: str, root: etree._Element, marks: Marks) -> Held:
    """The fields of this part, which has this root, in the state of it that these marks are for."""
    return package.once((part, marks.view, "fields"), lambda: _held_in(package, part, root, marks))


def _held_in(package: Package, part: str, root: etree._Element, marks: Marks) -> Held:
    return Held(Controls(part, marks, Beside(package)).fields(), FormFields(part, marks).fields(root))
