"""Figures and answers in a person's words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from planwright.figures import Figure
from planwright.instruments import Item, Kind
from planwright.plans.sections import NOT_PROVIDED

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


BESIDE = 2  # counts that stand in one line
DOES_NOT_APPLY = "does not apply"
ONE = {"people": "person", "children": "child"}  # of the units that forms ask for, those that are not made with an s


def counted(number: int, one: str, many: str | None = None) -> str:
    """The number with its noun: `1 form`, `7 forms`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def date_words(iso: str) -> str:
    """An ISO date written out: `September 4, 2026`; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_date(iso: str) -> str:
    """An ISO date as it fits into the cell of a table: `Sep 4, 2026`; anything else as it is."""
    month, space, rest = date_words(iso).partition(" ")
    return f"{month[:3]}{space}{rest}" if month in MONTHS else iso


def span_words(first: str | None, last: str | None) -> str:
    """The days from first to last, with nothing said twice: `September 8 to 24, 2026`."""
    days = [date_words(day) for day in (first, last) if day]
    if not days:
        return f"date {NOT_PROVIDED}"
    (begin, _, year), (end, _, last_year) = days[0].rpartition(", "), days[-1].rpartition(", ")
    if days[0] == days[-1] or year != last_year:
        return " to ".join(dict.fromkeys(days))
    same_month = begin.partition(" ")[0] == end.partition(" ")[0]
    return f"{begin} to {end.partition(' ')[2] if same_month else end}, {year}"


def fixed(value: float, decimals: int) -> str:
    """The number with so many decimals, a half rounded up as Word's own charts do, so that text and picture agree."""
    return f"{Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,}"


def number_words(value: float, decimals: int = 1) -> str:
    """The number as it is printed: a whole one that was counted without decimals, any other with so many."""
    return (f"{value:,}" if isinstance(value, int) else fixed(value, decimals)).replace("-", "−")


def unit_words(number: str, unit: str | None) -> str:
    """The number with its unit: `71.4%`, `$800`, `212 children`."""
    match unit:
        case None:
            return number
        case "%":
            return f"{number}%"
        case "$":
            return f"${number}"
        case _:
            return f"{number} {ONE.get(unit, unit.removesuffix('s')) if number == '1' else unit}"


def withheld_words(figure: Figure, least: int) -> str:
    """Why a figure is not shown."""
    if figure.n < least:
        return few_words(figure.n, least)
    return f"withheld: it would show what fewer than {least} people answered"


def few_words(answers: int, least: int) -> str:
    """That a figure is not shown for want of answers."""
    return f"withheld: only {counted(answers, 'answer')}, {least} needed"


def missing_words(figure: Figure | None, least: int) -> str:
    """Why there is no figure to show: nobody answered, nobody was asked, it does not apply, or it is withheld.

    N/A is an answer too: of fewer than `least` people it is withheld. A score of which a form asks but a part is not
    made from it.
    """
    lacking = _lacking(figure)
    if figure is not None and lacking and "items" in figure.detail and not (figure.withheld or figure.not_applicable):
        whose = (
            "the form does"
            if lacking == figure.missing
            else f"{counted(lacking, 'form')} {'does' if lacking == 1 else 'do'}"
        )
        return f"{NOT_PROVIDED}: {whose} not ask all of its questions"
    if figure is None or not (figure.withheld or figure.not_applicable):
        return NOT_PROVIDED
    if figure.withheld:
        return withheld_words(figure, least)
    if figure.not_applicable < least:
        return few_words(figure.not_applicable, least)
    forms = figure.not_applicable + figure.missing
    return DOES_NOT_APPLY if least == 1 else f"{DOES_NOT_APPLY} ({figure.not_applicable} of {forms})"


def answers_words(figure: Figure | None) -> str:
    """How many answers a figure rests on: `7 of 9`, and how many forms could not add to it."""
    if figure is None:
        return "0"
    lacking = _lacking(figure)
    if lacking:
        asked = figure.n + figure.missing + figure.not_applicable - lacking
        return f"{figure.n} of {asked}; not on {counted(lacking, 'form')}" if asked else "not on the form"
    return f"{figure.n} of {figure.n + figure.missing + figure.not_applicable}"


