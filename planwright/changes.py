"""What a respondent said otherwise the second time: question by question, in the words printed on the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from planwright.instruments import Instrument, Instruments, Item, rows_of
from planwright.model import UNSURE, Response, State, Submission, Value

BLANK = "(blank)"
NOT_CERTAIN = "(could not be read for certain)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One answer that is another one now: its path, the question as it is printed, and both answers in words."""

    item: str
    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed between two forms of one respondent, in the order of the form, and how many answers are the same.

    `not_comparable` are questions that only one of the two asks, or asks otherwise, and those of which neither answer
    is certain.
    """

    changed: tuple[Change, ...]
    same: int
    not_comparable: tuple[str, ...]


def changes(before: Submission, now: Submission, instruments: Instruments) -> Changes:
    """What the later of two forms of one practice says otherwise than the earlier one.

    Rows of a table are compared by their numbers, since nothing else tells them apart. Where the forms are of two
    versions, only a question that both ask alike is compared: under the same id, with the same answers to choose from.
    An instrument that is gone has no words: its questions are named by their paths.
    """
    asked = _Asked(instruments.get(_key(before)), instruments.get(_key(now)), is_one=_key(before) == _key(now))
    said, says = _answers(before), _answers(now)
    changed: list[Change] = []
    not_comparable: dict[str, None] = {}
    same = 0
    for path in dict.fromkeys((*says, *said)):
        old, new = said.get(path), says.get(path)
        states = {one.state if one else State.BLANK for one in (old, new)}
        if states == {State.NOT_ON_FORM}:
            continue
        if State.NOT_ON_FORM in states or not asked.alike(path) or states <= set(UNSURE):
            not_comparable[asked.question(path)] = None
        elif states.isdisjoint(UNSURE) and _is_same(_plain(old), _plain(new)):
            same += 1
        else:
            words = (asked.words(path, old), asked.words(path, new))
            changed.append(Change(item=path, question=asked.question(path), before=words[0], now=words[1]))
    return Changes(changed=tuple(changed), same=same, not_comparable=tuple(not_comparable))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the two forms ask; `is_one` says that they are of one version."""

    before: Instrument | None
    now: Instrument | None
    is_one: bool

    def alike(self, path: str) -> bool:
        """Whether both forms ask this question, with the same answers to choose from."""
        if self.is_one:
            return True
        held = [one.item_of(path) if one else None for one in (self.before, self.now)]
        return held[0] is not None and held[1] is not None and _way(held[0]) == _way(held[1])

    def question(self, path: str) -> str:
        """The question as it is printed, with the numbers of its rows."""
        item = self._item(path)
        rows = ".".join(map(str, rows_of(path)))
        return (f"{item.heading} (row {rows})" if rows else item.heading) if item else path

    def words(self, path: str, said: Response | None) -> str:
        """An answer in the words printed beside it."""
        if said is not None and said.state in UNSURE:
            return NOT_CERTAIN
        value = _plain(said)
        if value is None:
            return BLANK
        item = self._item(path)
        if isinstance(value, tuple):
            return ", ".join(_label(item, one) for one in value)
        return _label(item, value)

    def _item(self, path: str) -> Item | None:
        held = (one.item_of(path) for one in (self.now, self.before) if one)
        return next((item for item in held if item), None)


def _key(submission: Submission) -> tuple[str, str]:
    return submission.instrument, submission.version


def _answers(submission: Submission) -> Mapping[str, Response]:
    return {one.item: one for one in submission.responses}


def _way(item: Item) -> tuple[object, ...]:
    """What makes two questions of one id the same question, whatever their wording."""
    return item.kind, item.tables, item.unit, tuple((choice.value, choice.label) for choice in item.choices)


def _plain(said: Response | None) -> Value:
    """The answer as it is compared: what is blank is None, marks in no order, words without how they are spaced."""
    value = said.value if said and said.state not in (State.BLANK, State.PLACEHOLDER, State.NOT_ON_FORM) else None
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, tuple):
        return tuple(sorted(value)) or None
    return value


def _is_same(one: Value, other: Value) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)  # a box that is marked is no 1


def _label(item: Item | None, value: object) -> str:
    """The words printed for a value, after the value where that is a number; else the value itself."""
    if isinstance(value, bool):
        return "marked" if value else "not marked"
    label = item.label_of(value) if item else str(value)
    return f"{value} – {label}" if isinstance(value, int) and label != str(value) else label
