"""Files that came within a PDF: each form among them is a file of its own, named after what it came in.

letter.pdf ─┬─► letter.pdf › survey.docx
└─► letter.pdf › more.pdf ─► letter.pdf › more.pdf › needs.pdf
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.triage import PDF, SIZE_LIMIT, triage
from planwright.model import Attached, Outcome, Problem, Quarantined, Severity, verdict_of
from planwright.names import clean_name
from planwright.problems import FileCode, problem

WITHIN = " › "  # between the name of a file and that of one within it
DEEPEST = 2  # a form in a PDF that came in a PDF
MOST_NAMED = 5
_LONGEST = 230  # bytes of a name; file systems take 255
_MEGABYTE = 2**20
_ENDINGS = (".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".xml")
# What has no form in it, whatever it is called; a file that is none of these and cannot be read may be one.
_NO_FORM = {
    code.id
    for code in (
        FileCode.FILE_EMPTY,
        FileCode.NOT_A_FORM_FILE,
        FileCode.NO_WORD_FIELDS,
        FileCode.NO_PDF_FIELDS,
        FileCode.SCANNED_PAGES,
    )
}
_COVERS = {FileCode.NO_PDF_FIELDS.id}
# What is told of a whole file, and of a file of some of its pages no more.
_OF_FILE = {FileCode.SIGNED.id, FileCode.CHANGED_SINCE_SIGNED.id, FileCode.PDF_REPAIRED.id, FileCode.ACTIONS.id}
ENCLOSING = {FileCode.COVER.id, FileCode.FORMS_ENCLOSED.id, FileCode.BUNDLE.id}
Read = Callable[[Attached], Outcome]  # a file within another, under its whole name


@dataclass(slots=True)
class _Sorted:
    """The files within one, by what becomes of them."""

    forms: list[Attached] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    unpacked: list[str] = field(default_factory=list)  # those that should have been and could not
    deep: list[str] = field(default_factory=list)

    def told(self) -> Iterator[Problem]:
        """What is to be said of those that are not read."""
        if self.others:
            yield problem(FileCode.ATTACHED_UNREAD, names=_named(self.others))
        if self.unpacked:
            limit = SIZE_LIMIT // _MEGABYTE
            yield problem(FileCode.ATTACHED_TOO_LARGE, names=_named(self.unpacked), limit=limit)
        if self.deep:
            yield problem(FileCode.ATTACHED_TOO_DEEP, names=_named(self.deep))


def with_enclosed(outcome: Outcome, attached: Sequence[Attached], read: Read) -> Outcome:
    """The outcome of a PDF with the forms that came within it; one that is no form itself is a cover for them."""
    within = _sorted(outcome.intake.path.name, attached, read)
    found = outcome.verdict.problems
    if within.forms:
        names = _named([one.name.rsplit(WITHIN, 1)[-1] for one in within.forms])
        is_cover = isinstance(outcome.verdict, Quarantined) and all(_is_of_cover(one) for one in found)
        code = FileCode.COVER if is_cover else FileCode.FORMS_ENCLOSED
        found = (*(one for one in found if not (is_cover and one.code in _COVERS)), problem(code, names=names))
    return replace(
        outcome, verdict=verdict_of((*found, *within.told(), *_hidden(within.forms))), enclosed=tuple(within.forms)
    )


def as_bundle(outcome: Outcome, forms: Sequence[Attached], untied: Sequence[str] = ()) -> Outcome:
    """The outcome of a PDF that is nothing but these forms, one after the other; as it was where it lies too deep.

    Of those that are `untied` nothing says that all of their pages are of one copy.
    """
    parent = outcome.intake.path.name
    if parent.count(WITHIN) >= DEEPEST:
        return outcome
    held = tuple(replace(one, name=_within(parent, one.name, set(), ".pdf")) for one in forms)
    told = problem(FileCode.BUNDLE, count=len(held), names=_named([one.name.rsplit(WITHIN, 1)[-1] for one in held]))
    doubt = (problem(FileCode.PAGES_UNTIED, names=_named(untied)),) if untied else ()
    also = (one for one in outcome.verdict.problems if one.code in _OF_FILE)
    return replace(outcome, submission=None, verdict=verdict_of((told, *doubt, *also)), enclosed=held)


def _hidden(forms: Iterable[Attached]) -> Iterator[Problem]:
    """What is to be said of forms that people may never have seen."""
    if hidden := [one.name.rsplit(WITHIN, 1)[-1] for one in forms if one.hidden]:
        yield problem(FileCode.ATTACHED_HIDDEN, names=_named(hidden))


def _is_of_cover(told: Problem) -> bool:
    return told.code in _COVERS or told.severity is Severity.WARNING


def _sorted(parent: str, attached: Iterable[Attached], read: Read) -> _Sorted:
    within = _Sorted()
    is_deepest = parent.count(WITHIN) >= DEEPEST
    names: set[str] = set()
    for one in attached:
        if not one.data:
            (within.unpacked if _may_be_form(one.name) else within.others).append(one.name)
            continue
        kind = triage(one.data)
        if kind.problem is not None and kind.problem.code in _NO_FORM:
            within.others.append(one.name)
        elif is_deepest:
            within.deep.append(one.name)
        else:
            ending = ".pdf" if kind.media_type == PDF else ".docx" if kind.problem is None else ".zip"
            child = replace(one, name=_within(parent, one.name, names, ending))
            inner = read(child)
            if inner.enclosed or not _is_none(inner):
                names.add(child.name)
                within.forms.append(child)
            else:
                within.others.append(one.name)
    return within


def _is_none(inner: Outcome) -> bool:
    """Whether it is certain that there is no form in a file; one that says more than that is for a person to see."""
    codes = {one.code for one in inner.verdict.problems if one.severity is not Severity.WARNING}
    return bool(codes) and codes <= _NO_FORM


def _may_be_form(name: str) -> bool:
    return name.casefold().endswith(_ENDINGS) or "." not in name


def _within(parent: str, name: str, taken: set[str], ending: str) -> str:
    """The whole name of a file within another: its bytes say what it is, its ending is for people and programs."""
    own = clean_name(name).replace(WITHIN, " ")
    if not own.casefold().endswith((*_ENDINGS, ending)):
        own = f"{own}{ending}"
    parts = [*parent.split(WITHIN), own]
    most = _LONGEST // len(parts) - len(WITHIN.encode())
    whole = WITHIN.join(_cut(part, most) for part in parts)
    number, tried = 1, whole
    while tried in taken:
        number += 1
        tried = f"{whole[: whole.rfind('.')]} ({number}){whole[whole.rfind('.') :]}"
    return tried


def _cut(name: str, most: int) -> str:
    """The name with at most so many bytes, its ending kept."""
    stem, point, ending = clean_name(name).rpartition(".")
    if not point:
        return ending.encode()[:most].decode("utf-8", "ignore")
    room = most - len(ending.encode()) - 1
    return f"{stem.encode()[:room].decode('utf-8', 'ignore').rstrip('. ')}.{ending}"


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
