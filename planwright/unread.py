"""What of a returned file its fields do not account for: notes beside them, pages without them, fields on no page."""

import re
from collections.abc import Iterable
from textwrap import shorten

from planwright.instruments import Instrument
from planwright.model import Field, FieldKind, Place, Problem, Reading
from planwright.problems import FormCode, problem
from planwright.stamp import STAMP_KEY

PICTURE = "\ufffc"  # what stands in a line of text for a picture
LONGEST = 80  # characters of it in a message
_WORDS = re.compile(r"[^\W\d_]{3}")  # of a line that says where something is, which the numbers of a scale do not


def unaccounted(reading: Reading, instrument: Instrument) -> Iterable[Problem]:
    """A problem for each kind of thing that a person sees and reading the fields does not, or the other way round.

    Every page of an issued form has fields; one without was added, or is a form that lost its fields.
    """
    if reading.unread:
        yield _unread(reading)
    if not reading.pages:
        return
    bare = sorted(set(range(1, reading.pages + 1)).difference(field.place.page or 0 for field in reading.fields))
    if bare:
        yield problem(FormCode.PAGES_BARE, pages=", ".join(map(str, bare)))
    unseen = [one for one in reading.fields if one.place.page is None and not _is_meant_to_be_hidden(one)]
    if unseen:
        item = instrument.item_of(unseen[0].key.partition("=")[0])
        first = item.heading if item else unseen[0].label or unseen[0].key
        yield problem(FormCode.FIELDS_UNSEEN, item=item.path if item else None, count=len(unseen), question=first)


def _unread(reading: Reading) -> Problem:
    """The problem of what stands outside the fields: the first of it, and the words printed next to that."""
    first = reading.unread[0]
    page, words = next(((one.page, one.words) for one in reading.near if one.text == first), (None, ""))
    words = words or _above(first, reading)
    return problem(
        FormCode.TEXT_UNREAD,
        place=Place(page=page) if page else None,
        count=len(reading.unread),
        first=_shown(first),
        near=f", next to “{_shown(words)}”" if words else "",
    )


def _above(text: str, reading: Reading) -> str:
    """The last printed line with words in it before this one; empty where the text stands there more than once."""
    lines = [line.text for line in reading.outside]
    if lines.count(text) != 1:
        return ""
    before = reversed(lines[: lines.index(text)])
    return next((line for line in before if line not in reading.unread and _WORDS.search(line)), "")


def _shown(text: str) -> str:
    return shorten(" ".join(text.replace(PICTURE, " (a picture) ").split()), LONGEST, placeholder=" …")


def _is_meant_to_be_hidden(field: Field) -> bool:
    return field.key.startswith(STAMP_KEY) or field.kind is FieldKind.SIGNATURE
