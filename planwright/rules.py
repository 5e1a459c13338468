"""The rules an instrument declares between answers, one function each; blank answers never break one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from planwright.identity import BASIS, CONSENSUS, NAME, ROLE
from planwright.instruments import OTHER, Instrument, Item, Kind, Row, items_of, matches, without_rows
from planwright.model import Problem, Response
from planwright.problems import AnswerCode, Code, problem

Answers = Mapping[str, Response]
NO_NAMES = {  # what people write who give no name; letters and digits only
    *("", "na", "none", "noname", "nobody", "anonymous", "anon", "unknown", "name", "me", "self", "x", "xx", "xxx"),
    *("ninguno", "ninguna", "sinnombre", "anónimo", "anónima", "anonimo", "anonima", "nombre", "yo"),
}
OFFICES = {  # what several people of one agency are; a team's form may be signed so
    *("staff", "teacher", "director", "coach", "parent", "specialist", "administrator", "supervisor", "aide"),
    *("personal", "maestra", "maestro", "directora", "padre", "madre", "especialista", "supervisora"),
}


def broken_rules(instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    """A problem for each rule of the instrument that these answers break."""
    for rule in instrument.rules:
        yield from _RULES[str(rule["rule"])](rule, instrument, answers)
    yield from _other_said(instrument, answers)
    yield from _nameless(instrument, answers)


def _exactly_one(rule: Mapping[str, Any], instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    """Each row of a role grid with any letter in it holds the rule's letter exactly once.

    A row with a cell that cannot be read as letters is told for that alone: who is meant there may be the one.
    """
    cells: dict[str, list[Response]] = defaultdict(list)
    unclear: set[str] = set()
    for path, response in answers.items():
        item = instrument.item_of(path)
        if item and item.kind is Kind.ROLE and without_rows(path).startswith(f"{rule['rows']}."):
            row = path.rpartition(".")[0]
            cells[row].append(response)
            if not {choice.value for choice in item.choices}.issuperset(_tuple(response.value)):
                unclear.add(row)
    for row, responses in cells.items():
        letters = [letter for response in responses for letter in _tuple(response.value)]
        count = letters.count(rule["letter"])
        if letters and count != 1 and row not in unclear:
            yield problem(
                AnswerCode.NOT_EXACTLY_ONE,
                item=responses[0].item,
                place=responses[0].place,
                question=_row_title(row, instrument, answers),
                count=count,
                letter=rule["letter"],
                meaning=rule["meaning"],
            )


def _not_before(rule: Mapping[str, Any], instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    for first, then in _pairs(str(rule["first"]), str(rule["then"]), answers):
        if _is_day(first.value) and _is_day(then.value) and then.value < first.value:  # type: ignore[operator]
            yield _pair_problem(AnswerCode.ENDS_BEFORE_START, first, then, instrument)


def _at_least(rule: Mapping[str, Any], instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    for lower, upper in _pairs(str(rule["lower"]), str(rule["upper"]), answers):
        if _is_number(lower.value) and _is_number(upper.value) and upper.value < lower.value:  # type: ignore[operator]
            yield _pair_problem(AnswerCode.BELOW, lower, upper, instrument)


def _total(rule: Mapping[str, Any], instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    """The numbers add up to the total; compared exactly, so that ten tenths make one."""
    responses = [response for path, response in answers.items() if matches(str(rule["items"]), path)]
    numbers = [Fraction(str(response.value)) for response in responses if _is_number(response.value)]
    if not numbers or len(numbers) < len([one for one in responses if one.value is not None]):
        return
    off = abs(sum(numbers) - Fraction(str(rule["total"])))
    if off > Fraction(str(rule.get("tolerance", 0))):
        first = responses[0]
        yield problem(
            AnswerCode.WRONG_TOTAL,
            item=first.item,
            place=first.place,
            question=_section_title(first.item, instrument),
            value=f"{float(sum(numbers)):g}",
            total=f"{rule['total']:g}",
        )


def _distinct(rule: Mapping[str, Any], instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    responses = [response for path, response in answers.items() if matches(str(rule["items"]), path)]
    counts = Counter(response.value for response in responses if response.value not in (None, ()))
    for value, count in counts.items():
        if count > 1:
            same = [response for response in responses if response.value == value]
            names = [item.question for one in same if (item := instrument.item_of(one.item))]
            yield problem(
                AnswerCode.NOT_DISTINCT,
                item=same[0].item,
                place=same[0].place,
                question=_section_title(same[0].item, instrument),
                value=value,
                count=count,
                items=", ".join(f"“{name}”" for name in names),
            )


def _other_said(instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    """Where the choice “other” is marked its words are there, and the other way round."""
    for path, response in answers.items():
        item = instrument.item_of(path)
        if item is None or item.other is None:
            continue
        words = answers.get(f"{path.rpartition('.')[0]}.{item.other}")
        asked = instrument.item_of(words.item) if words else None
        if words is None or asked is None:
            continue
        marked = OTHER in _tuple(response.value)
        told: dict[str, Any] = {
            "question": item.heading,
            "choice": item.label_of(OTHER),
            "other": asked.heading,
        }
        if marked and words.value is None:
            yield problem(AnswerCode.OTHER_NOT_SAID, item=path, place=response.place, **told)
        elif words.value is not None and not marked:
            yield problem(AnswerCode.OTHER_NOT_MARKED, item=words.item, place=words.place, **told)


def _nameless(instrument: Instrument, answers: Answers) -> Iterable[Problem]:
    """A name that many may give, where it alone tells one respondent's form from another's."""
    said, asked, basis = answers.get(NAME), instrument.items.get(NAME), answers.get(BASIS)
    if said is None or asked is None or not isinstance(said.value, str):
        return
    role = instrument.items.get(ROLE)
    offices = OFFICES | {_letters(choice.label) for choice in role.choices} if role else OFFICES
    of_team = basis is not None and basis.value == CONSENSUS
    if _letters(said.value) in (NO_NAMES if of_team else NO_NAMES | offices):
        yield problem(AnswerCode.NAME_SHARED, item=NAME, place=said.place, question=asked.heading, value=said.value)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


_RULES: dict[str, Callable[[Mapping[str, Any], Instrument, Answers], Iterable[Problem]]] = {
    "exactly-one": _exactly_one,
    "not-before": _not_before,
    "at-least": _at_least,
    "total": _total,
    "distinct": _distinct,
}


def _pairs(first: str, then: str, answers: Answers) -> Iterable[tuple[Response, Response]]:
    """The answers of both patterns that stand in the same row."""
    for path, response in answers.items():
        if matches(then, path):
            stars = [part for want, part in zip(then.split("."), path.split("."), strict=True) if want == "*"]
            taken = iter(stars)
            partner = answers.get(".".join(next(taken, "") if part == "*" else part for part in first.split(".")))
            if partner is not None:
                yield partner, response


def _pair_problem(code: Code, first: Response, then: Response, instrument: Instrument) -> Problem:
    return problem(
        code,
        item=then.item,
        place=then.place,
        question=_heading(then.item, instrument),
        value=then.value,
        first_question=_heading(first.item, instrument),
        first=first.value,
    )


def _heading(path: str, instrument: Instrument) -> str:
    item = instrument.item_of(path)
    return item.heading if item else path


def _section_title(path: str, instrument: Instrument) -> str:
    name = path.partition(".")[0]
    return next((section.title for section in instrument.sections if section.path == name), name)


def _row_title(row: str, instrument: Instrument, answers: Answers) -> str:
    """What the row is about: its printed title in a grid, the first answer in it in a table."""
    for section in instrument.sections:
        for child in section.children:
            if isinstance(child, Row) and child.path == row:
                return child.title
    table = instrument.tables.get(without_rows(row))
    first: Item | None = next(items_of(table), None) if table else None
    said = answers.get(f"{row}.{first.id}") if first else None
    return str(said.value) if said and isinstance(said.value, str) else table.row_title if table else row


def _tuple(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else (value,)


def _is_day(value: object) -> bool:
    """Whether it is a day and not text that was read where a day is asked for."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
