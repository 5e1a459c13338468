"""An XFA template joined with its data, by the rules of the XFA specification: each field with the datum it shows.

By name a container takes the next group of data of its name that no other has taken, and a field the next value; where
there is none under the data of the container around it, under those further out. Containers that repeat take as many
groups as there are; each is a row.
"""

from dataclasses import dataclass, replace

from extractors.pdf.tree import LimitError
from extractors.pdf.xfa.data import Data, Path
from extractors.pdf.xfa.names import Name
from extractors.pdf.xfa.packets import Element, first, local, named
from extractors.pdf.xfa.refs import Ref, ref_of
from extractors.pdf.xfa.template import CONTAINERS, FIELDS, Asked, Protos, Question, question_of
from extractors.pdf.xfa.words import is_value

MOST_PARTS = 50_000  # fields and containers, with their rows; the largest real forms have some thousands
DEEPEST = 64  # containers in containers; real forms have at most thirty
_EVERY = 1 << 30
_UNBOUND = frozenset(("area", "subformSet", "pageSet", "pageArea"))  # containers that no data belongs to


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The repeated containers around something: their row numbers from 1 and their paths, outermost first."""

    numbers: tuple[int, ...] = ()
    tables: tuple[str, ...] = ()

    def inner(self, number: int, table: str) -> "Row":
        """The row of this number in a table within this row."""
        return Row(numbers=(*self.numbers, number), tables=(*self.tables, table))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where in the form something stands: the data it is looked for in, its path there, its full name in the form."""

    data: Element | None
    path: Path = ()
    name: Name
    row: Row = Row()
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A field of the form: what it asks, its datum if there is one, and where it stands.

    `name` is its full name in the form, such as `form1[0].goal[1].what[0]`. A `stateful` field has no place in the
    data; what is typed there is kept in the form's saved state.
    """

    question: Question
    element: Element
    datum: Element | None
    path: Path
    name: str
    row: Row
    stateful: bool = False


class Merge:
    """The join of one template with its data; `bound` are its fields, `rows` the rows that groups of data are."""

    def __init__(self, template: Element, data: Data) -> None:
        self._data = data
        self._protos = Protos(template)
        self._questions: dict[Element, Question] = {}
        self._parts = 0
        self.rows: dict[Element, Row] = {}
        self.bound: list[Bound] = []
        self._walk(template, Spot(data=data.root, name=Name()))

    # -- containers ----------------------------------------------------------------------------------------------------

    def _walk(self, container: Element, spot: Spot) -> None:
        """Joins what stands in a container; pages take what is left for them."""
        if spot.depth > DEEPEST:
            raise LimitError("nesting of form parts", f"{DEEPEST} levels")
        children = [child for child in container if local(child) in CONTAINERS | FIELDS]
        for child in sorted(children, key=lambda child: local(child) == "pageSet"):
            if local(child) in FIELDS:
                self._field(child, replace(spot, name=spot.name.of(child)))
            elif local(child) in _UNBOUND or _binding(child) == ("none", None) or not _is_bound(child):
                self._unbound(child, spot)
            else:
                self._container(child, spot)

    def _container(self, element: Element, spot: Spot) -> None:
        """Joins a container of data with as many groups as there are for it; without any, it shows empty rows."""
        least, most = _occurs(element)
        path = (*spot.path, element.get("name", ""))
        for number in range(1, most + 1):
            group = self._group(element, spot)
            if group is None and number > least:
                return
            row = spot.row.inner(number, ".".join(path)) if most > 1 else spot.row
            inner = Spot(data=spot.data, path=path, name=spot.name.of(element), row=row, depth=spot.depth + 1)
            if group is not None:
                self._data.taken.add(group)
                self.rows[group] = row
                inner = replace(inner, data=group, path=self._data.paths[group])
            self._count()
            self._walk(element, inner)

    def _unbound(self, element: Element, spot: Spot) -> None:
        """A container without data of its own: its fields are looked for where it stands, row after row."""
        _, most = _occurs(element)
        table = ".".join((*spot.path, element.get("name") or local(element)))
        for number in range(1, most + 1):
            before, taken, numbers = len(self.bound), len(self._data.taken), spot.name.numbers.copy()
            row = spot.row.inner(number, table) if most > 1 else spot.row
            self._count()
            self._walk(element, replace(spot, name=spot.name.of(element), row=row, depth=spot.depth + 1))
            if len(self._data.taken) == taken:
                if number > 1:
                    del self.bound[before:]
                    spot.name.restore(numbers)
                return

    def _group(self, element: Element, spot: Spot) -> Element | None:
        """The next group of data for a container."""
        _, expression = _binding(element)
        if expression is None:
            return self._data.next(element.get("name", ""), spot.data, _is_group)
        ref = ref_of(expression)
        found = self._data.led(ref, spot.data) if ref else []
        return next((one for one in found if one not in self._data.taken and _is_group(one)), None)

    # -- fields --------------------------------------------------------------------------------------------------------

    def _field(self, element: Element, spot: Spot) -> None:
        self._count()
        question = self._questions.get(element) or question_of(element, self._protos)
        self._questions[element] = question
        match, expression = _binding(element)
        if expression is not None:
            ref = ref_of(expression)
            if ref is not None:  # else its datum, whichever it is, is told by its path
                self._referred(element, question, ref, spot)
        elif question.asked is Asked.GROUP and not question.name:
            for member in named(element, "field"):
                self._field(member, replace(spot, name=spot.name.of(member)))
        elif match == "none" or not question.name:
            last = question.name or str(spot.name).rpartition(".")[2]
            self._add(element, question, None, (*spot.path, last), spot, stateful=True)
        else:
            datum = self._data.next(question.name, spot.data, question.takes)
            if datum is None and match == "global":
                datum = self._data.shared(question.name, spot.data, question.takes)
            self._add(element, question, datum, (*spot.path, question.name), spot)

    def _referred(self, element: Element, question: Question, ref: Ref, spot: Spot) -> None:
        found = self._data.led(ref, spot.data)
        datum = next(filter(question.takes, found), None)
        self._add(element, question, datum, self._data.expected(ref, spot.path), spot)

    def _add(
        self,
        element: Element,
        question: Question,
        datum: Element | None,
        path: Path,
        spot: Spot,
        *,
        stateful: bool = False,
    ) -> None:
        if datum is not None:
            self._data.taken.update(datum.iter())
            path = self._data.paths[datum]
        self.bound.append(
            Bound(
                question=question,
                element=element,
                datum=datum,
                path=path,
                name=str(spot.name),
                row=spot.row,
                stateful=stateful,
            )
        )

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            raise LimitError("number of form fields and parts", f"{MOST_PARTS:,}")


def _is_bound(element: Element) -> bool:
    return bool(element.get("name")) or _binding(element)[1] is not None


def _binding(element: Element) -> tuple[str, str | None]:
    """How a field or container finds its data, and the reference it does so by, if any."""
    bind = first(element, "bind")
    match = bind.get("match", "once") if bind is not None else "once"
    return match, (bind.get("ref") or None) if bind is not None and match == "dataRef" else None


def _is_group(element: Element) -> bool:
    """Whether data can belong to a container: what is empty can."""
    return not is_value(element) or (len(element) == 0 and not (element.text or "").strip())


def _occurs(element: Element) -> tuple[int, int]:
    """How often a container stands on the form at least and at most."""
    occur = first(element, "occur")
    if occur is None:
        return 1, 1
    least = _number(occur.get("min"), 1)
    most = _number(occur.get("max"), max(least, 1))
    most = _EVERY if most < 0 else max(most, 1)
    return min(max(least, 0), most), most


def _number(text: str | None, otherwise: int) -> int:
    try:
        return int((text or "").strip()[:9])
    except ValueError:
        return otherwise
