"""What the figures of a plan share: titles that tell blocks apart, scales, places, what a picture leaves out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from planwright.instruments import Item, Section
from planwright.plans.sections import Needs, Ranking, Ratings
from planwright.plans.slots import Fed

Block = TypeVar("Block", Needs, Ranking, Ratings)

NOT_ASKED = "–"


def told_apart(made: Sequence[tuple[Fed, Block]]) -> tuple[Block, ...]:
    """The blocks, each with the place it is from; those of one title say whose answers they show."""
    titles = [block.title for _, block in made]
    tells: tuple[Callable[[Fed], str], ...] = (_basis, lambda fed: f"version {fed.instrument.version} of the form")
    for tell in tells:
        titles = [
            f"{title} – {tell(fed)}" if titles.count(title) > 1 else title
            for title, (fed, _) in zip(titles, made, strict=True)
        ]
    return tuple(replace(block, title=title) for title, (_, block) in zip(titles, made, strict=True))


def _basis(fed: Fed) -> str:
    return "agreed by the team" if fed.agreed else "individual answers"


def block_title(group: Sequence[Fed]) -> str:
    """What a group of places is called: the one section it is, else its instrument."""
    first = group[0].node
    return first.title if len(group) == 1 and isinstance(first, Section) else group[0].instrument.title


def row_title(item: Item) -> str:
    """What a rating is about: the row of a grid it stands in, else its own question."""
    return item.heading.removesuffix(f" – {item.question}")


def scale_words(item: Item | None) -> str:
    """The two ends of a question's scale; empty where it has none."""
    if item is None or item.scale is None:
        return ""
    low, high = item.scale.anchors[0], item.scale.anchors[-1]
    return f"{low.value} = {low.label} to {high.value} = {high.label}"


def places_of(ordered: Sequence[float]) -> list[str]:
    """The place of each number in an ordered row of them; equals share theirs, marked with =."""
    return [f"{ordered.index(number) + 1}{'=' if ordered.count(number) > 1 else ''}" for number in ordered]


def undrawn_words(rows: Sequence[str]) -> str:
    """Which rows a picture leaves to the table, in a sentence; empty where it leaves none."""
    return f"Not in the picture: {'; '.join(rows)}." if rows else ""
