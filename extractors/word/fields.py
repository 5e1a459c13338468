"""Reads a Word form by its fields: no layout, no guess, nothing but what the file itself says is a field."""

from collections.abc import Iterator

from extractors.word.controls import Controls
from extractors.word.form_fields import FormFields
from extractors.word.marks import NO_MARKS, read_marks
from extractors.word.names import COMMENT
from extractors.word.outside import lines_outside
from extractors.word.package import Package, RefusedError, open_package
from extractors.word.stamps import read_stamps
from extractors.word.styles import read_styles
from extractors.word.text import text_beside
from extractors.word.values import Beside
from planwright.model import Field, Line, Problem, Reading
from planwright.problems import FileCode, problem

ROUTE = "word-fields"
_SIGNED = "/digital-signature/origin"  # how a package calls the part that leads to its signatures


def read_word_fields(data: bytes) -> Reading:
    """The reading of a Word file (.docx, .docm, .dotx, .dotm): its content controls and its older form fields.

    Both are read in the body, headers, footers, text boxes and notes. Comments are talk about the form and go
    unread; prompts in the glossary are no part of it. A file that cannot be read has one fatal problem and no fields.
    """
    try:
        return _read(open_package(data))
    except RefusedError as refused:
        return Reading(route=ROUTE, problems=(refused.problem,))


def _read(package: Package) -> Reading:
    beside = Beside(package)
    styles = read_styles(package)
    fields: list[Field] = []
    outside: list[Line] = []
    active_x = 0
    for number, (part, root) in enumerate(package.stories()):
        marks = read_marks(root, styles)
        outside.extend(lines_outside(root, marks, is_body=number == 0))
        active_x += marks.active_x
        fields.extend(Controls(part, marks, beside).fields())
        fields.extend(FormFields(part, marks).fields(root))
    stamps = read_stamps(package, tuple(fields), outside)
    problems: tuple[Problem, ...] = ()
    if active_x:
        problems = (problem(FileCode.ACTIVE_X if fields else FileCode.ACTIVE_X_ONLY, count=active_x),)
    elif not fields:
        problems = (problem(FileCode.NO_WORD_FIELDS),)
    if any(kind.endswith(_SIGNED) for kind, _ in package.related("")):
        problems = (*problems, problem(FileCode.SIGNED))
    unread = tuple(_comments(package))
    return Reading(
        route=ROUTE,
        fields=tuple(fields),
        stamps=stamps,
        unread=unread,
        outside=tuple(outside),
        needs_blank=not fields,
        problems=problems,
    )


def _comments(package: Package) -> Iterator[str]:
    """The words of each comment."""
    for kind, name in package.related(package.main()):
        root = package.xml(name) if kind.endswith("/comments") else None
        for comment in root.iter(COMMENT) if root is not None else ():
            words = text_beside((comment,), NO_MARKS)
            if words:
                yield words
