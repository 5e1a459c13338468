"""Whether the scores and rules an instrument declares name what is there, and ask of it what it can give."""

from collections.abc import Iterator, Sequence

from planwright.instruments.check import RECKONED
from planwright.instruments.design import Instrument, Item, Kind, Layout, Score, Section, items_of, matches
from planwright.instruments.pointer import Steps
from planwright.instruments.shape import Fault

DIRECTED = ("mean", "sum", "percent-of-maximum", "percent-at-top")

RULE_KINDS = {
    "not-before": (("first", "then"), (Kind.DATE,)),
    "at-least": (("lower", "upper"), RECKONED),
    "total": (("items",), RECKONED),
    "distinct": (("items",), tuple(Kind)),
}


def faults_of_declared(instrument: Instrument) -> Iterator[Fault]:
    """Every fault of the instrument's scores and rules."""
    ids = [score.id for score in instrument.scores]
    for number, score in enumerate(instrument.scores):
        at: Steps = ("instrument", "scores", str(number))
        if score.id in ids[:number] or score.id in instrument.items:
            yield (*at, "id"), f"“{score.id}” is used twice. Give each score an id of its own."
        yield from _of_matrix(score, instrument, at) if score.options else _of_scored(score, instrument, at)
    for number, rule in enumerate(instrument.rules):
        at = ("instrument", "rules", str(number))
        if rule["rule"] == "exactly-one":
            yield from _of_letter(str(rule["rows"]), str(rule["letter"]), instrument, at)
            continue
        keys, kinds = RULE_KINDS[str(rule["rule"])]
        for key in keys:
            yield from _of_ruled(str(rule[key]), kinds, instrument, (*at, key))
        if len({str(rule[key]).count("*") for key in keys}) > 1:
            yield at, f"“{keys[0]}” and “{keys[1]}” lie in different tables. Name two answers of the same row."


# -- scores -----------------------------------------------------------------------------------------------------------


def _of_scored(score: Score, instrument: Instrument, at: Steps) -> Iterator[Fault]:
    scored: list[Item] = []
    for place, path in enumerate(score.items):
        here = (*at, "items", str(place))
        found = _items(path, instrument)
        if not found:
            yield here, f"no item fits the path “{path}”. Write an item's path, with * for every row."
        for item in found:
            if item in scored:
                yield here, f"“{item.path}” is scored twice. Remove one."
            yield from _of_mode(score, item, here)
        scored += found
    scales = {(item.scale.low, item.scale.high) for item in scored if item.scale}
    if score.mode in ("mean", "sum") and len(scales) > 1:
        yield (*at, "mode"), f"the items have different scales, so no {score.mode} can be read. Use percent-of-maximum."


def _of_mode(score: Score, item: Item, at: Steps) -> Iterator[Fault]:
    if item.tables:
        yield at, f"“{item.path}” stands in a table; a score is made of questions asked once. Remove it."
    elif score.mode in DIRECTED and item.kind not in RECKONED:
        yield at, f"“{item.path}” is no number, so {score.mode} cannot be made of it. Remove it, or use any-unmet."
    elif score.mode in DIRECTED and item.scale and item.scale.direction == "none":
        yield at, f"the scale of “{item.path}” has no direction, so it cannot be scored. Remove it."
    elif score.mode.startswith("percent") and not item.scale and None in (item.low, item.high):
        yield at, f"“{item.path}” has neither a scale nor a minimum and maximum. Add one, or remove it."
    elif score.mode == "any-unmet" and not set(score.met) <= {choice.value for choice in item.choices}:
        yield at, f"“{item.path}” does not have the answers in “met” among its choices. Correct “met”, or remove it."


def _of_matrix(score: Score, instrument: Instrument, at: Steps) -> Iterator[Fault]:
    """The rows of the weights are columns of the options: the criteria."""
    options, weights = _section(instrument, score.options), _section(instrument, score.weights)
    if weights is None:
        yield (*at, "weights"), f"no section is called “{score.weights}”. Write the id of the one with the weights."
    if options is None or options.layout is not Layout.GRID:
        yield (*at, "options"), f"no grid is called “{score.options}”. Write the id of a section with layout “grid”."
    if options is None or weights is None:
        return
    columns = {item.id for item in items_of(options) if item.kind in RECKONED}
    for weight in items_of(weights):
        if weight.id not in columns:
            yield (
                (*at, "weights"),
                f"the score “{score.id}” finds no criterion “{weight.id}” among the columns of “{options.path}”."
                " Give each weight the id of its criterion.",
            )


# -- rules ------------------------------------------------------------------------------------------------------------


def _of_ruled(pattern: str, kinds: Sequence[Kind], instrument: Instrument, at: Steps) -> Iterator[Fault]:
    found = _items(pattern, instrument)
    if not found:
        yield at, f"no item fits the path “{pattern}”. Write an item's path, with * for every row."
    for item in found:
        if item.kind not in kinds:
            yield (
                at,
                f"“{item.path}” is of the kind {item.kind}; this rule needs {', '.join(kinds)}. Name another item.",
            )
            return


def _of_letter(rows: str, letter: str, instrument: Instrument, at: Steps) -> Iterator[Fault]:
    held = _section(instrument, rows) or instrument.tables.get(rows)
    roles = [item for item in items_of(held) if item.kind is Kind.ROLE] if held else []
    if not roles:
        yield (*at, "rows"), f"no rows with roles are called “{rows}”. Write the path of a grid or table of roles."
    elif letter not in {choice.value for role in roles for choice in role.choices}:
        yield (*at, "letter"), f"“{letter}” is not among the letters of “{rows}”. Write one of them."


def _section(instrument: Instrument, path: str | None) -> Section | None:
    return next((section for section in instrument.sections if section.path == path), None)


def _items(pattern: str, instrument: Instrument) -> list[Item]:
    """The items whose answers the pattern names."""
    return [item for item in instrument.items.values() if matches(pattern, item.at(("*",) * len(item.tables)))]
