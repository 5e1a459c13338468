"""What a copy of an adopted form has otherwise than its blank, in the few words that help a person."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from textwrap import shorten

from extractors.read import lines_on
from extractors.triage import PDF
from flows.beside import Load
from flows.blanks import Blanks, is_pdf
from planwright.editions import Edition
from planwright.editions.alike import plain as words_of
from planwright.editions.alike import ratio
from planwright.editions.likeness import pairs_of
from planwright.model import Problem, Reading, Submission
from planwright.problems import AnswerCode, FormCode, problem

GONE = {FormCode.FIELD_MISSING.id, FormCode.FIELDS_MISSING.id}
MOST_NAMED = 3
LONGEST = 60  # characters of a line in a message
REWORDED = 70  # of 100, how alike a line is to the one that it stands for


def in_few_words(
    problems: Sequence[Problem],
    submission: Submission,
    edition: Edition,
    blanks: Blanks,
    lines: Callable[[], Sequence[str]],
) -> tuple[Problem, ...]:
    """The problems of a copy that prints these `lines`, where many say the same in one, and in the form's own words."""
    told = tuple(_in_printed_words(problems, submission, edition, blanks))
    gone = [one for one in told if one.code in GONE]
    if len({one.item for one in gone}) > 1:
        other = _other_version(edition, blanks, lines(), gone)
        told = (other, *(one for one in told if one.code not in GONE))
    elif len(gone) > 1:  # the place of one question, missed twice
        told = tuple(one for one in told if one not in gone[1:])
    codes = {one.code for one in told}
    is_told = FormCode.OTHER_VERSION.id in codes or (FormCode.PRINT_GONE.id in codes and not is_pdf(edition))
    if FormCode.TEXT_UNREAD.id in codes and not is_told:
        reworded = tuple(_reworded(edition, blanks, lines()))
        told = (*reworded[:1], *told)
    return told


def lines_in(load: Load, media_type: str, reading: Reading, edition: Edition) -> tuple[str, ...]:
    """The lines that a file prints; none where it is of another format than the blank, and breaks them elsewhere."""
    if is_pdf(edition) != (media_type == PDF):
        return ()
    data = load() if media_type == PDF else None
    return lines_on(data) if isinstance(data, bytes) else tuple(line.text for line in reading.outside)


def _other_version(edition: Edition, blanks: Blanks, lines: Sequence[str], gone: Sequence[Problem]) -> Problem:
    labels = {entry.item: entry.label.partition(" | ")[0] or entry.place for entry in edition.entries if entry.item}
    named = dict.fromkeys(labels[one.item] for one in gone if one.item in labels)
    first = ", ".join(f"“{shorten(one, LONGEST, placeholder=' …')}”" for one in tuple(named)[:MOST_NAMED])
    lost = tuple(_missing(edition, blanks, lines))[:MOST_NAMED]
    prints = f" Of what the blank prints, it has no more: {', '.join(map(_quoted, lost))}." if lost else ""
    return problem(FormCode.OTHER_VERSION, edition=edition.id, count=len(named), first=first, prints=prints)


def _missing(edition: Edition, blanks: Blanks, lines: Iterable[str]) -> Iterator[str]:
    """The lines of the blank of which words are not in a copy with these lines."""
    there = pairs_of(lines)
    for line in blanks.print_of(edition, edition.ending).lines if there else ():
        pairs = pairs_of([line])
        if pairs and not pairs <= there:
            yield line


def _reworded(edition: Edition, blanks: Blanks, lines: Sequence[str]) -> Iterator[Problem]:
    """A problem for each line of the blank that a copy prints with other words."""
    printed = pairs_of(blanks.print_of(edition, edition.ending).lines)
    new = [line for line in lines if not pairs_of([line]) <= printed]
    for line in _missing(edition, blanks, lines):
        held = set(words_of(line).split())
        likely = [one for one in new if not held <= set(words_of(one).split())]
        best = max(likely, key=lambda one: ratio(one, line), default="")
        if best and ratio(best, line) >= REWORDED:
            yield problem(FormCode.PRINT_CHANGED, edition=edition.id, there=_quoted(best), blank=_quoted(line))


def _quoted(line: str) -> str:
    return f"“{shorten(' '.join(line.split()), LONGEST, placeholder=' …')}”"


def _in_printed_words(
    problems: Iterable[Problem], submission: Submission, edition: Edition, blanks: Blanks
) -> Iterator[Problem]:
    """The problems, with the words printed at a button in place of what the file calls it."""
    values = {one.item: one.value for one in submission.responses}
    for found in problems:
        value = values.get(found.item or "")
        if found.code != AnswerCode.NOT_A_CHOICE.id or not isinstance(value, str):
            yield found
            continue
        places = (entry.place for entry in edition.entries if entry.item == found.item)
        words = next((blanks.offered(edition).get((place, value)) for place in places), None)
        shown = f"“{words}” (“{value}” in the file)" if words and words != value else f"“{value}”"
        yield replace(found, message=found.message.replace(f": “{value}” is not", f": {shown} is not", 1))
