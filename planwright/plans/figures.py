"""The parts of a plan that are figures: gaps, ratings and scores, orders of priority, checks."""

from collections.abc import Iterable, Sequence
from typing import Any

from planwright.instruments import Item, Kind, Row, Score, Section
from planwright.model import Figure
from planwright.plans.charts import MOST_BARS, Chart, Series, fit_labels
from planwright.plans.sections import NOT_PROVIDED, Need, Needs, Ranked, Ranking, Rating, Ratings
from planwright.plans.slots import Fed, Slots, by_origin
from planwright.plans.words import (
    answers_words,
    counted,
    fixed,
    measure_words,
    number_words,
    value_words,
)

Placed = tuple[Row, Figure, float]  # a row of a grid, its figure, and the number it is ranked by

NOT_ASKED = "–"
_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_PERCENT = frozenset({"percent-of-maximum", "percent-at-top"})


def needs_of(slots: Slots) -> tuple[Needs, ...]:
    """The gaps of each instrument that asks for them, largest first."""
    return tuple(_needs(group) for group in by_origin(slots.get("needs", ())))


def elements_of(feds: Iterable[Fed]) -> tuple[Ratings, ...]:
    """The ratings of each section that feeds a slot, section by section."""
    return tuple(_ratings((fed,)) for fed in feds)


def ratings_of(feds: Iterable[Fed]) -> tuple[Ratings, ...]:
    """The ratings and scores of each instrument that feeds one slot, scores last."""
    return tuple(_ratings(group) for group in by_origin(feds))


def rankings_of(slots: Slots) -> tuple[Ranking, ...]:
    """Every order of priority: gaps, ranks, votes and the weighted matrix, each by itself."""
    return (
        *(_by_gap(group) for group in by_origin(slots.get("needs", ()))),
        *(_by_answer(group, best=min) for group in by_origin(slots.get("priorities.ranks", ()))),
        *(_by_answer(group, best=max) for group in by_origin(slots.get("priorities.votes", ()))),
        *(_by_matrix(fed) for fed in slots.get("priorities.matrix", ())),
    )


def unsettled_of(slots: Slots) -> tuple[str, tuple[str, ...]]:
    """What the checks of the vision come to, in a sentence, and every check that someone answered with no."""
    checks = [(fed, item) for fed in slots.get("vision.checks", ()) for item in fed.items if item.kind is Kind.YES_NO]
    answered = [(fed, item) for fed, item in checks if _n(fed.figure(item.path))]
    others = [fed.why(fed.figure(item.path)) for fed, item in checks if not _n(fed.figure(item.path))]
    if not answered:
        return next((why for why in others if why != NOT_PROVIDED), NOT_PROVIDED), ()
    open_ = tuple(words for fed, item in answered if (words := _unsettled(fed, item)))
    total = counted(len(answered), "check")
    need = f"{len(open_)} of {total} still need{'s' * (len(open_) == 1)} work or a closer look."
    blank = others.count(NOT_PROVIDED)
    left = f" {counted(blank, 'check was', 'checks were')} left blank." if blank else ""
    return (need if open_ else f"None of {total} was answered with no.") + left, open_


def _needs(group: tuple[Fed, ...]) -> Needs:
    fed = group[0]
    placed, unshown = _gaps(group)
    ordered = sorted(placed, key=lambda one: -one[2])
    places = _places([gap for _, _, gap in ordered])
    return Needs(
        title=_title(group),
        source=fed.source,
        scale=_scale_words(next((_current(row) for one in group for row in _gap_rows(one)), None)),
        chart=_gap_chart(group, ordered),
        rows=tuple(_need(fed, one, place) for one, place in zip(ordered, places, strict=True)),
        unshown=unshown,
    )


def _gaps(group: Iterable[Fed]) -> tuple[list[Placed], tuple[str, ...]]:
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


def _current(row: Row) -> Item:
    """The item of a row that says where it stands today."""
    return next(item for item in row.items if row.gap and item.id == row.gap.current)


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
        importance=_importance_words(fed, row, detail.get("importance"), decimals),
        answers=answers_words(figure),
    )


def _importance_words(fed: Fed, row: Row, importance: float | None, decimals: int) -> str:
    """The importance of a row, or why it is not shown; a dash where the form does not ask for it."""
    if row.gap is None or row.gap.importance is None:
        return NOT_ASKED
    if importance is None:
        return fed.why(fed.figure(f"{row.path}.{row.gap.importance}"))
    return fixed(importance, decimals)


