"""A file → its `Reading`: what the file is, then the one mechanism that reads it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from stat import S_ISREG
from typing import TYPE_CHECKING

from extractors.triage import FLAT, SIZE_LIMIT, UNKNOWN, Finding, Other, too_large, triage
from planwright.model import Attached, Field, FieldKind, Intake, Problem, Reading, Severity
from planwright.problems import FileCode, problem

if TYPE_CHECKING:
    from extractors.pdf.flat.blank import Blank, BlankPage
    from extractors.pdf.flat.slot import Slot
    from extractors.pdf.moved import Spots
    from extractors.pdf.seen.beside import Around
    from extractors.slots import BlankTexts
    from extractors.word.lost import Lost

ROUTE = "triage"
_LOCK_FILE = "~$"  # how Word names the file that says who has a document open


def read(path: Path) -> tuple[Intake, Reading]:
    """The file as it arrived, and what was found in it.

    Whatever is wrong with the file is a problem of the reading. Of a file that is not there or cannot be opened the
    `sha256` is empty.
    """
    received = datetime.now(UTC)
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe would never end
            raise OSError(None, "it is a folder or a device, not a file")
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.seek(0, 2)
            file.seek(0)
            data = file.read() if size <= SIZE_LIMIT else None
    except FileNotFoundError:
        return _intake(path, "", UNKNOWN, received), _failed(problem(FileCode.FILE_MISSING, file=path.name))
    except OSError as error:
        told = problem(FileCode.FILE_UNREADABLE, file=path.name, detail=error.strerror or type(error).__name__)
        return _intake(path, "", UNKNOWN, received), _failed(told)
    if data is None:
        return _intake(path, digest, UNKNOWN, received), _failed(too_large(size))
    media_type, reading = read_bytes(data, name=path.name)
    return _intake(path, digest, media_type, received), reading


def read_held(path: Path, data: bytes) -> tuple[Intake, Reading]:
    """The file of these bytes as it would lie at this path, and what was found in it; for a file within another."""
    digest, received = hashlib.sha256(data).hexdigest(), datetime.now(UTC)
    if len(data) > SIZE_LIMIT:
        return _intake(path, digest, UNKNOWN, received), _failed(too_large(len(data)))
    media_type, reading = read_bytes(data, name=path.name)
    return _intake(path, digest, media_type, received), reading


def read_bytes(data: bytes, *, name: str) -> tuple[str, Reading]:
    """The media type of a file's bytes, and what was found in them.

    The bytes alone say what the file is. The name only tells Word's own lock files apart, which hold nothing else
    that could.
    """
    if _LOCK_FILE in name and PurePath(name).name.startswith(_LOCK_FILE):
        found = "Word's own note of who has a document open"
        return UNKNOWN, _failed(problem(FileCode.NOT_A_FORM_FILE, found=found))
    finding = triage(data)
    if finding.problem is not None and finding.problem.severity is Severity.FATAL:
        return finding.media_type, _failed(finding.problem)
    if finding.package:
        return finding.media_type, _read_package(data, finding)
    reading = _read_pdf(data) if finding.is_pdf else _read_word(data, finding.other)
    if finding.problem is not None:
        reading = replace(reading, problems=(*reading.problems, finding.problem))
    return finding.media_type, reading


def unpacked(data: bytes, attached: Iterable[Attached]) -> Iterator[Attached]:
    """These files within a file of these bytes, with their own; a package is gone through once, one file at a time.

    One that cannot be unpacked says why.
    """
    from extractors.packed.open import open_package  # noqa: PLC0415
    from extractors.packed.package import UnpackError  # noqa: PLC0415

    package = None
    for one in attached:
        if one.place is None or one.unread:
            yield one
            continue
        package = package or open_package(data, triage(data))
        try:
            yield replace(one, data=package.load(one.place))
        except UnpackError as error:
            yield replace(one, unread=str(error))


def read_pages(data: bytes, blank: "Blank") -> Reading:
    """The reading of a PDF without fields beside the blank that its pages were printed from."""
    from extractors.pdf.flat.read import read_pages as read_against  # noqa: PLC0415

    return read_against(data, blank)


def read_upon(data: bytes, blank: "Blank", reading: Reading) -> Reading:
    """The reading of a PDF form with what was typed or drawn onto its pages beside its fields."""
    from extractors.pdf.flat.upon import read_upon as read_beneath  # noqa: PLC0415

    return read_beneath(data, blank, reading)


def learn_spots(data: bytes) -> "Spots":
    """Where the fields of a blank PDF lie, for `fields_moved`."""
    from extractors.pdf.moved import learn_spots as learn  # noqa: PLC0415

    return learn(data)


def fields_moved(reading: Reading, spots: "Spots") -> frozenset[str]:
    """The keys of the fields that lie elsewhere than on their blank; on pages drawn anew, these tell it themselves."""
    from extractors.pdf.moved import moved  # noqa: PLC0415

    return moved((one for one in reading.fields if one.place.page not in reading.redrawn), reading.shown, spots)


def learn_pages(data: bytes, names: tuple[str, ...]) -> "Blank":
    """What a blank PDF looks like, for `read_pages`; `names` stand in it for those of its agency and round."""
    from extractors.pdf.flat.blank import has_fields, learn  # noqa: PLC0415
    from extractors.pdf.seen.plain import learn_plain  # noqa: PLC0415

    return learn(data, names) if has_fields(data) else learn_plain(data)


def learn_places(data: bytes) -> "Blank":
    """The places for answers that the pages of a blank PDF show, whether or not there are fields in them."""
    from extractors.pdf.seen.plain import learn_plain  # noqa: PLC0415

    return learn_plain(data)


def words_around(page: "BlankPage", slot: "Slot") -> "Around":
    """The words printed around a field of a blank PDF."""
    from extractors.pdf.seen.beside import around_box, around_entry  # noqa: PLC0415

    is_box = slot.kind is FieldKind.MARK or slot.is_group
    return (around_box if is_box else around_entry)(slot.box, page.words, [one.box for one in page.slots])


def print_pages(data: bytes) -> bytes | Problem:
    """A Word form as LibreOffice prints it to PDF, with all cells ruled; the problem where that is missing or fails."""
    from extractors.word.file.office import as_pdf  # noqa: PLC0415
    from extractors.word.file.package import RefusedError  # noqa: PLC0415
    from extractors.word.file.ruled import ruled  # noqa: PLC0415

    made = _as_word(data, triage(data).other)
    try:
        return made if isinstance(made, Problem) else as_pdf(ruled(made))
    except RefusedError as refused:
        return refused.problem


def read_ringed(data: bytes, blank: "BlankTexts") -> tuple[Field, ...]:
    """The fields of a Word form as its pages show them when LibreOffice prints it; none where that cannot be."""
    from extractors.word.file.office import as_pdf  # noqa: PLC0415
    from extractors.word.file.package import RefusedError  # noqa: PLC0415

    made = _as_word(data, triage(data).other)
    try:
        return () if isinstance(made, Problem) else read_printed(as_pdf(made), blank).fields
    except RefusedError:
        return ()


def outline(data: bytes, places: Sequence[tuple[int, tuple[float, float, float, float], str, bool]]) -> bytes:
    """A PDF with places outlined and named: each its page from 1, its box, its name, whether it has a question."""
    from extractors.pdf.seen.preview import Outline, outlined  # noqa: PLC0415

    return outlined(data, [Outline(*one) for one in places])


def anchored(
    data: bytes, places: Sequence[tuple[str, str]]
) -> "list[tuple[int, tuple[float, float, float, float]] | None]":
    """The page and box of each place beside its words on the pages of a PDF: those of its question, and its answer."""
    from extractors.pdf.seen import anchors  # noqa: PLC0415

    return anchors.anchored(data, [anchors.Sought(*one) for one in places])


def lines_on(data: bytes) -> tuple[str, ...]:
    """The lines of text on the pages of a PDF, outside its fields; none of another file, or one that is damaged."""
    from extractors.pdf.flat.read import lines_on as lines_of_pages  # noqa: PLC0415

    return lines_of_pages(data) if triage(data).is_pdf else ()


def lines_by_page(data: bytes) -> tuple[tuple[str, ...], ...]:
    """The lines of text on each page of a PDF, as `lines_on` has them."""
    from extractors.pdf.flat.read import lines_by_page as by_page  # noqa: PLC0415

    return by_page(data)


def cut_pages(data: bytes, first: int, last: int) -> bytes:
    """The pages of a PDF from `first` to `last`, counted from 0, as a file by themselves.

    There is none where its pages are not all that the PDF says.
    """
    from extractors.pdf.cut import cut, is_one  # noqa: PLC0415

    return b"" if is_one(data) else cut(data, first, last)


def are_copies(data: bytes, blank: "Blank") -> bool:
    """Whether the pages of a PDF are those of this blank, all of them, each once and in their order."""
    from extractors.pdf.order import are_copies as are_of  # noqa: PLC0415

    return are_of(data, blank)


def are_prints(data: bytes, blank: "BlankTexts") -> bool:
    """Whether the pages of a PDF are those of a print of this Word form in their order."""
    from extractors.pdf.order import are_prints as are_of  # noqa: PLC0415

    return are_of(data, blank)


def tied_pages(data: bytes) -> tuple[frozenset[int], ...]:
    """The pages of a PDF, counted from 0, in groups of those that hang together: those of one file that was joined."""
    from extractors.pdf.order import ties  # noqa: PLC0415

    return ties(data)


def read_printed(data: bytes, blank: "BlankTexts") -> Reading:
    """The reading of a PDF that was printed from a Word form, beside the blank of that form."""
    from extractors.pdf.printed.read import read_printed as read_against  # noqa: PLC0415

    return read_against(data, blank)


def read_fielded(data: bytes, blank: "BlankTexts", fields: Sequence[Field]) -> Reading | None:
    """The reading of a PDF that was made of a Word form with fields, beside its blank; None where it cannot be read."""
    from extractors.pdf.printed.fielded import read_fielded as read_against  # noqa: PLC0415

    return read_against(data, blank, fields)


def read_lost(data: bytes, blank: "BlankTexts") -> "Lost | None":
    """What stands in the places of the fields that a Word form has lost, beside its blank; None if it is none."""
    from extractors.word.lost import read_lost as read_beside  # noqa: PLC0415

    finding = triage(data)
    made = None if finding.is_pdf else _as_word(data, finding.other)
    return read_beside(made, blank) if isinstance(made, bytes) else None


def learn_texts(data: bytes, names: tuple[str, ...], *, has_open_places: bool = False) -> "BlankTexts":
    """What a blank Word form looks like, for `read_lost`; `names` stand in it for those of its agency and round.

    With open places it has those where people write besides its fields.
    """
    from extractors.places import with_places  # noqa: PLC0415
    from extractors.word.lost import learn  # noqa: PLC0415

    finding = triage(data)
    made = _as_word(data, finding.other)
    texts = learn(made if isinstance(made, bytes) else data, names)
    return with_places(texts) if has_open_places else texts


# Each mechanism is imported when a file first needs it: reading Word files never loads a PDF library.


def _read_pdf(data: bytes) -> Reading:
    from extractors.pdf.fields import read_pdf_fields  # noqa: PLC0415

    reading = read_pdf_fields(data)
    if not reading.needs_blank:
        return reading
    from extractors.pdf.flat.read import with_stamps_on  # noqa: PLC0415

    return with_stamps_on(data, reading)


def _read_package(data: bytes, finding: Finding) -> Reading:
    from extractors.packed.open import open_package  # noqa: PLC0415
    from extractors.packed.package import RefusedError  # noqa: PLC0415

    try:
        package = open_package(data, finding)
    except RefusedError as refused:
        return _failed(refused.problem)
    return Reading(route="package", package=finding.package, attached=package.files, problems=package.problems)


def _read_word(data: bytes, other: Other | None) -> Reading:
    from extractors.word.fields import read_word_fields  # noqa: PLC0415

    if other is None:
        return read_word_fields(data)
    made = _as_word(data, other)
    if isinstance(made, Problem):
        return _failed(made)
    reading = read_word_fields(made)
    return replace(reading, problems=(*reading.problems, *_told_of(data, other)))


def _as_word(data: bytes, other: Other | None) -> bytes | Problem:
    """The document as Word's own format has it."""
    from extractors.word.file.flat import as_package  # noqa: PLC0415
    from extractors.word.file.office import as_docx  # noqa: PLC0415
    from extractors.word.file.package import RefusedError  # noqa: PLC0415

    if other is None:
        return data
    try:
        return as_package(data) if other.ending == FLAT else as_docx(data, other)
    except RefusedError as refused:
        return refused.problem


def _told_of(data: bytes, other: Other) -> Iterator[Problem]:
    """What is to be said of a document that was brought to .docx."""
    from extractors.word.file.defaults import defaults_lost  # noqa: PLC0415

    if other.ending != FLAT:
        yield problem(FileCode.CONVERTED, found=other.found)
    boxes_lost = data.count(b"FORMCHECKBOX") - data.count(rb"\fftype1") if other.ending == "rtf" else 0
    if boxes_lost > 0:  # LibreOffice writes check boxes into .rtf without saying whether they are ticked
        yield problem(FileCode.BOXES_LOST, count=boxes_lost)
    if lost := defaults_lost(data, other.ending):
        yield problem(FileCode.DEFAULTS_LOST, count=lost, ending=f".{other.ending}")


def _intake(path: Path, sha256: str, media_type: str, received: datetime) -> Intake:
    return Intake(path=path, sha256=sha256, media_type=media_type, received=received)


def _failed(fatal: Problem) -> Reading:
    return Reading(route=ROUTE, problems=(fatal,))
