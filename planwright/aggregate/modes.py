"""The modes of single items: what is made of all the answers to one question, and of all the rows of one table."""

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction

from planwright.aggregate.arithmetic import Number, best, exact, rounded, spread, total
from planwright.aggregate.tally import Forms, Tally
from planwright.figures import Figure
from planwright.identity import CONSENSUS
from planwright.instruments import NOT_APPLICABLE, Item, Kind, Table
from planwright.model import Json, Value

MET, UNMET = "met", "unmet"

Finding = tuple[float | str | None, Json]


def item_figure(item: Item, forms: Forms) -> Figure:
    """The figure of one item: the answer itself of a consensus, else what its aggregation mode makes of all answers."""
    tally = forms.tally(item)
    mode = _mode_of(item, forms)
    value, detail = _MODES[mode](item, tally)
    return forms.figure(item=item.path, title=item.heading, mode=mode, tally=tally, value=value, detail=detail)


def table_figure(table: Table, forms: Forms) -> Figure:
    """The rows of one table, form after form; rows of a table within it stand in their outer row."""
    section, _, name = table.path.rpartition(".")
    all_rows = {source: document[section][name] for source, document in forms.documents.items()}
    given = {source: rows for source, rows in all_rows.items() if rows}
    tally = Tally(given=given, not_applicable=frozenset(), not_on_form=frozenset(), forms=len(all_rows))
    listed = [{"source": source, "values": row} for source, rows in given.items() for row in rows]
    return forms.figure(
        item=table.path, title=table.title, mode="list", tally=tally, value=None, detail={"rows": listed}
    )


def met_or_unmet(answers: int, unmet: int) -> Finding:
    """`unmet` if a single answer is, else `met`; with how many were which."""
    value = None if not answers else UNMET if unmet else MET
    return value, {MET: answers - unmet, UNMET: unmet}


def _mode_of(item: Item, forms: Forms) -> str:
    """The mode used: what individuals answer where a consensus is meant is counted or listed, never averaged."""
    if forms.basis == CONSENSUS:
        return CONSENSUS
    if item.aggregate == CONSENSUS:
        return "distribution" if item.choices else "list"
    return item.aggregate


def _mean(item: Item, tally: Tally[Value]) -> Finding:
    found = spread(tally.given.values())
    detail: Json = {"sd": found.sd}
    if item.kind is Kind.RATING:
        detail["counts"] = _counts(item, tally)
    return rounded(found.mean), detail


def _sum(_: Item, tally: Tally[Value]) -> Finding:
    return (rounded(total(tally.given.values())) if tally.n else None), {}


def _percent_at_top(item: Item, tally: Tally[Value]) -> Finding:
    top = best(item)
    at_top = sum(exact(value) == top for value in tally.given.values())
    share = rounded(Fraction(100 * at_top, tally.n)) if tally.n else None
    return share, {"top": rounded(top), "at_top": at_top, "counts": _counts(item, tally)}


def _distribution(item: Item, tally: Tally[Value]) -> Finding:
    return None, {"counts": _counts(item, tally)}


def _any_unmet(item: Item, tally: Tally[Value]) -> Finding:
    return met_or_unmet(tally.n, sum(value not in item.met for value in tally.given.values()))


def _list(_: Item, tally: Tally[Value]) -> Finding:
    return None, {"entries": [{"source": source, "value": _plain(value)} for source, value in tally.given.items()]}


def _consensus(_: Item, tally: Tally[Value]) -> Finding:
    """The one answer there is; of several choices, each in `answers` and all in one text."""
    answer = next(iter(tally.given.values()), None)
    if isinstance(answer, tuple):
        return "; ".join(answer), {"answers": list(answer)}
    return answer, {}


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _counts(item: Item, tally: Tally[Value]) -> Mapping[str, int]:
    """How often each answer was given: every choice in the order printed, or the answers found, smallest first.

    Where several may be marked, one form counts once for each.
    """
    given = tally.given.values()
    found = Counter[Value](one for value in given for one in (value if isinstance(value, tuple) else (value,)))
    printed: list[Value] = [choice.value for choice in item.choices if choice.value != NOT_APPLICABLE]
    return {str(value): found[value] for value in (printed or sorted(found, key=_by_number))}


def _by_number(value: Value) -> tuple[Number, str]:
    return (exact(value) if isinstance(value, int | float) else 0), str(value)


_MODES: Mapping[str, Callable[[Item, Tally[Value]], Finding]] = {
    "mean": _mean,
    "sum": _sum,
    "percent-at-top": _percent_at_top,
    "distribution": _distribution,
    "any-unmet": _any_unmet,
    "list": _list,
    CONSENSUS: _consensus,
}
