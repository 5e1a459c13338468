"""Valid answers to any instrument, for property tests: every rule it declares is kept."""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from planwright.instruments import Instrument, Item, Kind, Row, Table, matches
from planwright.model import Value

Answers = dict[str, Value]

# What people type: letters of several scripts, punctuation that means something to XML, PDF and templates.
LETTERS = st.sampled_from("abcxyzABCÉñžßшдעبم日本 0123456789.,;:!?'\"()&<>{}%/\\-–—“”€ ")
DITTO = frozenset(('"', "''", ",,", '-"-', *"〃″“”„"))  # these say what stands above, and are for a person


def _is_said(text: str) -> bool:
    return bool(text) and text not in DITTO


LINE = st.text(LETTERS, min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(_is_said)
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
DAYS = st.integers(0, 1000).map(lambda days: (date(2025, 1, 1) + timedelta(days=days)).isoformat())


@st.composite
def valid_answers(draw: st.DrawFn, instrument: Instrument) -> Answers:
    """The answer to every question by its path; `None` or `()` where it is left blank; rows without gaps."""
    answers: Answers = {}
    for section in instrument.sections:
        for child in section.children:
            _draw_child(draw, child, (), answers)
    basis = str(instrument.schema["properties"]["identity"]["$ref"]).rpartition("/")[2]  # type: ignore[index]
    answers["identity.name"] = f"R-{answers['identity.name']}"  # a name that is none goes to a person
    if basis != "either":
        answers["identity.basis"] = basis
    for rule in instrument.rules:
        _keep(draw, dict(rule), instrument, answers)
    _say_other(draw, instrument, answers)
    return answers


def _draw_child(draw: st.DrawFn, child: Item | Row | Table, rows: tuple[int, ...], answers: Answers) -> None:
    match child:
        case Item():
            answers[child.at(rows)] = draw(_value(child))
        case Row():
            for item in child.items:
                answers[item.at(())] = draw(_value(item))
        case Table():
            for number in range(1, draw(st.integers(1, child.blank_rows)) + 1):
                for column in child.columns:
                    _draw_child(draw, column, (*rows, number), answers)
                first = next(column for column in child.columns if isinstance(column, Item))
                path = first.at((*rows, number))
                if answers[path] in (None, ()):
                    answers[path] = draw(_value(first).filter(lambda value: value not in (None, ())))


def _value(item: Item) -> st.SearchStrategy[Any]:
    marked = [choice.value for choice in item.choices]
    low, high = int(item.low or 0), int(item.high if item.high is not None else (item.low or 0) + 500)
    match item.kind:
        case Kind.TEXT | Kind.SIGNATURE:
            filled: st.SearchStrategy[Any] = LINE.map(lambda text: text[: item.longest or 200].strip()).filter(_is_said)
        case Kind.LONG_TEXT:
            filled = LINES.map(lambda text: text[: item.longest or 400].strip()).filter(_is_said)
        case Kind.INTEGER | Kind.RANK | Kind.VOTES:
            filled = st.integers(low, high)
        case Kind.DECIMAL | Kind.WEIGHT:
            filled = st.integers(low * 100, high * 100).map(lambda hundredths: hundredths / 100)
        case Kind.DATE:
            filled = DAYS
        case Kind.SOME_OF | Kind.ROLE:
            most = item.most or len(marked)
            chosen = st.lists(st.sampled_from(marked), unique=True, min_size=int(item.required), max_size=most)
            return chosen.map(lambda values: tuple(sorted(values, key=marked.index)))
        case _:
            filled = st.sampled_from(marked)
    return filled if item.required else st.one_of(st.none(), filled)


def _keep(draw: st.DrawFn, rule: dict[str, Any], instrument: Instrument, answers: Answers) -> None:
    match rule["rule"]:
        case "exactly-one":
            _keep_one(rule, instrument, answers)
        case "not-before" | "at-least":
            low, high = ("first", "then") if rule["rule"] == "not-before" else ("lower", "upper")
            _keep_order(rule[low], rule[high], answers)
        case "distinct":
            paths = [path for path in answers if matches(rule["items"], path)]
            for path, value in zip(paths, draw(st.permutations(range(1, len(paths) + 1))), strict=True):
                answers[path] = value
        case "total":
            paths = [path for path in answers if matches(rule["items"], path)]
            _keep_total(draw, paths, rule["total"], answers)


def _keep_one(rule: dict[str, Any], instrument: Instrument, answers: Answers) -> None:
    rows: dict[str, list[str]] = {}
    for path in answers:
        item = instrument.item_of(path)
        if item and item.kind is Kind.ROLE and path.startswith(f"{rule['rows']}."):
            rows.setdefault(path.rpartition(".")[0], []).append(path)
    for paths in rows.values():
        if any(answers[path] for path in paths):
            for path in paths:
                answers[path] = tuple(letter for letter in answers[path] or () if letter != rule["letter"])  # type: ignore[union-attr]
            answers[paths[0]] = (rule["letter"],)


def _keep_order(first: str, then: str, answers: Answers) -> None:
    for path in [path for path in answers if matches(then, path)]:
        stars = iter([part for want, part in zip(then.split("."), path.split("."), strict=True) if want == "*"])
        partner = ".".join(next(stars) if part == "*" else part for part in first.split("."))
        low, high = answers.get(partner), answers[path]
        if low is not None and high is not None and "na" not in (low, high) and high < low:  # type: ignore[operator]
            answers[partner], answers[path] = high, low


def _keep_total(draw: st.DrawFn, paths: list[str], total: float, answers: Answers) -> None:
    """Shares that add up exactly; whole numbers where the total is one greater than 1."""
    units = 100 if total <= 1 else int(total)
    cuts = sorted(draw(st.lists(st.integers(0, units), min_size=len(paths) - 1, max_size=len(paths) - 1)))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, units], strict=True)]
    for path, share in zip(paths, shares, strict=True):
        answers[path] = share / 100 if total <= 1 else share


def _say_other(draw: st.DrawFn, instrument: Instrument, answers: Answers) -> None:
    for path in list(answers):
        item = instrument.item_of(path)
        if item and item.other:
            value = answers[path]
            marked = "other" in (value if isinstance(value, tuple) else (value,))
            answers[f"{path.rpartition('.')[0]}.{item.other}"] = draw(LINE) if marked else None
