"""Ratings and scores: what each came to, what was noted beside it, and their picture."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from planwright.figures import Figure
from planwright.instruments import Item, Kind, Score
from planwright.plans.blocks import NOT_ASKED, block_title, row_title, scale_words, told_apart, undrawn_words
from planwright.plans.charts import MOST_BARS, Chart, Series, fit_labels
from planwright.plans.sections import NOT_PROVIDED, Rating, Ratings
from planwright.plans.slots import Fed, by_origin
from planwright.plans.words import answers_words, counted, fixed, measure_words, value_words

_TEXT = frozenset({Kind.TEXT, Kind.LONG_TEXT})
_PERCENT = frozenset({"percent-of-maximum", "percent-at-top"})


class Measure(NamedTuple):
    """What a figure is measured on: the two ends of its axis, and whether it is a percentage."""

    least: float
    most: float
    percent: bool


class Rated(NamedTuple):
    """One rating or score of a place, with its figure."""

    fed: Fed
    node: Item | Score
    figure: Figure | None

    @property
    def title(self) -> str:
        """What was rated."""
        return row_title(self.node) if isinstance(self.node, Item) else self.node.title

    @property
    def value(self) -> float | None:
        """What it came to as a number, or None where there is none to show."""
        held = None if self.figure is None else self.figure.value
        return float(held) if isinstance(held, int | float) else None

    @property
    def words(self) -> str:
        """What it came to in words, or why that is not shown."""
        if self.figure is None or self.figure.value is None:
            return self.fed.why(self.figure)
        if isinstance(self.node, Item) and self.fed.agreed:
            return value_words(self.node, self.figure.value)
        if isinstance(self.node, Score) and self.node.mode == "mean" and self.value is not None:
            return f"{fixed(self.value, 1)} of {self.measure.most:g}"
        return measure_words(self.figure, self._items)

    @property
    def note(self) -> str:
        """What was written beside it in its row; a dash where the form asks for no note."""
        if isinstance(self.node, Score):
            return NOT_ASKED
        row = self.node.path.rpartition(".")[0]
        notes = [item for item in self.fed.items if item.kind in _TEXT and item.path.rpartition(".")[0] == row]
        return "\n".join(words for note in notes for words in self.fed.said(note)) or NOT_ASKED

    @property
    def measure(self) -> Measure:
        """What it is measured on: its scale, those of its items, or a percentage."""
        if self.figure is not None and self.figure.mode in _PERCENT:
            return Measure(0.0, 100.0, True)
        scales = [item.scale for item in self._items if item.scale]
        lows, highs = [scale.low for scale in scales] or [0], [scale.high for scale in scales] or [5]
        if isinstance(self.node, Score) and self.node.mode == "sum":
            return Measure(float(sum(lows)), float(sum(highs)), False)
        return Measure(float(min(lows)), float(max(highs)), False)

    @property
    def _items(self) -> tuple[Item, ...]:
        return (self.node,) if isinstance(self.node, Item) else self.fed.items


def elements_of(feds: Iterable[Fed]) -> tuple[Ratings, ...]:
    """The ratings of each section that feeds a slot, section by section."""
    return told_apart([(fed, _ratings((fed,))) for fed in feds])


def ratings_of(feds: Iterable[Fed]) -> tuple[Ratings, ...]:
    """The ratings and scores of each instrument that feeds one slot, scores last."""
    return told_apart([(group[0], _ratings(group)) for group in by_origin(feds)])


def _ratings(group: tuple[Fed, ...]) -> Ratings:
    fed = group[0]
    rated = [Rated(one, item, one.figure(item.path)) for one in group for item in _rated_items(one)]
    rated += [Rated(one, one.node, one.figure(one.node.id)) for one in group if isinstance(one.node, Score)]
    drawn, undrawn = _drawn(rated)
    return Ratings(
        title=block_title(group),
        source=fed.source,
        scale=scale_words(next((item for one in group for item in one.items if item.scale), None)),
        chart=_rating_chart(fed, rated, drawn, undrawn),
        undrawn=undrawn,
        rows=tuple(
            Rating(title=one.title, value=one.words, note=one.note, answers=answers_words(one.figure)) for one in rated
        ),
    )


def _drawn(rated: Sequence[Rated]) -> tuple[list[Rated], str]:
    """The ratings that share the first one's measure, and which are left to the table; nothing where none is drawn."""
    shown = [(one, one.measure) for one in rated if one.value is not None]
    alike = [one for one, measure in shown if measure == shown[0][1]]
    if len(alike) == len(rated) <= MOST_BARS or not alike:
        return alike, ""
    too_many = [one.title for one in alike[MOST_BARS:]]
    otherwise = [f"{one.title} – measured otherwise" for one, measure in shown if measure != shown[0][1]]
    without = [f"{one.title} – {one.words}" for one in rated if one.value is None]
    return alike[:MOST_BARS], undrawn_words([*too_many, *otherwise, *without])


def _rating_chart(fed: Fed, rated: Sequence[Rated], drawn: Sequence[Rated], undrawn: str) -> Chart:
    finding = f"Bar chart of {counted(len(drawn), 'area')} from {fed.source}."
    least, most, percent = drawn[0].measure if drawn else Measure(0.0, 5.0, False)
    values = [one.value or 0.0 for one in drawn]
    if drawn:
        unit, decimals = ("%", 0) if percent else (f" of {most:g}", 1)
        ends = {"Highest": max(values), "Lowest": min(values)} if len(drawn) > 1 else {"Highest": values[0]}
        for end, value in ends.items():
            finding += f" {end}: {drawn[values.index(value)].title}, {fixed(value, decimals)}{unit}."
    return Chart(
        title=fed.instrument.title,
        finding=f"{finding} {undrawn}".rstrip(),
        labels=fit_labels([one.title for one in drawn]),
        series=(Series(name=fed.instrument.title, values=tuple(values)),),
        least=least,
        most=most,
        unit='0"%"' if percent else "0.0",
        instead=next((one.words for one in rated if one.figure and one.figure.withheld), NOT_PROVIDED),
    )


def _rated_items(fed: Fed) -> list[Item]:
    if isinstance(fed.node, Score):
        return []
    return [item for item in fed.items if item.kind is Kind.RATING]
