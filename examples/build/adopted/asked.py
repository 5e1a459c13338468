"""What a form asks and what its completed copies say, as a person reads them off the page."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from planwright.instruments import Instrument

Answer = str | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One place for an answer: `key` is ours, the rest is printed or is what a person would say it is.

    The places of one choice share a key. `choices` are the printed words of a list, each with the value it has in the
    instrument.
    """

    key: str
    label: str
    kind: str
    item: str | None = None
    row: str | None = None
    column: str | None = None
    value: str | None = None
    choices: Mapping[str, str | None] | None = None
    several: bool = False

    def to_json(self) -> dict[str, Any]:
        """The question as it stands in the file beside the blank."""
        said: dict[str, Any] = {
            "label": self.label,
            "row": self.row,
            "column": self.column,
            "kind": self.kind,
            "item": self.item,
            "value": self.value,
        }
        if self.choices is not None:
            said["choices"] = [{"label": label, "value": value} for label, value in self.choices.items()]
        return said


def text(key: str, label: str, item: str | None, row: str | None = None, column: str | None = None) -> tuple[Question]:
    """A question answered in words or figures."""
    return (Question(key=key, label=label, kind="text", item=item, row=row, column=column),)


def day(key: str, label: str, item: str | None, row: str | None = None, column: str | None = None) -> tuple[Question]:
    """A question answered by a date."""
    return (Question(key=key, label=label, kind="date", item=item, row=row, column=column),)


def choice(
    key: str,
    label: str,
    item: str | None,
    choices: Mapping[str, str | None],
    *,
    row: str | None = None,
    column: str | None = None,
) -> tuple[Question]:
    """A question answered from a list."""
    return (Question(key=key, label=label, kind="choice", item=item, row=row, column=column, choices=choices),)


def marks(
    key: str,
    label: str,
    item: str | None,
    choices: Mapping[str, str | None],
    row: str | None = None,
    *,
    several: bool = False,
) -> tuple[Question, ...]:
    """A question answered by marking one of several places, or more where several may be."""
    return tuple(
        Question(key=key, label=label, kind="mark", item=item, row=row, column=printed, value=value, several=several)
        for printed, value in choices.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A completed copy: how it is made of the blank, and what a person reads in it by the question's key.

    `unsure` are the answers of which even a careful person would have to ask, with the reason. `beside` are answers to
    what the blank does not ask.
    """

    name: str
    make: Callable[[], bytes]
    answers: Mapping[str, Answer]
    unsure: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[tuple[str, str | None, Answer], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A blank form with its questions and its completed copies."""

    name: str
    ending: str
    practice: str
    blank: Callable[[], bytes]
    questions: tuple[Question, ...]
    copies: tuple[Copy, ...]


def write_questions(form: Form, instrument: Instrument, folder: Path) -> None:
    """Write what a person would say each question of the form is; a path or value of no instrument is an error."""
    for one in form.questions:
        _checked(one, instrument)
    printed = [(one.label, one.row, one.column) for one in form.questions]
    if twice := {one for one in printed if printed.count(one) > 1}:
        raise ValueError(f"{form.name}: these are printed for two questions: {sorted(twice, key=str)}.")
    said = {
        "form": form.name,
        "practice": form.practice,
        "version": instrument.version,
        "questions": [one.to_json() for one in form.questions],
    }
    (folder / f"{form.name}.questions.json").write_text(_json(said), encoding="utf-8")


def write_truth(form: Form, copy: Copy, folder: Path) -> None:
    """Write what a person reads in a completed copy, question by question in the order of the form."""
    told = {"form": form.name, "answers": list(_answers(form, copy))}
    (folder / f"{copy.name.partition('.')[0]}.truth.json").write_text(_json(told), encoding="utf-8")


def _answers(form: Form, copy: Copy) -> Iterator[dict[str, Any]]:
    by_key: dict[str, list[Question]] = {}
    for one in form.questions:
        by_key.setdefault(one.key, []).append(one)
    if unknown := (copy.answers.keys() | copy.unsure.keys()) - by_key.keys():
        raise ValueError(f"{copy.name}: {form.name} does not ask {sorted(unknown)}.")
    for key, places in by_key.items():
        answer = copy.answers.get(key)
        why = copy.unsure.get(key)
        if why is None:
            _offered(copy.name, places, answer)
        yield _answer(places[0].label, places[0].row, answer, why)
    for label, row, answer in copy.beside:
        yield _answer(label, row, answer, "The blank has no such row.")


def _answer(label: str, row: str | None, answer: Answer, why: str | None) -> dict[str, Any]:
    said: dict[str, Any] = {"label": label, "row": row, "answer": answer, "certain": why is None}
    return said if why is None else {**said, "why": why}


def _offered(name: str, places: list[Question], answer: Answer) -> None:
    """Raise where an answer to a choice is none of the printed ones."""
    first = places[0]
    if answer is None or first.kind in ("text", "date"):
        return
    printed = first.choices or {one.column for one in places}
    given = answer if isinstance(answer, list) else [answer]
    if isinstance(answer, list) != first.several or not set(given) <= set(printed):
        raise ValueError(f"{name}: {answer!r} is not offered by “{first.label}” ({first.row}).")


def _checked(one: Question, instrument: Instrument) -> None:
    if one.item is None:
        return
    item = instrument.item_of(one.item)
    if item is None:
        raise ValueError(f"{one.label}: {one.item} is no item of {instrument.practice}.")
    values = {str(each.value) for each in item.choices}
    said = {one.value, *(one.choices or {}).values()} - {None}
    if not said <= values and item.kind.value != "rank":
        raise ValueError(f"{one.label}: {sorted(map(str, said))} are not values of {one.item} ({sorted(values)}).")


def _json(said: object) -> str:
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
