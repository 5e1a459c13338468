"""The gaps of a grid: how far each row is from where it should be, and which comes first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from planwright.aggregate.arithmetic import rounded, spread, turned
from planwright.aggregate.ranks import places
from planwright.aggregate.tally import Forms, Tally, whole
from planwright.figures import Figure
from planwright.instruments import Gap, Item, Row
from planwright.model import Json, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class _Distance:
    """The gap of one row before it has its place among the others; `urgency` is what the place goes by."""

    row: Row
    tally: Tally[tuple[Value, ...]]
    gap: Fraction | None
    urgency: Fraction | None
    detail: Json


def gap_figures(rows: Sequence[Row], forms: Forms) -> Iterator[Figure]:
    """The gap of each of these rows that has one, with its place among them.

    A form's gap is desired − current, or current − desired where the scale runs down: always what is still to be
    reached. A row with N/A in either does not apply to that form. Place 1 has the greatest mean gap, or mean gap × mean
    importance where that is asked.
    """
    found = [_distance(row, row.gap, forms) for row in rows if row.gap]
    for one, place in zip(found, places([one.urgency for one in found]), strict=True):
        yield forms.figure(
            item=one.row.path,
            title=one.row.title,
            mode="gap",
            tally=one.tally,
            value=rounded(one.gap),
            detail={**one.detail, "place": place},
        )


def _distance(row: Row, gap: Gap, forms: Forms) -> _Distance:
    items = {item.id: item for item in row.items}
    current, desired = items[gap.current], items[gap.desired]
    now, then = forms.tally(current), forms.tally(desired)
    both = replace(whole([now, then]), not_applicable=now.not_applicable | then.not_applicable)
    gaps = spread(turned(desired, want) - turned(current, have) for have, want in both.given.values())
    importance, weight = _importance(items[gap.importance], forms) if gap.importance else (None, Fraction(1))
    weighted = gaps.mean * weight if gaps.mean is not None and weight is not None else None
    return _Distance(
        row=row,
        tally=both,
        gap=gaps.mean,
        urgency=None if forms.is_few(both) else weighted,
        detail={
            "current": rounded(spread(have for have, _ in both.given.values()).mean),
            "desired": rounded(spread(want for _, want in both.given.values()).mean),
            "importance": rounded(importance),
            "weighted": rounded(weighted) if gap.importance else None,
            "sd": gaps.sd,
        },
    )


def _importance(item: Item, forms: Forms) -> tuple[Fraction | None, Fraction | None]:
    """The mean importance as it stands on its scale, and as a weight, greater for what matters more.

    It is that of every form that answered the item, as in the item's own figure, and withheld with it.
    """
    tally = forms.tally(item)
    if forms.is_few(tally):
        return None, None
    answers = tally.given.values()
    return spread(answers).mean, spread(turned(item, answer) for answer in answers).mean
