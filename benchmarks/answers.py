"""Answers to any instrument, the same each time: every question answered, every rule kept."""

from collections.abc import Mapping

from planwright.instruments import Instrument, Item, Kind, Row, Table, matches
from planwright.model import Value

ROWS = 2  # of each table whose rows the respondent adds
OTHER = "other"
SENTENCE = "Two of the four rooms have the materials; the others share – “as well as it goes” – with the centre."


def answers_to(instrument: Instrument, respondent: str) -> dict[str, Value]:
    """The answer to every question by its path. What issuing fills in is left as it was issued."""
    answers: dict[str, Value] = {}
    for section in instrument.sections:
        for child in section.children:
            _answer(child, (), answers)
    for rule in instrument.rules:
        _keep(rule, answers)
    for item in instrument.items.values():
        if item.other:
            answers[f"{item.path.rpartition('.')[0]}.{item.other}"] = None
    basis = str(instrument.schema["properties"]["identity"]["$ref"]).rpartition("/")[2]  # type: ignore[index]
    answers["identity.basis"] = "individual" if basis == "either" else basis
    answers["identity.name"] = respondent
    return answers


def _answer(child: Item | Row | Table, rows: tuple[int, ...], answers: dict[str, Value]) -> None:
    match child:
        case Item():
            answers[child.at(rows)] = None if child.prefill else _value(child, sum(rows) + len(answers))
        case Row():
            for number, item in enumerate(child.items):
                answers[item.at(())] = _value(item, number)
        case Table():
            for row in range(1, min(ROWS, child.blank_rows) + 1):
                for column in child.columns:
                    _answer(column, (*rows, row), answers)


def _value(item: Item, number: int) -> Value:  # noqa: PLR0911 - one for each kind
    """An answer of the item's kind; `number` tells it from its neighbours."""
    choices = [choice.value for choice in item.choices if choice.value not in (OTHER, "na")]
    match item.kind:
        case Kind.TEXT | Kind.SIGNATURE:
            return f"{item.question[:30].strip()} {number}"[: item.longest or 60]
        case Kind.LONG_TEXT:
            return f"{number}. {SENTENCE}\n{SENTENCE}"[: item.longest or 400].strip()
        case Kind.INTEGER | Kind.RANK | Kind.VOTES | Kind.DECIMAL | Kind.WEIGHT:
            return int(item.low or 0)
        case Kind.DATE:
            return "2026-09-30"
        case Kind.SOME_OF:
            return tuple(str(value) for value in choices[: min(2, item.most or 2)])
        case Kind.ROLE:
            return (str(choices[number % len(choices)]),)
        case _:
            return choices[number % len(choices)]


def _keep(rule: Mapping[str, object], answers: dict[str, Value]) -> None:
    """Change the answers so that they keep a rule between them; those on the order of two answers hold already."""
    match rule["rule"]:
        case "distinct":
            for rank, path in enumerate(_paths(rule, answers), start=1):
                answers[path] = rank
        case "total":
            paths, total = _paths(rule, answers), float(str(rule["total"]))
            for path in paths:
                answers[path] = 0
            answers[paths[0]] = total if total <= 1 else int(total)
        case "exactly-one":
            _keep_one(f"{rule['rows']}.", str(rule["letter"]), answers)


def _paths(rule: Mapping[str, object], answers: Mapping[str, Value]) -> list[str]:
    return [path for path in answers if matches(str(rule["items"]), path)]


def _keep_one(rows: str, letter: str, answers: dict[str, Value]) -> None:
    """The letter once in each row of letters, and nothing else in the row."""
    marked: set[str] = set()
    for path, value in answers.items():
        if path.startswith(rows) and isinstance(value, tuple):
            row = path.rpartition(".")[0]
            answers[path] = () if row in marked else (letter,)
            marked.add(row)
