"""Orders: places, where 1 is the first, and the weighted rank of options under criteria."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from planwright.aggregate.arithmetic import Number, rounded, total, turned
from planwright.aggregate.tally import Forms, whole
from planwright.figures import Figure
from planwright.instruments import Instrument, Item, Row, Score, items_of
from planwright.model import Json


def places(numbers: Sequence[Number | None]) -> list[int | None]:
    """The place of each number, 1 for the greatest; equal ones share a place, and None has none."""
    held = [number for number in numbers if number is not None]
    return [None if number is None else 1 + sum(other > number for other in held) for number in numbers]


def ranks(numbers: Sequence[Number]) -> list[Fraction]:
    """The rank of each number, 1 for the least, so that the best has the greatest; equal ones share their mean rank."""
    return [
        sum(other < number for other in numbers) + Fraction(sum(other == number for other in numbers) + 1, 2)
        for number in numbers
    ]


def weighted_rank(score: Score, forms: Forms) -> Figure:
    """The order of the options: under each criterion their rank by mean rating, times the weight all forms give it.

    The largest total is the best. A form counts where it rates every option and weighs every criterion.
    """
    options, weights = _options(forms.instrument, score), _weights(forms.instrument, score)
    asked = asked_in(forms.instrument, score)
    tally = whole([forms.tally(item) for item in asked])
    answers = zip(*tally.given.values(), strict=True)
    sums = {
        item.path: total(turned(item, answer) for answer in column)
        for item, column in zip(asked, answers, strict=tally.n > 0)
    }
    ranked = _ranked(options, weights, sums) if sums else []
    return forms.figure(
        item=score.id,
        title=score.title,
        mode=score.mode,
        tally=tally,
        value="; ".join(str(option["title"]) for option in ranked if option["place"] == 1) or None,
        detail={
            "options": ranked,
            "criteria": [
                {"criterion": item.id, "title": item.question, "weight": rounded(sums.get(item.path))}
                for item in weights.values()
            ],
        },
    )


def asked_in(instrument: Instrument, score: Score) -> list[Item]:
    """Every item a weighted rank is made of: each option under each criterion, and each criterion's weight."""
    rated = [item for option in _options(instrument, score) for item in option.items]
    return [*rated, *_weights(instrument, score).values()]


def _options(instrument: Instrument, score: Score) -> list[Row]:
    section = next(one for one in instrument.sections if one.path == score.options)
    return [child for child in section.children if isinstance(child, Row)]


def _weights(instrument: Instrument, score: Score) -> dict[str, Item]:
    section = next(one for one in instrument.sections if one.path == score.weights)
    return {item.id: item for item in items_of(section)}


def _ranked(options: Sequence[Row], weights: Mapping[str, Item], sums: Mapping[str, Number]) -> list[Json]:
    """The options with their totals, best first; equal ones in the order of the form.

    All forms rate every option here, so that ranking by sum is ranking by mean.
    """
    totals = [Fraction(0)] * len(options)
    for criterion, weight in weights.items():
        of_options = ranks([sums[f"{option.path}.{criterion}"] for option in options])
        totals = [held + rank * sums[weight.path] for held, rank in zip(totals, of_options, strict=True)]
    ordered = sorted(zip(places(totals), options, totals, strict=True), key=lambda found: found[0] or 0)
    return [
        {"option": option.path.rpartition(".")[2], "title": option.title, "total": rounded(points), "place": place}
        for place, option, points in ordered
    ]