def _gap_chart(group: Sequence[Fed], ordered: Sequence[Placed]) -> Chart:
    """Today over where it should be, largest gap first; a row that wants less than it has is in the table alone."""
    fed = group[0]
    asked = [(one, one.figure(row.path)) for one in group for row in _gap_rows(one)]
    drawn = [one for one in ordered if one[2] >= 0][:MOST_BARS]
    details: list[Any] = [figure.detail for _, figure, _ in drawn]
    scale = _current(drawn[0][0]).scale if drawn else None
    current = Series(name="Today", values=tuple(detail["current"] for detail in details))
    desired = Series(name="Where we want to be", values=tuple(detail["desired"] for detail in details))
    runs_down = scale is not None and scale.direction == "lower-is-better"
    return Chart(
        title="Gaps between today and where the program wants to be",
        finding=_gap_finding(fed, drawn),
        labels=fit_labels([row.title for row, _, _ in drawn]),
        series=(current, desired) if runs_down else (desired, current),  # the shorter bar lies over the longer
        most=scale.high if scale else 5,
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


def _ratings(group: tuple[Fed, ...]) -> Ratings:
    fed = group[0]
    rated = [(one, item, one.figure(item.path)) for one in group for item in _rated_items(one)]
    scored = [(one, one.node, one.figure(one.node.id)) for one in group if isinstance(one.node, Score)]
    return Ratings(
        title=_title(group),
        source=fed.source,
        scale=_scale_words(next((item for one in group for item in one.items if item.scale), None)),
        chart=_rating_chart(fed, [*rated, *scored]),
        rows=(
            *(
                Rating(
                    title=_row_title(item),
                    value=_rating_words(one, item, figure),
                    note=_note_words(one, item),
                    answers=answers_words(figure),
                )
                for one, item, figure in rated
            ),
            *(
                Rating(
                    title=score.title,
                    value=_score_words(one, score, figure),
                    note=NOT_ASKED,
                    answers=answers_words(figure),
                )
                for one, score, figure in scored
            ),
        ),
    )


def _rating_chart(fed: Fed, rated: Sequence[tuple[Fed, Item | Score, Figure | None]]) -> Chart:
    """The ratings that share the first one's measure; what is measured otherwise is in the table alone."""
    shown = [
        (_row_title(node) if isinstance(node, Item) else node.title, float(figure.value), _most(one, node))
        for one, node, figure in rated
        if figure is not None and isinstance(figure.value, int | float)
    ]
    most, percent = shown[0][2] if shown else (5.0, False)
    drawn = [(title, value) for title, value, measure in shown if measure == (most, percent)][:MOST_BARS]
    finding = f"Bar chart of {counted(len(drawn), 'area')} from {fed.source}."
    if drawn:
        unit, decimals = ("%", 0) if percent else (f" of {most:g}", 1)
        high, low = max(drawn, key=lambda one: one[1]), min(drawn, key=lambda one: one[1])
        finding += f" Highest: {high[0]}, {fixed(high[1], decimals)}{unit}."
        finding += f" Lowest: {low[0]}, {fixed(low[1], decimals)}{unit}." if len(drawn) > 1 else ""
    return Chart(
        title=fed.instrument.title,
        finding=finding,
        labels=fit_labels([title for title, _ in drawn]),
        series=(Series(name=fed.instrument.title, values=tuple(value for _, value in drawn)),),
        most=most,
        unit='0"%"' if percent else "0.0",
        instead=next((one.why(figure) for one, _, figure in rated if figure and figure.withheld), NOT_PROVIDED),
    )


def _most(fed: Fed, node: Item | Score) -> tuple[float, bool]:
    """The end of the axis for this figure, and whether it is a percentage."""
    if isinstance(node, Item):
        return float(node.scale.high if node.scale else node.high or 5), False
    if node.mode in _PERCENT:
        return 100.0, True
    highs = [item.scale.high for item in fed.items if item.scale] or [5]
    return float(sum(highs) if node.mode == "sum" else max(highs)), False


def _rated_items(fed: Fed) -> list[Item]:
    if isinstance(fed.node, Score):
        return []
    return [item for item in fed.items if item.kind is Kind.RATING]


def _row_title(item: Item) -> str:
    """What a rating is about: the row of a grid it stands in, else its own question."""
    return item.heading.removesuffix(f" – {item.question}")


def _rating_words(fed: Fed, item: Item, figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return fed.why(figure)
    return value_words(item, figure.value) if fed.agreed else measure_words(figure)


def _note_words(fed: Fed, rating: Item) -> str:
    """What was written beside a rating in its row; a dash where the form asks for no note."""
    row = rating.path.rpartition(".")[0]
    notes = [item for item in fed.items if item.kind in _TEXT and item.path.rpartition(".")[0] == row]
    return "\n".join(words for note in notes for words in fed.said(note)) or NOT_ASKED


def _score_words(fed: Fed, score: Score, figure: Figure | None) -> str:
    if figure is None or figure.value is None:
        return fed.why(figure)
    if score.mode == "mean" and isinstance(figure.value, int | float):
        return f"{fixed(figure.value, 1)} of {_most(fed, score)[0]:g}"
    return measure_words(figure)


def _by_gap(group: tuple[Fed, ...]) -> Ranking:
    """Gaps weighed by importance where it is asked for, else by size."""
    placed, unshown = _gaps(group)
    fed = group[0]
    weighed = any(row.gap and row.gap.importance for row, _, _ in placed)
    asked = next((item.question for row, _, _ in placed for item in row.items if _is_importance(row, item)), "")
    options, left_out = [], list(unshown)
    for row, figure, gap in placed:
        weight: Any = figure.detail.get("weighted") if weighed else gap
        if weight is None:
            left_out.append(f"{row.title} – {asked}: {_importance_words(fed, row, None, 0)}")
        else:
            options.append((row.title, weight, figure))
    return _ranking(
        group,
        title="Gaps in order of weight" if weighed else "Gaps in order of size",
        by=f"gap × answer to “{asked}”" if weighed else "where we want to be − today",
        options=sorted(options, key=lambda one: -one[1]),
        unshown=left_out,
    )


def _is_importance(row: Row, item: Item) -> bool:
    return row.gap is not None and item.id == row.gap.importance


def _by_answer(group: tuple[Fed, ...], *, best: Any) -> Ranking:
    """Ranks, of which the smallest comes first, or votes, of which the most do."""
    options: list[tuple[str, float, Figure]] = []
    unshown = []
    for fed in group:
        for item in fed.items:
            figure = fed.figure(item.path)
            if figure is not None and isinstance(figure.value, int | float):
                options.append((_row_title(item), figure.value, figure))
            else:
                unshown.append(f"{_row_title(item)} – {fed.why(figure)}")
    by_rank = best is min
    return _ranking(
        group,
        title=_title(group),
        by=("rank" if group[0].agreed else "mean rank") + ", 1 is first" if by_rank else "votes in all",
        options=sorted(options, key=lambda one: one[1] if by_rank else -one[1]),
        unshown=unshown,
    )


def _by_matrix(fed: Fed) -> Ranking:
    figure = fed.figure(fed.node.id) if isinstance(fed.node, Score) else None
    detail: Any = figure.detail if figure else {}
    found = detail.get("options", ())
    criteria = detail.get("criteria", ()) if found else ()
    weights = "; ".join(f"{one['title']} – {number_words(one['weight'], 2)}" for one in criteria)
    return _ranking(
        (fed,),
        title=fed.node.title if isinstance(fed.node, Score) else _title((fed,)),
        by="rank on each criterion × its weight, added up; the largest total is first",
        note=f"The weights of all, added up: {weights}." if weights else "",
        options=[(option["title"], option["total"], figure) for option in found],
        unshown=[] if found else [fed.why(figure)],
    )


def _ranking(
    group: tuple[Fed, ...],
    *,
    title: str,
    by: str,
    options: Sequence[tuple[str, float, Any]],
    unshown: Iterable[str],
    note: str = "",
) -> Ranking:
    places = _places([number for _, number, _ in options])
    decimals = 0 if group[0].agreed and all(float(number).is_integer() for _, number, _ in options) else 1
    rows = (
        Ranked(place=place, title=option, value=number_words(number, decimals), answers=answers_words(figure))
        for (option, number, figure), place in zip(options, places, strict=True)
    )
    return Ranking(title=title, source=group[0].source, by=by, note=note, rows=tuple(rows), unshown=tuple(unshown))


def _places(ordered: Sequence[float]) -> list[str]:
    """The place of each number in an ordered row of them; equals share theirs, marked with =."""
    return [f"{ordered.index(number) + 1}{'=' if ordered.count(number) > 1 else ''}" for number in ordered]


def _unsettled(fed: Fed, item: Item) -> str | None:
    """The check in words where someone said no, or where it may not be shown whether anyone did."""
    figure = fed.figure(item.path)
    if figure is None or figure.withheld:
        return f"{item.question} – {fed.why(figure)}"
    counts: Any = figure.detail.get("counts", {})
    if counts.get("no"):
        return f"{item.question} (no: {counts['no']} of {counted(figure.n, 'answer')})"
    return item.question if figure.value in ("no", "unmet") else None


def _n(figure: Figure | None) -> int:
    return 0 if figure is None else figure.n


def _title(group: tuple[Fed, ...]) -> str:
    """What a group of places is called: the one section it is, else its instrument."""
    first = group[0].node
    return first.title if len(group) == 1 and isinstance(first, Section) else group[0].instrument.title


def _scale_words(item: Item | None) -> str:
    if item is None or item.scale is None:
        return ""
    low, high = item.scale.anchors[0], item.scale.anchors[-1]
    return f"{low.value} = {low.label} to {high.value} = {high.label}"


def _signed(gap: float, decimals: int) -> str:
    words = fixed(abs(gap), decimals)
    return words if float(words) == 0 else f"+{words}" if gap > 0 else f"−{words}"
