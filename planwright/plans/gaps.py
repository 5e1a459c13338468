"""The gaps between today and where the program wants to be."""

from collections.abc import Iterable, Sequence
from typing import Any

from planwright.figures import Figure
from planwright.instruments import Item, Row, Section
from planwright.plans.blocks import NOT_ASKED, block_title, places_of, scale_words, told_apart, undrawn_words
from planwright.plans.charts import MOST_BARS, Chart, Series, fit_labels
from planwright.plans.sections import NOT_PROVIDED, Need, Needs
from planwright.plans.slots import Fed, Slots, by_origin
from planwright.plans.words import answers_words, counted, fixed

Placed = tuple[Row, Figure, float]  # a row of a grid, its figure, and the number it is ranked by


def needs_of(slots: Slots) -> tuple[Needs, ...]:
    """The gaps of each instrument that asks for them, largest first."""
    return told_apart([(group[0], _needs(group)) for group in by_origin(slots.get("needs", ()))])


def _needs(group: tuple[Fed, ...]) -> Needs:
    fed = group[0]
    placed, unshown = gaps_in(group)
    ordered = sorted(placed, key=lambda one: -one[2])
    places = places_of([gap for _, _, gap in ordered])
    too_many = [row.title for row, _, _ in ordered[MOST_BARS:]]
    asked = [(row, item) for one in group for row in _gap_rows(one) for item in row.items]
    return Needs(
        title=block_title(group),
        source=fed.source,
        scale=scale_words(next((item for row, item in asked if _is_end(row, item)), None)),
        importance=_importance_scale(next((item for row, item in asked if is_importance(row, item)), None)),
        chart=_gap_chart(group, ordered[:MOST_BARS], undrawn_words([*too_many, *unshown])),
        undrawn=undrawn_words(too_many),
        rows=tuple(_need(fed, one, place) for one, place in zip(ordered, places, strict=True)),
        unshown=unshown,
    )


def gaps_in(group: Iterable[Fed]) -> tuple[list[Placed], tuple[str, ...]]:
    """The rows that have a gap, in the order of the form, and why the others have none."""
    placed, unshown = [], []
    for fed in group:
        for row in _gap_rows(fed):
            figure = fed.figure(row.path)
            if figure is not None and isinstance(figure.value, int | float):
                placed.append((row, figure, figure.value))
            else:
                unshown.append(f"{row.title} – {fed.why(figure)}")
    return placed, tuple(unshown)


def _gap_rows(fed: Fed) -> list[Row]:
    rows = fed.node.children if isinstance(fed.node, Section) else (fed.node,)
    return [row for row in rows if isinstance(row, Row) and row.gap]


def _is_end(row: Row, item: Item) -> bool:
    """Whether this item says where the row stands today or where it should be."""
    return row.gap is not None and item.id in (row.gap.current, row.gap.desired)


def is_importance(row: Row, item: Item) -> bool:
    """Whether this item says how much the row matters."""
    return row.gap is not None and item.id == row.gap.importance


def _importance_scale(item: Item | None) -> str:
    """Which question the importance is the answer to, and on what scale; empty where none is asked."""
    return f"the answer to “{item.question}”, {scale_words(item)}".removesuffix(", ") if item else ""


def _need(fed: Fed, placed: Placed, place: str) -> Need:
    row, figure, gap = placed
    detail: Any = figure.detail
    decimals = 0 if fed.agreed else 1
    return Need(
        place=place,
        title=row.title,
        current=fixed(detail["current"], decimals),
        desired=fixed(detail["desired"], decimals),
        gap=_signed(gap, decimals),
        importance=importance_words(fed, row, detail.get("importance"), decimals),
        answers=answers_words(figure),
    )


def importance_words(fed: Fed, row: Row, importance: float | None, decimals: int) -> str:
    """The importance of a row, or why it is not shown; a dash where the form does not ask for it."""
    if row.gap is None or row.gap.importance is None:
        return NOT_ASKED
    if importance is None:
        return fed.why(fed.figure(f"{row.path}.{row.gap.importance}"))
    return fixed(importance, decimals)


def _gap_chart(group: Sequence[Fed], drawn: Sequence[Placed], undrawn: str) -> Chart:
    """Today and where it should be beside each other, largest gap first."""
    fed = group[0]
    asked = [(one, one.figure(row.path)) for one in group for row in _gap_rows(one)]
    details: list[Any] = [figure.detail for _, figure, _ in drawn]
    scales = [item.scale for row, _, _ in drawn for item in row.items if _is_end(row, item) and item.scale]
    return Chart(
        title="Gaps between today and where the program wants to be",
        finding=" ".join([_gap_finding(fed, drawn), undrawn]).rstrip(),
        labels=fit_labels([row.title for row, _, _ in drawn]),
        series=(
            Series(name="Today", values=tuple(detail["current"] for detail in details)),
            Series(name="Where we want to be", values=tuple(detail["desired"] for detail in details)),
        ),
        least=min((scale.low for scale in scales), default=0),
        most=max((scale.high for scale in scales), default=5),
        unit="0" if fed.agreed else "0.0",
        instead=next((one.why(figure) for one, figure in asked if figure and figure.withheld), NOT_PROVIDED),
    )


def _gap_finding(fed: Fed, drawn: Sequence[Placed]) -> str:
    """The picture of the gaps in words."""
    said = [
        f"Bar chart of {counted(len(drawn), 'gap')} between today and where the program wants to be, largest first."
    ]
    if drawn:
        first, last = (_need(fed, one, "") for one in (drawn[0], drawn[-1]))
        mean = "" if fed.agreed else " on average"
        said.append(f"The largest is “{first.title}”: {first.current} today and {first.desired} wanted{mean}.")
        said.append(f"The smallest is “{last.title}”: {last.current} today and {last.desired} wanted{mean}.")
    return " ".join([*said, f"{fed.source}."])


def _signed(gap: float, decimals: int) -> str:
    words = fixed(abs(gap), decimals)
    return words if float(words) == 0 else f"+{words}" if gap > 0 else f"−{words}"
