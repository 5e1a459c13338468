"""Forms that lie one after the other in a PDF, as programs put files together: each is a file of its own.

pages of a PDF → the shortest run of them that is one whole form → the next run … → all of its pages, or nothing
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from extractors.read import cut_pages, lines_by_page
from extractors.triage import PDF
from flows.blanks import Form
from flows.known import Known
from planwright.editions.likeness import Like, Print, like
from planwright.issuing import FORMATS
from planwright.model import Attached, Outcome, Reading, Severity, Submission, Value
from planwright.problems import FileCode, FormCode

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
Said = tuple[str, str, str, tuple[tuple[str, Value], ...]]  # whose form it is, and its answers
Read = Callable[[Attached], Outcome]


def may_be_several(outcome: Outcome, reading: Reading) -> bool:
    """Whether the file may be several forms; not one that is damaged, whose parts would not say so any more."""
    is_told = any(one.code in _SEVERAL for one in outcome.verdict.problems)
    is_sound = all(one.severity is Severity.WARNING or one.code in _NO_FIELDS for one in reading.problems)
    return is_told and is_sound and outcome.intake.media_type == PDF


def forms_in(data: bytes, reading: Reading, known: Known, read: Read) -> tuple[Attached, ...]:
    """The forms of which the PDF consists, each with the pages it was on; none unless each page is of a whole one.

    Two that say the same are one form that was printed twice.
    """
    pages = lines_by_page(data)
    if not 1 < len(pages) <= MOST_PAGES:
        return ()
    prints = tuple(_prints(reading, known))
    found: list[Attached] = []
    said: set[Said] = set()
    first = 0
    while first < len(pages):
        run = next(_runs(data, pages, first, prints, read), None)
        if run is None:
            return ()
        last, form, answers = run
        if answers in said:
            return ()
        said.add(answers)
        found.append(form)
        first = last + 1
    return tuple(found) if len(found) > 1 else ()


def _runs(
    data: bytes, pages: Sequence[Sequence[str]], first: int, prints: Sequence[Print[Form]], read: Read
) -> Iterator[tuple[int, Attached, Said]]:
    """The runs of pages from this one on that are one whole form: the last page, the form, and what it says."""
    lasts = range(first, len(pages) if first else len(pages) - 1)
    likely = (last for last in lasts if _is_like_one(pages[first : last + 1], prints))
    for last in islice(likely, MOST_TRIED):
        held = cut_pages(data, first, last)
        one = Attached(name=_name(first + 1, last + 1), data=held)
        outcome = read(one) if held else None
        if outcome and outcome.submission and _is_whole(outcome):
            yield last, one, _said_in(outcome.submission)


def _said_in(form: Submission) -> Said:
    return form.instrument, form.agency, form.round, tuple((one.item, one.value) for one in form.responses)


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
