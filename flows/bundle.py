"""Forms that lie one after the other in a PDF, as programs put files together: each is a file of its own.

pages of a PDF → the shortest run of them that is one whole form → the next run … → all of its pages, or nothing

A run is a whole form only with the pages of its blank from the first to the last. Which of two copies of a form a page
is of, the page itself need not say; what the pages of one file share in the PDF may.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from extractors.read import are_copies, are_prints, cut_pages, lines_by_page, tied_pages
from extractors.triage import PDF
from flows.blanks import PDF as _PDF
from flows.blanks import Form
from flows.known import Known
from planwright.editions.likeness import Like, Print, like
from planwright.issuing import FORMATS
from planwright.model import Attached, Outcome, Reading, Severity, Submission, Value
from planwright.problems import FileCode, FormCode
from planwright.stamp import Stamp

MOST_PAGES = 60
MOST_TRIED = 4  # runs that begin with one page and are read, as long as none of them is a whole form
_SHARE = 0.8  # of a blank's words that stand on the pages of a whole form
# What is said of a file that may be several forms, and what of one that is not a whole form and nothing else.
_SEVERAL = {
    code.id
    for code in (
        FormCode.STAMPS_DIFFER,
        FormCode.NEAREST_FORMS,
        FormCode.PAGES_TWICE,
        FormCode.PAGES_BARE,
        FileCode.PAGE_NUMBERS,
    )
}
_NOT_WHOLE = _SEVERAL | {
    code.id
    for code in (
        FormCode.FIELD_MISSING,
        FormCode.FIELDS_MISSING,
        FormCode.FIELD_UNKNOWN,
        FormCode.FIELDS_UNKNOWN,
        FormCode.FIELD_REPEATED,
        FormCode.FIELDS_COPIED,
        FormCode.FIELDS_UNSEEN,
        FormCode.OTHER_VERSION,
        FormCode.PAGES_MISSING,
        FormCode.PRINT_GONE,
        FormCode.TEXT_UNREAD,
    )
}
_NO_FIELDS = {FileCode.NO_PDF_FIELDS.id}
Copy = tuple[str, str, str, str, str]  # whose copy of which form: only pages of another one can be taken for its own
Said = tuple[Copy, tuple[tuple[str, Value], ...]]  # whose form it is, and its answers
Read = Callable[[Attached], Outcome]
FormIn = Callable[[Attached], Submission | None]


def may_be_several(outcome: Outcome, reading: Reading) -> bool:
    """Whether the file may be several forms; not one that is damaged, whose parts would not say so any more."""
    is_told = any(one.code in _SEVERAL for one in outcome.verdict.problems)
    is_sound = all(one.severity is Severity.WARNING or one.code in _NO_FIELDS for one in reading.problems)
    return is_told and is_sound and outcome.intake.media_type == PDF


class Bundle(NamedTuple):
    """The forms of which a PDF consists, and those of them whose pages nothing in the file ties together."""

    forms: tuple[Attached, ...]
    untied: tuple[str, ...] = ()


class _Run(NamedTuple):
    """Pages that are one whole form, counted from 0: the file of them, and what it says."""

    first: int
    last: int
    form: Attached
    said: Said

    @property
    def pages(self) -> frozenset[int]:
        """Its pages."""
        return frozenset(range(self.first, self.last + 1))


def forms_in(data: bytes, reading: Reading, known: Known, read: Read) -> Bundle | None:
    """The forms of which the PDF consists, each with the pages it was on; None unless each page is of a whole one.

    Two that say the same are one form that was printed twice. Of two copies of one form, the pages of each have to hang
    together.
    """
    pages = lines_by_page(data)
    if not 1 < len(pages) <= MOST_PAGES:
        return None
    prints = tuple(_prints(reading, known))
    found: list[_Run] = []
    while (first := found[-1].last + 1 if found else 0) < len(pages):
        run = next(_runs(data, pages, first, prints, lambda one: _form_in(one, read, known)), None)
        if run is None or any(run.said == one.said for one in found):
            return None
        found.append(run)
    if len(found) < 2:
        return None
    untied = []
    ties = tied_pages(data)
    for one in found:
        others = [other.pages for other in found if other is not one and other.said[0] == one.said[0]]
        tied = next((pages for pages in ties if one.pages <= pages), None)
        if others and tied is None:
            return None  # put together page by page, perhaps of both copies
        if len(one.pages) > 1 and tied and not tied.isdisjoint(frozenset().union(*others)):
            untied.append(one.form.name)
    return Bundle(tuple(one.form for one in found), tuple(untied))


def _runs(
    data: bytes, pages: Sequence[Sequence[str]], first: int, prints: Sequence[Print[Form]], form_in: FormIn
) -> Iterator[_Run]:
    """The runs of pages from this one on that are one whole form."""
    lasts = range(first, len(pages) if first else len(pages) - 1)
    likely = (last for last in lasts if _is_like_one(pages[first : last + 1], prints))
    for last in islice(likely, MOST_TRIED):
        one = Attached(name=_name(first + 1, last + 1), data=cut_pages(data, first, last))
        if one.data and (form := form_in(one)):
            yield _Run(first, last, one, _said_in(form))


def _form_in(held: Attached, read: Read, known: Known) -> Submission | None:
    """The form that these pages are; None where they are not a whole one, from its first page to its last."""
    outcome = read(held)
    form = outcome.submission
    return form if form and _is_whole(outcome) and _are_in_order(held.data, form, known) else None


def _are_in_order(data: bytes, form: Submission, known: Known) -> bool:
    """Whether the pages of this form are those of its blank from the first to the last."""
    edition = next((one for one in known.editions if form.edition and one.id == form.edition.id), None)
    if edition is not None:
        if edition.ending == _PDF:
            return are_copies(data, known.blanks.pages(edition))
        return are_prints(data, known.blanks.texts(edition))
    practice = known.instruments[form.instrument, form.version]
    stamp = Stamp(instrument=form.instrument, version=form.version, agency=form.agency, round=form.round)
    names = known.names_of(stamp if form.agency and form.round else None)
    blanks = known.blanks
    return are_copies(data, blanks.pages(practice, names)) or are_prints(
        data, replace(blanks.texts(practice), known=names)
    )


def _said_in(form: Submission) -> Said:
    copy = form.instrument, form.version, form.agency, form.round, form.edition.id if form.edition else ""
    return copy, tuple((one.item, one.value) for one in form.responses)


def _is_like_one(pages: Iterable[Sequence[str]], prints: Sequence[Print[Form]]) -> bool:
    found = like((line for page in pages for line in page), prints)
    return isinstance(found, Like) and found.share >= _SHARE


def _name(first: int, last: int) -> str:
    return f"page {first}.pdf" if first == last else f"pages {first} to {last}.pdf"


def _is_whole(outcome: Outcome) -> bool:
    return not any(one.code in _NOT_WHOLE for one in outcome.verdict.problems)


def _prints(reading: Reading, known: Known) -> Iterable[Print[Form]]:
    """What the blanks print of which copies may be in the file; where it names forms, of these."""
    named = {(stamp.instrument, stamp.version) for _, stamp in reading.stamps}
    ours = [one for one in known.instruments.values() if not named or (one.practice, one.version) in named]
    if not named:
        yield from (known.blanks.print_of(edition, edition.ending) for edition in known.editions)
    for one in ours:
        yield from (known.blanks.print_of(one, ending) for ending in FORMATS)
