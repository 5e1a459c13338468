"""The parts of a plan that people wrote in rows: goals and steps, practices, the logic model, roles, resources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from planwright.instruments import Item, Kind, Row, Section, Table
from planwright.plans.sections import (
    NOT_PROVIDED,
    Goal,
    LogicModel,
    Objective,
    Roles,
    Step,
    Task,
)
from planwright.plans.slots import Fed, Slots, by_origin
from planwright.plans.words import value_words, withheld_words

T = TypeVar("T")
Given = Mapping[str, Any]  # one row of a table: its answers by column id

NO_ROLE = "–"


def rows_of(kind: type[T], slots: Slots, slot: str) -> tuple[T, ...]:
    """The rows of every table that feeds the slot, each a dataclass whose fields are named as the slots of columns."""
    return tuple(_filled(kind, slot, table, row) for table, row in _rows(slots.get(slot, ())))


def goals_of(slots: Slots) -> tuple[Goal, ...]:
    """Every goal with its objectives and their steps, numbered throughout: 1, 1.1, 1.1.1."""
    return tuple(
        _filled(Goal, "goals", table, row, number=str(number), objectives=_objectives(str(number), table, row))
        for number, (table, row) in enumerate(_rows(slots.get("goals", ())), start=1)
    )


def logic_model_of(slots: Slots) -> LogicModel:
    """The columns of the logic model, from tables or texts."""
    columns = {field.name: slots.get(f"logic-model.{field.name.replace('_', '-')}", ()) for field in fields(LogicModel)}
    entries = {name: tuple(_entries(feds)) for name, feds in columns.items() if name != "given"}
    given = any(entries.values())
    return LogicModel(**{name: found or (NOT_PROVIDED,) for name, found in entries.items()}, given=given)


def roles_of(slots: Slots) -> tuple[Roles, ...]:
    """Each grid of tasks × roles, with the rows that were added to it."""
    more = {fed.origin: fed for fed in slots.get("roles.more", ())}
    grids = [_roles(group, more.pop(group[0].origin, None)) for group in by_origin(slots.get("roles", ()))]
    grids += [_roles((fed,), fed) for fed in more.values()]
    return tuple(grid for grid in grids if grid.tasks)


def _rows(feds: Iterable[Fed]) -> Iterator[tuple[Table, Given]]:
    for fed in feds:
        figure = fed.figure(fed.node.path) if isinstance(fed.node, Table) else None
        if figure is not None and isinstance(fed.node, Table):
            rows: Any = figure.detail.get("rows", ())
            for row in rows:
                yield fed.node, row["values"]


def _filled(kind: type[T], slot: str, table: Table, row: Given, **held: object) -> T:
    cells = _cells(table, row)
    wanted = [field.name for field in fields(kind) if field.name not in held]  # type: ignore[arg-type]
    return kind(**{name: cells.get(f"{slot}.{name}", NOT_PROVIDED) for name in wanted}, **held)


def _cells(table: Table, row: Given) -> dict[str, str]:
    """The answers of one row in words by the slot of their column; columns that share a slot share a cell."""
    cells: dict[str, str] = {}
    for column in table.columns:
        if isinstance(column, Item) and column.plan and row.get(column.id) not in (None, "", [], ()):
            words = value_words(column, row[column.id])
            cells[column.plan] = f"{cells[column.plan]}\n{words}" if column.plan in cells else words
    return cells


def _objectives(goal: str, table: Table, row: Given) -> tuple[Objective, ...]:
    found = enumerate(_inner(table, row, "goals.objectives"), start=1)
    return tuple(
        _filled(
            Objective,
            "goals",
            inner,
            objective,
            number=f"{goal}.{number}",
            steps=tuple(
                _filled(Step, "goals", steps, step, number=f"{goal}.{number}.{at}")
                for at, (steps, step) in enumerate(_inner(inner, objective, "goals.steps"), start=1)
            ),
        )
        for number, (inner, objective) in found
    )


def _inner(table: Table, row: Given, slot: str) -> Iterator[tuple[Table, Given]]:
    """The rows of the table of this slot within one row of another."""
    for column in table.columns:
        if isinstance(column, Table) and column.plan == slot:
            for inner in row.get(column.path.rpartition(".")[2]) or ():
                yield column, inner


def _entries(feds: Iterable[Fed]) -> Iterator[str]:
    for fed in feds:
        if not isinstance(fed.node, Table):
            for item in fed.items:
                yield from (words for words in fed.said(item) if words != NOT_PROVIDED)
            continue
        figure = fed.figure(fed.node.path)
        if figure is not None and figure.withheld:
            yield withheld_words(figure, fed.least)
        columns = [column for column in fed.node.columns if isinstance(column, Item)]
        for _, row in _rows([fed]):
            words = [value_words(column, row.get(column.id)) for column in columns if row.get(column.id)]
            if words:
                yield ": ".join(words)


def _roles(group: tuple[Fed, ...], more: Fed | None) -> Roles:
    fed = group[0]
    grid = [row for one in group if isinstance(one.node, Section) for row in one.node.children if isinstance(row, Row)]
    first: tuple[Any, ...] = grid[0].items if grid else fed.node.columns[1:] if isinstance(fed.node, Table) else ()
    columns = [item for item in first if isinstance(item, Item) and item.kind is Kind.ROLE]
    tasks = [Task(task=row.title, cells=_shares(_said_in(fed, row, columns))) for row in grid]
    for table, row in _rows([more] if more else []):
        task = table.columns[0]
        if isinstance(task, Item):
            cells = _shares([value_words(item, row.get(item.id)) for item in columns])
            tasks.append(Task(task=value_words(task, row.get(task.id)), cells=cells))
    return Roles(
        source=fed.source, key=_key(columns), columns=tuple(item.question for item in columns), tasks=tuple(tasks)
    )


def _said_in(fed: Fed, row: Row, columns: list[Item]) -> list[str]:
    """What each role does in this row; letters of individual answers that differ stand with their counts."""
    by_id = {item.id: item for item in row.items}
    return ["; ".join(fed.said(by_id[column.id])) for column in columns if column.id in by_id]


def _shares(said: list[str]) -> tuple[str, ...]:
    """The cells of one task: a blank is “no role” where another cell is filled, and not provided where none is."""
    filled = any(words != NOT_PROVIDED for words in said)
    return tuple(NO_ROLE if filled and words == NOT_PROVIDED else words for words in said)


def _key(columns: list[Item]) -> str:
    choices = columns[0].choices if columns else ()
    return " · ".join([*(f"{choice.value} = {choice.label}" for choice in choices), f"{NO_ROLE} = no role"])
