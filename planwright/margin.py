"""What stands in the margin of a form beside its answers: tracked changes that nobody accepted, and comments."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import shorten

from planwright.instruments import Instrument, Item
from planwright.model import UNSURE, Field, Problem, Reading, Response, State
from planwright.problems import AnswerCode, FormCode, problem
from planwright.rows import Asked, Marked
from planwright.stamp import STAMP_KEY

PICTURE = "\ufffc"  # what stands in a text for a picture
LONGEST = 300  # characters of a comment in a message
MOST_ENTERED = 5  # answers entered while changes were tracked that are told one by one
MOST_COMMENTED = 5  # answers that one comment can be about; one around more is about the form


def noted(response: Response, item: Item, fields: Sequence[Marked]) -> Response:
    """The response with what the margin says of the fields it was read from."""
    beside = [(choice, field) for choice, field in fields if field.before is not None or field.comments]
    if not beside:
        return response
    comments = tuple(dict.fromkeys(words for _, field in beside for words in field.comments))
    return replace(response, before=_before(item, fields), comments=comments)


def _before(item: Item, fields: Sequence[Marked]) -> str | None:
    """What the answer was before tracked changes; of boxes, the choices that were ticked."""
    if all(field.before is None for _, field in fields):
        return None
    texts = []
    for choice, field in fields:
        if choice is None:
            texts.append(field.before or "")
        elif field.before or (field.before is None and field.value is True):
            texts.append(next((one.label for one in item.choices if str(one.value) == choice), choice))
    return ", ".join(filter(None, texts))


def comments(responses: Sequence[Response], instrument: Instrument) -> Iterable[Problem]:
    """A warning for each comment on an answer; one on a blank may be the answer, and goes to a person."""
    wide = set(_wide(responses))
    for response in responses:
        is_blank = response.state in (State.BLANK, State.PLACEHOLDER)
        for words in (words for words in response.comments if words not in wide):
            yield problem(
                AnswerCode.COMMENT_ALONE if is_blank else AnswerCode.ANSWER_COMMENTED,
                item=response.item,
                place=response.place,
                question=_heading(instrument, response.item),
                comment=shorten(words, LONGEST, placeholder=" …"),
            )


def not_on_answers(reading: Reading, asked: Iterable[Asked], responses: Iterable[Response]) -> Iterable[str]:
    """The comments on fields that are no part of an answer, and those that stand on so many that they are about all."""
    commented = [field for field in reading.fields if field.comments]
    if commented:
        answers = {_place_of(field) for _, _, fields in asked for _, field in fields}
        yield from (words for field in commented if _place_of(field) not in answers for words in field.comments)
        yield from _wide(responses)


def _wide(responses: Iterable[Response]) -> Iterable[str]:
    counted = Counter(words for response in responses for words in response.comments)
    return (words for words, count in counted.items() if count > MOST_COMMENTED)


def _place_of(field: Field) -> tuple[str | None, str | None]:
    return field.place.part, field.place.xpath


def edits(responses: Sequence[Response], reading: Reading, instrument: Instrument) -> Iterable[Problem]:
    """A problem for each answer that was changed, or deleted with its field, while nobody accepted the change.

    Where one person filled in the whole form while changes were tracked, there is but one version of each answer, and
    one warning for all of them; those that were corrected are told one by one. Where many answers were entered so into
    a form that has others, one problem tells them.
    """
    if not reading.editors:
        return
    deleted = [field for field in reading.deleted if field.key != STAMP_KEY]
    edited = [one for one in responses if one.before is not None and one.state not in UNSURE]
    corrected = [one for one in edited if one.before]
    entered = [one for one in edited if not one.before]
    is_whole = not deleted and _is_first_version(responses, reading.editors, instrument)
    if entered and (is_whole or len(entered) > MOST_ENTERED):
        code = FormCode.TRACKED_THROUGHOUT if is_whole else FormCode.TRACKED_IN_PART
        yield problem(code, count=len(entered), question=_heading(instrument, entered[0].item))
        entered = []
    for one in (one for one in edited if one in corrected or one in entered):
        yield problem(
            AnswerCode.ANSWER_EDITED,
            item=one.item,
            place=one.place,
            question=_heading(instrument, one.item),
            value=_now(one, instrument),
            before=_quoted(one.before or ""),
        )
    for field in deleted:
        item = instrument.item_of(field.key.partition("=")[0])
        yield problem(
            AnswerCode.ANSWER_DELETED,
            item=item.path if item else None,
            place=field.place,
            question=item.heading if item else field.label or field.key,
            before=_quoted(field.before or ""),
        )


def _is_first_version(responses: Iterable[Response], editors: int, instrument: Instrument) -> bool:
    """Whether every answer was entered or corrected by the same person, while changes were tracked."""
    given = (one for one in responses if one.state is State.ANSWERED or one.before)
    return editors == 1 and all(one.before is not None for one in given if not _is_prefilled(one, instrument))


def _is_prefilled(response: Response, instrument: Instrument) -> bool:
    item = instrument.item_of(response.item)
    return item is not None and item.prefill is not None and response.before is None


def _heading(instrument: Instrument, path: str) -> str:
    item = instrument.item_of(path)
    return item.heading if item else path


def _now(response: Response, instrument: Instrument) -> str:
    item = instrument.item_of(response.item)
    values = response.value if isinstance(response.value, tuple) else (response.value,)
    said = [item.label_of(value) if item else str(value) for value in values if value is not None]
    return _quoted(", ".join(said))


def _quoted(text: str) -> str:
    shown = " ".join(text.replace(PICTURE, "(a picture)").split())
    return f"“{shown}”" if shown else "nothing"
