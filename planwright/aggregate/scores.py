"""The scores of an instrument: one figure over several items, each named by its path, never by its position.

A score is made within each form first and then averaged over the forms, so that every form weighs the same.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction

from planwright.aggregate.arithmetic import (
    Number,
    best,
    bounds,
    exact,
    higher_is_better,
    rounded,
    spread,
    total,
    turned,
)
from planwright.aggregate.modes import met_or_unmet
from planwright.aggregate.ranks import weighted_rank
from planwright.aggregate.tally import Forms, Tally, settled, some, whole
from planwright.figures import Figure
from planwright.instruments import Instrument, Item, Score
from planwright.model import Json, Value

Answered = Sequence[tuple[Item, Value]]


def score_figure(score: Score, forms: Forms) -> Figure:
    """The figure of one score."""
    return _MODES[score.mode](score, forms)


def _mean(score: Score, forms: Forms) -> Figure:
    """The mean of the items that apply to a form, for each form that left none of them open."""
    down = _turned(_items(score, forms.instrument))
    return _averaged(score, forms, settled, lambda form: Fraction(_points(form, down), len(form)), down)


def _sum(score: Score, forms: Forms) -> Figure:
    """The sum of the items, for each form that answered all of them: sums over fewer items do not compare."""
    down = _turned(_items(score, forms.instrument))
    return _averaged(score, forms, whole, lambda form: _points(form, down), down)


def _percent_of_maximum(score: Score, forms: Forms) -> Figure:
    """The points of each form out of the most that its answered items allow, times 100."""
    return _averaged(score, forms, some, _of_maximum)


def _percent_at_top(score: Score, forms: Forms) -> Figure:
    """How many of each form's answered items stand at their best anchor, out of how many, times 100."""
    return _averaged(score, forms, some, _at_top)


def _any_unmet(score: Score, forms: Forms) -> Figure:
    """Unmet where any form leaves any of the items unmet; what a form left out or marked N/A does not count."""
    items = _items(score, forms.instrument)
    tallies = [forms.tally(item) for item in items]
    tally = some(tallies)
    unmet = sum(any(value not in score.met for _, value in _answered(items, form)) for form in tally.given.values())
    value, detail = met_or_unmet(tally.n, unmet)
    return forms.figure(
        item=score.id, title=score.title, mode=score.mode, tally=tally, value=value, detail=detail, parts=tallies
    )


def _averaged(
    score: Score,
    forms: Forms,
    counted: Callable[[Sequence[Tally[Value]]], Tally[tuple[Value, ...]]],
    of_form: Callable[[Answered], Number],
    down: Collection[str] = (),
) -> Figure:
    """The mean over the `counted` forms of what each one's answers come to."""
    items = _items(score, forms.instrument)
    tallies = [forms.tally(item) for item in items]
    tally = counted(tallies)
    found = spread(of_form(_answered(items, form)) for form in tally.given.values())
    detail: Json = {
        "sd": found.sd,
        "items": {
            "answered": sum(one.n for one in tallies),
            "missing": sum(one.missing for one in tallies),
            "not_applicable": sum(len(one.not_applicable) for one in tallies),
        },
    }
    if down:
        detail["turned"] = list(down)
    return forms.figure(
        item=score.id,
        title=score.title,
        mode=score.mode,
        tally=tally,
        value=rounded(found.mean),
        detail=detail,
        parts=tallies,
    )


def _items(score: Score, instrument: Instrument) -> list[Item]:
    return [instrument.items[path] for path in score.items]


def _turned(items: Sequence[Item]) -> list[str]:
    """The items to turn before they are added up: where scales run both ways, those that run down."""
    down = [item.path for item in items if not higher_is_better(item)]
    return down if len(down) < len(items) else []


def _answered(items: Sequence[Item], form: Sequence[Value]) -> Answered:
    return [(item, value) for item, value in zip(items, form, strict=True) if value is not None]


def _points(answered: Answered, down: Collection[str]) -> Number:
    return total(turned(item, value) if item.path in down else exact(value) for item, value in answered)


def _of_maximum(answered: Answered) -> Number:
    most = total(bounds(item)[1] for item, _ in answered)
    return Fraction(100 * total(turned(item, value) for item, value in answered)) / most


def _at_top(answered: Answered) -> Number:
    return Fraction(100 * sum(exact(value) == best(item) for item, value in answered), len(answered))


_MODES: Mapping[str, Callable[[Score, Forms], Figure]] = {
    "mean": _mean,
    "sum": _sum,
    "percent-of-maximum": _percent_of_maximum,
    "percent-at-top": _percent_at_top,
    "any-unmet": _any_unmet,
    "weighted-rank": weighted_rank,
}