def _lacking(figure: Figure | None) -> int:
    """How many forms do not ask it, or not all that it is made of."""
    count = figure.detail.get("not_on_form", 0) if figure is not None else 0
    return count if isinstance(count, int) else 0


def value_words(item: Item, value: object) -> str:
    """One stored answer as it is read on the form."""
    if value is None or value in ("", (), []):
        return NOT_PROVIDED
    if isinstance(value, list | tuple):
        joint = "/" if item.kind is Kind.ROLE else ", "
        return joint.join(_single_words(item, one) for one in value)
    return _single_words(item, value)


def figure_words(item: Item, figure: Figure | None, least: int) -> tuple[str, ...]:
    """What was answered to one item, one text for each answer that stands by itself."""
    if figure is None or figure.n == 0 or figure.withheld:
        return (missing_words(figure, least),)
    detail: Mapping[str, Any] = figure.detail
    match figure.mode:
        case "consensus":
            return (value_words(item, detail.get("answers", figure.value)),)
        case "list":
            return _each_once(value_words(item, entry["value"]) for entry in detail["entries"])
        case "distribution":
            return (_distribution_words(item, figure),)
        case _:
            return (f"{measure_words(figure, (item,))} ({counted(figure.n, 'answer')})",)


def measure_words(figure: Figure, items: Sequence[Item] = ()) -> str:
    """The value of a figure that measures something, in words; `items` are what it was made of."""
    value = figure.value
    if value is None:
        return NOT_PROVIDED
    if isinstance(value, str):
        unmet = figure.detail.get("unmet")
        return f"not met by {unmet}" if unmet else value
    percent, unit = f"{fixed(value, 0)}%", items[0].unit if len(items) == 1 else None
    by_mode = {
        "sum": f"{unit_words(number_words(value), unit)} in all",
        "mean": f"{unit_words(number_words(float(value)), unit)} on average",
        "percent-of-maximum": percent,
        "percent-at-top": f"{percent} answered {_best_words(items)}",
    }
    return by_mode.get(figure.mode, unit_words(number_words(value), unit))


def _best_words(items: Iterable[Item]) -> str:
    """The answer at the better end of these items' scales, as it is printed there."""
    scales = [item.scale for item in items if item.scale]
    ends = dict.fromkeys(
        (scale.anchors[0] if scale.direction == "lower-is-better" else scale.anchors[-1]).label for scale in scales
    )
    return " or ".join(f"“{label}”" for label in ends) or "with the best answer there is"


def _single_words(item: Item, value: object) -> str:
    if item.kind is Kind.DATE:
        return short_date(str(value))
    if item.choices and item.kind is not Kind.ROLE:  # of a role the letter is shown, its meaning beside the table
        return _choice_words(item, value)
    if not isinstance(value, int | float):
        return str(value)
    whole = float(value).is_integer()
    number = f"{int(value):,}" if whole else fixed(value, 2) if item.unit == "$" else f"{value:,}"
    return unit_words(number, item.unit)


def _choice_words(item: Item, value: object) -> str:
    label = item.label_of(value)
    if item.kind is not Kind.RATING or not isinstance(value, int | float):
        return label
    return f"{value:g} – {label}"


def _distribution_words(item: Item, figure: Figure) -> str:
    """How often each answer was given: two beside each other, more of them below each other."""
    counts, answers = _counts(item, figure), f"({counted(figure.n, 'answer')})"
    return "\n".join([*counts, answers]) if len(counts) > BESIDE else f"{' · '.join(counts)} {answers}"


def _counts(item: Item, figure: Figure) -> list[str]:
    labels = {str(choice.value): choice.label for choice in item.choices}
    counts: Any = figure.detail["counts"]
    found = [f"{labels.get(value, value)}: {count}" for value, count in counts.items() if count]
    return [*found, f"{DOES_NOT_APPLY}: {figure.not_applicable}"] if figure.not_applicable else found


def _each_once(answers: Iterable[str]) -> tuple[str, ...]:
    """The answers in the order first given; what several people wrote alike stands once, with their number."""
    return tuple(f"{words} ({count} answers)" if count > 1 else words for words, count in Counter(answers).items())
