"""The places of the plan, and what feeds them: gathered by the instruments' annotations, by no item's id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from planwright.errors import InstrumentError
from planwright.figures import Figure, Summary
from planwright.identity import CONSENSUS
from planwright.instruments import Instrument, Instruments, Item, Row, Score, Section, Table, items_of
from planwright.plans.words import counted, figure_words, missing_words

Node = Section | Row | Table | Item | Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Fed:
    """One place of an instrument that feeds a slot, with the summary of its answers; `figures` are by item path."""

    node: Node
    instrument: Instrument
    summary: Summary
    figures: Mapping[str, Figure]

    @property
    def origin(self) -> tuple[str, str, str]:
        """What tells the answers of one instrument and basis from another's."""
        return self.instrument.practice, self.instrument.version, self.summary.basis

    @property
    def source(self) -> str:
        """The instrument and the forms the answers come from, in words."""
        return f"{title_of(self.instrument)}, {forms_words(self.summary)}"

    @property
    def agreed(self) -> bool:
        """Whether the answers are one team's agreement, so that nothing in them is a mean."""
        return self.summary.basis == CONSENSUS

    @property
    def items(self) -> tuple[Item, ...]:
        """The questions of this place, in the order of the form."""
        match self.node:
            case Item():
                return (self.node,)
            case Score():
                return tuple(self.instrument.items[path] for path in self.node.items if path in self.instrument.items)
            case _:
                return tuple(items_of(self.node))

    @property
    def least(self) -> int:
        """The number of answers under which a figure is withheld; a team's agreement never is."""
        return 1 if self.agreed else self.instrument.least_answers

    def figure(self, path: str) -> Figure | None:
        """The figure of this item, row, table or score, or None where it was not aggregated."""
        return self.figures.get(path)

    def said(self, item: Item) -> tuple[str, ...]:
        """What was answered to this item, in words."""
        return figure_words(item, self.figure(item.path), self.least)

    def why(self, figure: Figure | None) -> str:
        """Why there is no figure to show."""
        return missing_words(figure, self.least)

    def is_asked(self, item: Item) -> bool:
        """Whether the form wants an answer: to “if other, which?” only where somebody marked “other”."""
        figure = self.figure(item.path)
        return bool(figure and figure.n) or item.path not in _words_behind_other(self.instrument)


Slots = Mapping[str, tuple[Fed, ...]]


def gather(instruments: Instruments, summaries: Iterable[Summary]) -> Slots:
    """Every slot with what feeds it: instrument after instrument, a team's agreed answers before individual ones."""
    order = {key: place for place, key in enumerate(instruments)}
    slots: dict[str, tuple[Fed, ...]] = {}
    for summary in sorted(summaries, key=lambda one: (order.get((one.instrument, one.version), 0), one.basis)):
        instrument = instrument_of(instruments, summary)
        figures = {figure.item: figure for figure in summary.figures}
        for node in _nodes(instrument):
            if node.plan:
                fed = Fed(node=node, instrument=instrument, summary=summary, figures=figures)
                slots[node.plan] = (*slots.get(node.plan, ()), fed)
    return slots


def slots_of(instrument: Instrument) -> frozenset[str]:
    """The slots that an instrument feeds."""
    return frozenset(node.plan for node in _nodes(instrument) if node.plan)


def by_origin(feds: Iterable[Fed]) -> Iterator[tuple[Fed, ...]]:
    """The places that one instrument and basis feeds, together."""
    return (tuple(group) for _, group in groupby(feds, key=lambda fed: fed.origin))


def instrument_of(instruments: Instruments, summary: Summary) -> Instrument:
    """The instrument whose answers a summary adds up."""
    found = instruments.get((summary.instrument, summary.version))
    if found is None:
        raise InstrumentError(
            f"A summary is of “{summary.instrument}” version {summary.version}, which is not among the instruments."
            " Put its schema back."
        )
    return found


def title_of(instrument: Instrument) -> str:
    """The instrument's title, marked where the source briefs do not define its practice."""
    return f"{instrument.title} (provisional)" if instrument.provisional else instrument.title


def forms_words(summary: Summary) -> str:
    """How many forms a summary adds up, on which basis."""
    kind = "agreed team form" if summary.basis == CONSENSUS else "individual form"
    return counted(len(summary.sources), kind)


def _words_behind_other(instrument: Instrument) -> set[str]:
    return {f"{item.path.rpartition('.')[0]}.{item.other}" for item in instrument.items.values() if item.other}


def _nodes(instrument: Instrument) -> Iterator[Node]:
    """Everything in an instrument that can feed a slot; the columns of a table are its own affair."""
    for section in instrument.sections:
        yield section
        for child in section.children:
            yield child
            if isinstance(child, Row):
                yield from cast("tuple[Node, ...]", child.items)
    yield from instrument.scores
