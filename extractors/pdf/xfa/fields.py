"""The fields of an XFA form: what its template asks and its data answer, and the data that nothing asks for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.pdf.said import Said
from extractors.pdf.text import Text
from extractors.pdf.xfa.data import Data
from extractors.pdf.xfa.merge import Bound, Merge, Row
from extractors.pdf.xfa.packets import Element, Packets
from extractors.pdf.xfa.state import saved_in
from extractors.pdf.xfa.template import Asked, Item, Question
from extractors.pdf.xfa.values import said_by, said_of, stored_in
from extractors.pdf.xfa.words import is_picture, is_rich
from planwright.model import UNSURE, Field, FieldKind, Place, State

_PLAIN = frozenset((Asked.TEXT, Asked.NUMBER, Asked.DATE, Asked.CHOICE, Asked.GROUP, Asked.MARK))


class Form:
    """An XFA form, read; raises `LimitError` for one that is too deep or has more fields than a form can have."""

    def __init__(self, packets: Packets) -> None:
        self.data = Data(packets.data)
        merge = Merge(packets.template, self.data) if packets.template is not None else None
        self.bound: Sequence[Bound] = merge.bound if merge else ()
        self._rows: Mapping[Element, Row] = merge.rows if merge else {}
        self._saved = saved_in(packets.state)
        self._names = {one.name for one in self.bound}
        self._sharing: dict[Element, list[Bound]] = {}
        for one in self.bound:
            if one.datum is not None:
                self._sharing.setdefault(one.datum, []).append(one)

    def fields(self) -> Iterator[Field]:
        """Every field of the template in its order, a datum that several show once; then the data without a field."""
        for one in self.bound:
            if one.datum is not None and self._sharing[one.datum][0] is not one:
                continue
            if (field := self.field(one)) is not None:
                yield field
        yield from self.left()

    def left(self) -> Iterator[Field]:
        """The data that no field of the template asks for, as text."""
        text = Question(name="", label="", asked=Asked.TEXT)
        for datum in self.data.left():
            yield self._of_datum(datum, said_by(text, datum))
        for datum in self.data.paths:
            if not is_rich(datum) and not is_picture(datum):
                yield from self._attributes(datum)

    def field(self, one: Bound) -> Field | None:
        """The field of the form; None for a button, which holds no answer."""
        question = self._asked_together(one)
        said = self._said(replace(one, question=question))
        if question.asked is Asked.BUTTON and said.state is State.BLANK:
            return None
        datum = one.datum
        part, element = ("datasets", datum) if datum is not None else ("template", one.element)
        place = Place(part=part, xpath=_xpath(element), rows=one.row.numbers)
        return _field(".".join(one.path), question.label, said, place, one.row)

    def texts(self, one: Bound) -> Sequence[Text]:
        """What is stored for a field: in its datum, else in the form's saved state."""
        if one.datum is not None:
            return stored_in(one.question, one.datum)
        saved = self.saved(one.name) if one.stateful else None
        return () if saved is None or saved.blank else (saved,)

    def saved(self, name: str) -> Text | None:
        """What the form's state holds for a field; None where it could be that of another field of the name.

        The state leaves out what nobody changed, so that the numbers of equal names are not those of the form.
        """
        first, _, number = name.rpartition("[")
        return self._saved.get(name) if number == "0]" and f"{first}[1]" not in self._names else None

    def rivals(self, one: Bound) -> tuple[Item, ...]:
        """What the check buttons that share a datum store when they are on, with their labels."""
        sharing = self._sharing.get(one.datum, []) if one.datum is not None else []
        marks = [other.question for other in sharing if other.question.asked is Asked.MARK and other.question.items]
        return tuple(dict.fromkeys(Item(mark.items[0].saved, mark.label) for mark in marks))

    def _asked_together(self, one: Bound) -> Question:
        """The question of a datum: check buttons that share it, each with a value of its own, are one group."""
        rivals = self.rivals(one)
        if len({item.saved for item in rivals}) < 2:
            return one.question
        return replace(one.question, asked=Asked.GROUP, items=rivals, label=one.question.name)

    def _said(self, one: Bound) -> Said:
        if one.datum is not None:
            return said_by(one.question, one.datum)
        return said_of(one.question, self.texts(one), is_there=False)

    def _of_datum(self, datum: Element, said: Said) -> Field:
        path = self.data.paths[datum]
        row = self._row(datum)
        place = Place(part="datasets", xpath=_xpath(datum), rows=row.numbers)
        return _field(".".join(path), path[-1], said, place, row)

    def _attributes(self, datum: Element) -> Iterator[Field]:
        for name, value in ((str(name), str(value)) for name, value in datum.items()):
            if not name.startswith("{") and value.strip():
                said = Said(kind=FieldKind.TEXT, value=value, state=State.ANSWERED)
                held = self._of_datum(datum, said)
                place = replace(held.place, xpath=f"{held.place.xpath}/@{name}")
                yield replace(held, key=f"{held.key}.@{name}", label=name, place=place)

    def _row(self, datum: Element) -> Row:
        """The row a datum lies in: by the containers that its groups belong to, else by equal names beside it."""
        inner: list[Element] = []
        around: Element | None = datum
        while around is not None and around is not self.data.root and around not in self._rows:
            inner.append(around)
            around = around.getparent()
        row = self._rows.get(around, Row()) if around is not None else Row()
        for one in reversed(inner):
            if one in self.data.numbers:
                row = row.inner(self.data.numbers[one], ".".join(self.data.paths[one]))
        return row


def _field(key: str, label: str, said: Said, place: Place, row: Row) -> Field:
    return Field(
        key=key,
        label=label,
        kind=said.kind,
        value=said.value,
        raw=said.raw,
        state=said.state,
        place=place,
        confidence=0.0 if said.state in UNSURE else 1.0,
        within=row.tables,
    )


def _xpath(element: Element | None) -> str | None:
    return element.getroottree().getpath(element) if element is not None else None
