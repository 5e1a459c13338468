"""Reads a Word form by its fields: no layout, no guess, nothing but what the file itself says is a field."""

from collections.abc import Iterator

from lxml import etree

from extractors.word.active_x.read import ActiveX
from extractors.word.comments import read_comments
from extractors.word.edits import Compared, compared
from extractors.word.file.outside import told_of_outside
from extractors.word.file.package import Package, RefusedError, open_package
from extractors.word.file.stamps import read_stamps
from extractors.word.held import held_in
from extractors.word.outside import lines_learned, lines_outside, marked_outside
from extractors.word.page.loud import loud_in
from extractors.word.page.marks import BEFORE, NO_STYLES, Marks
from extractors.word.page.styles import read_styles
from extractors.word.page.views import marks_of
from planwright.model import Field, Line, Look, Problem, Reading
from planwright.problems import FileCode, problem

ROUTE = "word-fields"
_SIGNED = "/digital-signature/origin"  # how a package calls the part that leads to its signatures


def read_word_fields(data: bytes) -> Reading:
    """The reading of a Word file (.docx, .docm, .dotx, .dotm): its content controls, older form fields, ActiveX.

    Both are read in the body, headers, footers, text boxes and notes. Comments are talk about the form: those on a
    field are kept beside it, others go unread; prompts in the glossary are no part of it. A file that cannot be read
    has one fatal problem and no fields.
    """
    try:
        return _read(open_package(data))
    except RefusedError as refused:
        return Reading(route=ROUTE, problems=(refused.problem,))


def _read(package: Package) -> Reading:
    comments = read_comments(package)
    fields: list[Field] = []
    outside: list[Line] = []
    marked: tuple[Look, ...] = ()
    deleted: list[Field] = []
    editors: set[str] = set()
    active_x = ActiveX(package)
    for number, (part, root) in enumerate(_stories(package, outside)):
        marks = marks_of(package, part, root)
        if number:
            outside.extend(lines_outside(root, marks, is_body=False))
        else:
            lines, marked = marked_outside(root, marks, loud_in(package, part, marks.frames))
            outside.extend(lines)
        found = Compared(_fields(package, part, root, marks), ())
        if marks.editors:
            before = marks_of(package, part, root, BEFORE)
            found = compared(found.kept, _fields(package, part, root, before))
        fields.extend(comments.on(found.kept, root, marks) if comments.words else found.kept)
        deleted.extend(found.deleted)
        fields.extend(active_x.fields(part, marks))
        editors |= marks.editors
    stamps = read_stamps(package, tuple(fields), outside)
    problems: tuple[Problem, ...] = ()
    if active_x.unread:
        problems = (problem(FileCode.ACTIVE_X if fields else FileCode.ACTIVE_X_ONLY, count=active_x.unread),)
    elif not fields:
        problems = (problem(FileCode.NO_WORD_FIELDS),)
    if any(kind.endswith(_SIGNED) for kind, _ in package.related("")):
        problems = (*problems, problem(FileCode.SIGNED))
    problems = (*problems, *told_of_outside(package))
    return Reading(
        route=ROUTE,
        fields=tuple(fields),
        stamps=stamps,
        unread=tuple(comments.beside()),
        outside=tuple(outside),
        marked=marked,
        deleted=tuple(deleted),
        editors=len(editors),
        needs_blank=not fields,
        problems=problems,
    )


def _stories(package: Package, outside: list[Line]) -> Iterator[tuple[str, etree._Element]]:
    """The name and root of each part to look through, the body first; the lines of the others are put outside."""
    yield package.body()
    is_usual = read_styles(package) == NO_STYLES
    for part in package.around():
        lines = package.known(part, lines_learned) if is_usual else None
        root = package.xml(part) if lines is None else None
        if root is not None:
            yield part, root
        outside.extend(lines or ())


def _fields(package: Package, part: str, root: etree._Element, marks: Marks) -> tuple[Field, ...]:
    held = held_in(package, part, root, marks)
    return (*held.controls, *held.form_fields)
