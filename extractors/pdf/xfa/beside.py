"""The two copies of a form's answers, AcroForm fields and XFA data, compared field by field.

Acrobat shows the XFA data and other programs show the fields. Where both say the same the field stands; where they do
not, or only one has an answer, it is a conflict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.pdf.xfa.fields import Form
from extractors.pdf.xfa.merge import Bound
from extractors.pdf.xfa.names import bare, loose
from extractors.pdf.xfa.packets import Element
from extractors.pdf.xfa.same import agrees, holds
from planwright.model import UNSURE, Field, FieldKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The AcroForm fields, in conflict where the XFA copy differs, and the answers that the XFA copy alone holds.

    `hidden` are those of fields that nobody sees. `met` are the numbers of the AcroForm fields that the XFA form has,
    `noted` the keys of those that it hides itself.
    """

    fields: tuple[Field, ...]
    alone: tuple[Field, ...]
    hidden: tuple[Field, ...]
    met: frozenset[int]
    noted: frozenset[str] = frozenset()


def compare(fields: Sequence[Field], form: Form) -> Compared:
    """The AcroForm fields of a file beside its XFA form."""
    by_name = {one.name: one for one in form.bound}
    by_parts = {bare(one.name): one for one in reversed(form.bound)}
    said: list[Field] = []
    met: set[int] = set()
    noted: set[str] = set()
    accounted: set[Element | Bound] = set()
    for number, field in enumerate(fields):
        one = by_name.get(loose(field.key))
        if one is not None:
            met.add(number)
            if _is_hidden(one.element):
                noted.add(field.key)
            accounted.add(one.datum if one.datum is not None else one)
            said.append(_compared(field, one, form))
        else:
            elsewhere = by_parts.get(bare(loose(field.key)))
            said.append(_on_further_page(field, elsewhere, form) if elsewhere is not None else _alone(field))
    left = [one for one in form.bound if (one.datum if one.datum is not None else one) not in accounted]
    return Compared(
        fields=tuple(said),
        alone=(*_answers(form, left, hidden=False), *_unasked(form)),
        hidden=tuple(_answers(form, left, hidden=True)),
        met=frozenset(met),
        noted=frozenset(noted),
    )


def _is_hidden(element: Element) -> bool:
    """Whether the form hides this field, or what it stands in."""
    return any(one.get("presence", "visible") != "visible" for one in (element, *element.iterancestors()))


def _compared(field: Field, one: Bound, form: Form) -> Field:
    placed = replace(field, place=replace(field.place, rows=one.row.numbers), within=one.row.tables)
    if field.kind is FieldKind.SIGNATURE or field.state in UNSURE:
        return placed
    texts = [text.text for text in form.texts(one)]
    if one.datum is None and not texts and one.question.default.strip():
        texts = [one.question.default]
    if agrees(field, one.question, texts, form.rivals(one)):
        return placed
    shown = form.field(one)
    if not holds(field) and shown is not None and shown.value is not None:
        placed = replace(placed, value=shown.value, raw=shown.raw)
    return in_conflict(placed)


def _on_further_page(field: Field, one: Bound, form: Form) -> Field:
    """A field of a page that the form repeats as often as it needs; what it shows is in the saved state."""
    saved = form.saved(loose(field.key))
    text = saved.text if saved is not None else one.question.default
    return field if agrees(field, one.question, [text] if text.strip() else [], ()) else _alone(field)


def _alone(field: Field) -> Field:
    """A field that the XFA form does not have."""
    signs = field.kind is FieldKind.SIGNATURE or field.state in UNSURE
    return field if signs or not holds(field) else in_conflict(field)


def in_conflict(field: Field) -> Field:
    """The field, in conflict."""
    return replace(field, state=State.CONFLICT, confidence=0.0)


def _answers(form: Form, left: Sequence[Bound], *, hidden: bool) -> Iterator[Field]:
    """The answers of these fields, which no AcroForm field shows; what is noted of hidden fields alone is none."""
    told: set[Element] = set()
    for one in left:
        if one.question.is_hidden is not hidden or (hidden and one.datum is None) or one.datum in told:
            continue
        if one.datum is not None:
            told.add(one.datum)
        field = form.field(one) if form.texts(one) else None
        if field is not None and (holds(field) or field.state in UNSURE):
            yield field


def _unasked(form: Form) -> Iterator[Field]:
    yield from (field for field in form.left() if field.state is not State.BLANK)
