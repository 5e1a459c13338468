"""What of a returned file its fields do not account for: notes beside them, pages without them, fields on no page."""

from collections.abc import Iterable
from textwrap import shorten

from planwright.instruments import Instrument
from planwright.model import STAMP_KEY, Field, FieldKind, Problem, Reading
from planwright.problems import FormCode, problem

PICTURE = "\ufffc"  # what stands in a line of text for a picture
LONGEST = 80  # characters of it in a message


def unaccounted(reading: Reading, instrument: Instrument) -> Iterable[Problem]:
    """A problem for each kind of thing that a person sees and reading the fields does not, or the other way round.

    Every page of an issued form has fields; one without was added, or is a form that lost its fields.
    """
    if reading.unread:
        first = " ".join(reading.unread[0].replace(PICTURE, " (a picture) ").split())
        yield problem(FormCode.TEXT_UNREAD, count=len(reading.unread), first=shorten(first, LONGEST, placeholder=" …"))
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


def _is_meant_to_be_hidden(field: Field) -> bool:
    return field.key.startswith(STAMP_KEY) or field.kind is FieldKind.SIGNATURE
