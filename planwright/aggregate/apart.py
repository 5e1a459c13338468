"""Figures that, set off against each other, would show what a few people answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from planwright.aggregate.ranks import asked_in
from planwright.aggregate.tally import Forms
from planwright.figures import Figure
from planwright.instruments import Instrument, Row, Score

OVER_WHOLE_FORMS = ("mean", "sum", "weighted-rank")  # scores over those forms only that answered every item


def kept_apart(figures: Sequence[Figure], forms: Forms) -> tuple[Figure, ...]:
    """The figures, each item's own withheld where a gap or score leaves out fewer than `least` of its answers.

    Six people's mean beside five people's would tell what the sixth one said.
    """
    by_item = {figure.item: figure for figure in figures}
    telling = {
        part.item
        for made, parts in _made_of(forms.instrument)
        if (whole := by_item.get(made)) and whole.n and not whole.withheld
        for path in parts
        if (part := by_item.get(path)) and 0 < part.n - whole.n < forms.least
    }
    return tuple(replace(one, value=None, withheld=True, detail={}) if one.item in telling else one for one in figures)


def _made_of(instrument: Instrument) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each gap and score with the items it is made of."""
    for section in instrument.sections:
        for row in section.children:
            if isinstance(row, Row) and row.gap:
                yield row.path, (f"{row.path}.{row.gap.current}", f"{row.path}.{row.gap.desired}")
    for score in instrument.scores:
        if score.mode in OVER_WHOLE_FORMS:
            yield score.id, _items(instrument, score)


def _items(instrument: Instrument, score: Score) -> tuple[str, ...]:
    return score.items or tuple(item.path for item in asked_in(instrument, score))
