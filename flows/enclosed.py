"""Files that came within another: each form among them is a file of its own, named after what it came in.

letter.pdf ─┬─► letter.pdf › survey.docx
            └─► letter.pdf › more.pdf ─► letter.pdf › more.pdf › needs.pdf
forms.zip ────► forms.zip › harbor ∕ 2026-fall ∕ needs.docx
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.triage import LETTER, OUTLOOK, PDF, SIZE_LIMIT, TNEF, ZIP, Finding, triage
from planwright.model import Attached, Intake, Outcome, Problem, Quarantined, Severity, verdict_of
from planwright.names import FOLDER, LONGEST, WITHIN, clean_name, files_named
from planwright.problems import FileCode, problem

DEEPEST = 3  # a form in a PDF that came in a ZIP archive that came in an e-mail
MOST_NAMED = 5
_LONGEST = 230  # bytes of a name; file systems take 255
_SHORTEST = 24  # bytes that are left of each file's name in it
_MEGABYTE = 2**20
_DOCUMENTS = (".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf", ".xml")
_ENDINGS = (*_DOCUMENTS, ".zip", ".eml", ".msg", ".7z", ".rar")
_ENDING_OF = {PDF: ".pdf", ZIP: ".zip", LETTER: ".eml", OUTLOOK: ".msg", TNEF: ".dat"}
_TOO_DEEP, _TOO_LONG = "within too many files", "in folders whose names are too long"
# What has no form in it, whatever it is called; a file that is none of these and cannot be read may be one.
NO_FORM = frozenset(
    code.id
    for code in (
        FileCode.FILE_EMPTY,
        FileCode.NOT_A_FORM_FILE,
        FileCode.NO_WORD_FIELDS,
        FileCode.NO_PDF_FIELDS,
        FileCode.SCANNED_PAGES,
        FileCode.NO_FORM_WITHIN,
    )
)
_COVERS = {FileCode.NO_PDF_FIELDS.id}
# What is told of a whole file, and of a file of some of its pages no more.
_OF_FILE = {FileCode.SIGNED.id, FileCode.CHANGED_SINCE_SIGNED.id, FileCode.PDF_REPAIRED.id, FileCode.ACTIONS.id}
ENCLOSING = {FileCode.COVER.id, FileCode.FORMS_ENCLOSED.id, FileCode.BUNDLE.id, FileCode.PACKAGE.id}
MayBe = Callable[[Attached], bool]  # whether a file within another, under its whole name, is or may be a form


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


def with_enclosed(outcome: Outcome, attached: Iterable[Attached], may_be: MayBe) -> Outcome:
    """The outcome of a PDF with the forms that came within it; one that is no form itself is a cover for them."""
    within = _sorted(outcome.intake.path.name, attached, may_be)
    found = outcome.verdict.problems
    if within.forms:
        names = _named([_own(one) for one in within.forms])
        is_cover = isinstance(outcome.verdict, Quarantined) and all(_is_of_cover(one) for one in found)
        code = FileCode.COVER if is_cover else FileCode.FORMS_ENCLOSED
        found = (*(one for one in found if not (is_cover and one.code in _COVERS)), problem(code, names=names))
    return replace(
        outcome, verdict=verdict_of((*found, *within.told(), *_hidden(within.forms))), enclosed=tuple(within.forms)
    )


def of_package(
    intake: Intake, found: str, attached: Iterable[Attached], may_be: MayBe, told: tuple[Problem, ...]
) -> Outcome:
    """The outcome of a package: a cover for the forms in it. Their bytes are left there until they are asked for."""
    within = _sorted(intake.path.name, attached, may_be)
    missed = [*within.unpacked, *(f"{name} ({_TOO_DEEP})" for name in within.deep)]
    about: list[Problem] = []
    if within.forms:
        about.append(problem(FileCode.PACKAGE, found=found, names=_named([_own(one) for one in within.forms])))
        if missed:
            about.append(problem(FileCode.PACKAGE_UNREAD, names=_named(missed)))
        if within.others:
            about.append(problem(FileCode.ATTACHED_UNREAD, names=_named(within.others)))
    elif missed:
        about.append(problem(FileCode.PACKAGE_CLOSED, found=found, names=_named(missed)))
    else:
        names = _named(within.others) or "no file at all"
        about.append(problem(FileCode.NO_FORM_WITHIN, found=found, names=names))
    return Outcome(intake=intake, verdict=verdict_of((*about, *told)), enclosed=tuple(within.forms))


def as_bundle(outcome: Outcome, forms: Sequence[Attached], untied: Sequence[str] = ()) -> Outcome:
    """The outcome of a PDF that is nothing but these forms, one after the other; as it was where it lies too deep.

    Of those that are `untied` nothing says that all of their pages are of one copy.
    """
    parent = outcome.intake.path.name
    if parent.count(WITHIN) >= DEEPEST:
        return outcome
    held = tuple(replace(one, name=_within(parent, one, set(), ".pdf")) for one in forms)
    if not all(one.name for one in held):  # the folders that it lay in leave no room for a name
        return outcome
    told = problem(FileCode.BUNDLE, count=len(held), names=_named([_own(one) for one in held]))
    doubt = (problem(FileCode.PAGES_UNTIED, names=_named(untied)),) if untied else ()
    also = (one for one in outcome.verdict.problems if one.code in _OF_FILE)
    return replace(outcome, submission=None, verdict=verdict_of((told, *doubt, *also)), enclosed=held)


def _hidden(forms: Iterable[Attached]) -> Iterator[Problem]:
    """What is to be said of forms that people may never have seen."""
    if hidden := [_own(one) for one in forms if one.hidden]:
        yield problem(FileCode.ATTACHED_HIDDEN, names=_named(hidden))


def _is_of_cover(told: Problem) -> bool:
    return told.code in _COVERS or told.severity is Severity.WARNING


def _sorted(parent: str, attached: Iterable[Attached], may_be: MayBe) -> _Sorted:
    within = _Sorted()
    is_deepest = parent.count(WITHIN) >= DEEPEST
    names: set[str] = set()
    for one in attached:
        if one.unread or not one.data:
            why = f" ({one.unread})" if one.unread else ""
            (within.unpacked if is_called_like_form(one.name) else within.others).append(f"{one.name}{why}")
            continue
        kind = triage(one.data)
        if kind.problem is not None and kind.problem.code in NO_FORM:
            within.others.append(one.name)
            continue
        child = replace(one, name=_within(parent, one, names, _ending(kind, one.name)))
        if not child.name:
            within.unpacked.append(f"{one.name} ({_TOO_LONG})")
        elif not may_be(child):
            within.others.append(one.name)
        elif is_deepest:
            within.deep.append(one.name)
        else:
            names.add(child.name.casefold())
            within.forms.append(child if one.place is None else replace(child, data=b""))
    return within


def may_hold_form(inner: Outcome) -> bool:
    """Whether a file that was read is or may be a form; one that says more than that it is none is for a person."""
    codes = {one.code for one in inner.verdict.problems if one.severity is not Severity.WARNING}
    return bool(inner.enclosed) or not codes or not codes <= NO_FORM


def _ending(kind: Finding, name: str) -> str:
    """How the name of such a file ends; nothing where it cannot be told better than by the name it has."""
    if kind.media_type in _ENDING_OF:
        return _ENDING_OF[kind.media_type]
    return ".docx" if kind.problem is None else "" if "." in name else ".zip"


def _own(one: Attached) -> str:
    """What a file within others is called, with the folders it lay in there."""
    return one.name.rsplit(WITHIN, 1)[-1]


def is_called_like_form(name: str) -> bool:
    """Whether a file of this name may be a form, or hold one, of which nothing else is known."""
    return name.casefold().endswith(_ENDINGS) or "." not in name


def _within(parent: str, one: Attached, taken: set[str], ending: str) -> str:
    """The whole name of a file within another: its bytes say what it is, its ending is for people and programs.

    The folders it lay in may say whose it is: they are never cut. There is no name where they leave no room for it.
    """
    own = _bare(one.name)
    if not own.casefold().endswith((*_ENDINGS, ending)):
        own = f"{own}{ending}"
    files = [*files_named(parent), (tuple(map(_bare, one.folders)), own)]
    room = _LONGEST - sum(len(f"{folder}{FOLDER}".encode()) for folders, _ in files for folder in folders)
    most = room // len(files) - len(WITHIN.encode())
    if most < _SHORTEST or any(len(folder.encode()) >= LONGEST for folder in files[-1][0]):
        return ""
    whole = WITHIN.join(FOLDER.join((*folders, _cut(name, most))) for folders, name in files)
    number, tried = 1, whole
    while tried.casefold() in taken:
        number += 1
        tried = f"{whole[: whole.rfind('.')]} ({number}){whole[whole.rfind('.') :]}"
    return tried


def under(parent: str, one: Attached) -> str:
    """The whole name of a form within a file of this name; where that was filed, it was read under another one."""
    own = files_named(one.name)[-1]
    return _within(parent, replace(one, name=own.name, folders=own.folders), set(), "") or one.name


def _bare(name: str) -> str:
    """A name that is safe, and says nothing of what is around it."""
    return clean_name(name.replace(WITHIN, " ").replace(FOLDER, " "))


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
