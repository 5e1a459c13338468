"""What the checks of a vision come to."""

from typing import Any

from planwright.figures import Figure
from planwright.instruments import Item, Kind
from planwright.plans.sections import NOT_PROVIDED
from planwright.plans.slots import Fed, Slots
from planwright.plans.words import counted


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
