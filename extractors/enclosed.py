"""A PDF that other files came within: the one form among them is what is read, several are not."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from planwright.model import Problem, Reading, Severity
from planwright.problems import FileCode, problem

MOST_NAMED = 5
Read = Callable[[bytes, str], tuple[str, Reading]]  # a file's bytes and name → its media type, and what is in it


def with_attached(reading: Reading, read: Read) -> Reading:
    """The reading of a PDF with what its attachments are; that of the only form among them, if it is none itself.

    What is attached to an attachment is told and not looked at.
    """
    files = [(one, *read(one.data, one.name)) for one in reading.attached]
    within = [(replace(one, media_type=media_type), inner) for one, media_type, inner in files]
    forms = [pair for pair in within if _is_form(pair[1]) and pair[1].stamps]
    forms = forms or [pair for pair in within if _is_form(pair[1])]
    others = [one.name for one, inner in within if not any(inner is form for _, form in forms)]
    others += [f"{deeper.name} (in {one.name})" for one, inner in within for deeper in inner.attached]
    told = (problem(FileCode.ATTACHED_UNREAD, names=_named(others)),) if others else ()
    reading = replace(reading, attached=(), problems=(*reading.problems, *told))
    if not forms:
        return reading
    names = _named([one.name for one, _ in forms])
    if reading.fields or reading.stamps:
        return _also(reading, problem(FileCode.FORMS_ATTACHED, names=names))
    if len(forms) > 1:
        return replace(reading, needs_blank=False, problems=(problem(FileCode.FORMS_ENCLOSED, names=names), *told))
    ((taken, inner),) = forms
    found = problem(FileCode.ATTACHMENT_READ, name=taken.name)
    return replace(inner, attached=(), taken=taken, problems=(*inner.problems, found, *told))


def _is_form(reading: Reading) -> bool:
    is_refused = any(one.severity is Severity.FATAL for one in reading.problems) and not reading.needs_blank
    return bool(reading.fields or reading.stamps) and not is_refused


def _also(reading: Reading, told: Problem) -> Reading:
    return replace(reading, problems=(*reading.problems, told))


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
