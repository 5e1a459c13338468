"""Orders of priority: by gap, by rank, by vote, and by the weighted matrix."""

from collections.abc import Iterable, Sequence
from typing import Any

from planwright.figures import Figure
from planwright.instruments import Score
from planwright.plans.blocks import block_title, places_of, row_title, told_apart
from planwright.plans.gaps import gaps_in, importance_words, is_importance
from planwright.plans.sections import Ranked, Ranking
from planwright.plans.slots import Fed, Slots, by_origin
from planwright.plans.words import answers_words, number_words


def rankings_of(slots: Slots) -> tuple[Ranking, ...]:
    """Every order of priority: gaps, ranks, votes and the weighted matrix, each by itself."""
    return told_apart(
        [
            *((group[0], _by_gap(group)) for group in by_origin(slots.get("needs", ()))),
            *((group[0], _by_answer(group, best=min)) for group in by_origin(slots.get("priorities.ranks", ()))),
            *((group[0], _by_answer(group, best=max)) for group in by_origin(slots.get("priorities.votes", ()))),
            *((fed, _by_matrix(fed)) for fed in slots.get("priorities.matrix", ())),
        ]
    )


def _by_gap(group: tuple[Fed, ...]) -> Ranking:
    """Gaps weighed by importance where it is asked for, else by size."""
    placed, unshown = gaps_in(group)
    fed = group[0]
    weighed = any(row.gap and row.gap.importance for row, _, _ in placed)
    asked = next((item.question for row, _, _ in placed for item in row.items if is_importance(row, item)), "")
    options, left_out = [], list(unshown)
    for row, figure, gap in placed:
        weight: Any = figure.detail.get("weighted") if weighed else gap
        if weight is None:
            left_out.append(f"{row.title} – {asked}: {importance_words(fed, row, None, 0)}")
        else:
            options.append((row.title, weight, figure))
    return _ranking(
        group,
        title="Gaps in order of weight" if weighed else "Gaps in order of size",
        by=f"gap × answer to “{asked}”" if weighed else "where we want to be − today",
        options=sorted(options, key=lambda one: -one[1]),
        unshown=left_out,
    )


def _by_answer(group: tuple[Fed, ...], *, best: Any) -> Ranking:
    """Ranks, of which the smallest comes first, or votes, of which the most do."""
    options: list[tuple[str, float, Figure]] = []
    unshown = []
    for fed in group:
        for item in fed.items:
            figure = fed.figure(item.path)
            if figure is not None and isinstance(figure.value, int | float):
                options.append((row_title(item), figure.value, figure))
            else:
                unshown.append(f"{row_title(item)} – {fed.why(figure)}")
    by_rank = best is min
    return _ranking(
        group,
        title=block_title(group),
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
        title=fed.node.title if isinstance(fed.node, Score) else block_title((fed,)),
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
    places = places_of([number for _, number, _ in options])
    decimals = 0 if group[0].agreed and all(float(number).is_integer() for _, number, _ in options) else 1
    rows = (
        Ranked(place=place, title=option, value=number_words(number, decimals), answers=answers_words(figure))
        for (option, number, figure), place in zip(options, places, strict=True)
    )
    return Ranking(title=title, source=group[0].source, by=by, note=note, rows=tuple(rows), unshown=tuple(unshown))
