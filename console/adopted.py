"""What `planwright adopt` says of a draft: what a person has to check, what cannot be read, what is not asked."""

from collections.abc import Iterable, Iterator, Sequence

import click

from flows.found_again import Lost
from planwright.editions import Edition, Entry
from planwright.editions.draft import CLEAR, OpenPlace, not_asked, without_value
from planwright.identity import BASIS
from planwright.instruments import Instrument, Item, Kind

_UNREAD = (
    "Cannot be read, not even in the blank, so every copy goes to a person. Change the blank there (a form field, an"
    " empty cell, one box to a line) and adopt it anew under another --name; else set their “item” to null:"
)
_SHORT = 60  # letters of a label that are shown
_NAMED = 3  # items of a section that are named
_HEAD = "identity."


def filled_in(lost: Sequence[Lost]) -> str:
    """What is to be said first of a blank that is filled in already; empty where it is not."""
    filled = [one for one in lost if one.filled]
    if not filled:
        return ""
    places = "1 place" if len(filled) == 1 else f"{len(filled)} places"
    return (
        f"in {places} of the blank something stands already, such as {filled[0].filled} in {filled[0].entry.place}."
        " If this is a completed copy, take its edition out of editions/ and adopt the blank, as it is sent out."
    )


def tell(
    edition: Edition, instrument: Instrument, places: Sequence[OpenPlace], lost: Sequence[Lost], questions: str
) -> None:
    """What a person has to look at, the most urgent first; `questions` is the file with all items and their values."""
    bound = [entry for entry in edition.entries if entry.item is not None]
    count = f"{len(bound)} of {len(edition.entries)}"
    _say(f"{count} places have a question. Compare each with the preview and correct {edition.file}.")
    _say(f"All questions of “{instrument.practice}” and the values they take stand in {questions}.")
    _list("Check these first, the draft is not sure of them:", _doubtful(bound))
    left = _open(edition, instrument, places)
    _list("Answers that stand for none of the question's values yet; name them in “choices”:", left)
    _list(_UNREAD, _unread(lost))
    for entry in edition.entries:
        if entry.item is None:
            _say(f"  no question for {entry.place}: {entry.label or 'no words beside it'}")
    for line in _not_asked(not_asked(edition.entries, instrument)):
        _say(f"  not asked: {line}")
    _say(
        "Then set “checked” to true, before copies are put into the inbox, and try three to five copies whose"
        " answers you know: planwright read COPY … shows what is read."
    )


def listed(edition: Edition, instrument: Instrument) -> str:
    """All items of the instrument, each with its question, the values it takes, and the places that ask it."""
    places: dict[str, list[str]] = {}
    for entry in edition.entries:
        item = instrument.item_of(entry.item) if entry.item else None
        if item is not None:
            places.setdefault(item.path, []).append(entry.place)
    head = (
        f"The questions of {instrument.practice}, version {instrument.version}: what “item” in {edition.file.name} may"
        " say, and the values for “choice” and “choices”.\nThe number 1 in a path is that of a row.\n"
    )
    lines = (
        f"{_written(item)}\n    {item.heading}\n    {_takes(item)}\n    places in the draft: "
        + (", ".join(places.get(item.path, ())) or "none")
        for item in instrument.items.values()
    )
    return "\n".join((head, *lines, ""))


def _doubtful(bound: Iterable[Entry]) -> Iterator[str]:
    """The proposals to be checked first, those of one question together."""
    held: dict[tuple[str, str], list[Entry]] = {}
    for entry in bound:
        if entry.likeness is not None and entry.likeness < CLEAR:
            held.setdefault((entry.label.partition(" | ")[0], entry.item or ""), []).append(entry)
    for (label, item), entries in held.items():
        first, last = entries[0].place, entries[-1].place
        at = first if first == last else f"{first} to {last}"
        likeness = min(entry.likeness or 0 for entry in entries)
        yield f"check {at}: {_cut(label)} → {item} (likeness {likeness})"


def _open(edition: Edition, instrument: Instrument, places: Iterable[OpenPlace]) -> Iterator[str]:
    for place in places:
        entry = edition.by_place[place.place]
        item = instrument.item_of(entry.item) if entry.item else None
        if item is not None and (left := without_value(place, entry, item)):
            yield f"{entry.place}: {', '.join(left)}. {_takes(item)}"


def _unread(lost: Iterable[Lost]) -> Iterator[str]:
    """The places that cannot be read, those of one question together."""
    held: dict[tuple[str, str], list[str]] = {}
    for one in lost:
        label = one.entry.label.partition(" | ")[0] or "no words beside it"
        held.setdefault((label, one.told), []).append(one.entry.place)
    for (label, told), places in held.items():
        yield f"cannot be read: {', '.join(places)}: {_cut(label)}: {told}"


def _not_asked(items: Sequence[Item]) -> Iterator[str]:
    """What the form does not ask: who answers, and what forms of ours need, one by one; the rest by sections."""
    first = [item for item in items if item.path.startswith(_HEAD) or item.required]
    for item in first:
        must = " (forms of ours need it, copies of this form count without it)" if item.required else ""
        given = " Where it is the same for all copies, say it in “given”." if item.path == BASIS else ""
        yield f"{_written(item)}{must}: {_ended(item.heading)} {_takes(item)}{given}"
    rest: dict[str, list[str]] = {}
    for item in items:
        if item not in first:
            rest.setdefault(item.path.partition(".")[0], []).append(_written(item))
    for section, paths in rest.items():
        more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
        yield f"{len(paths)} of “{section}”: {', '.join(paths[:_NAMED])}{more}"


def _ended(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def _written(item: Item) -> str:
    """The path of an item as an edition names it: of a question in a table, that of its first row."""
    return item.at((1,) * len(item.tables)) if item.tables else item.path


def _takes(item: Item) -> str:
    """The values that an item takes."""
    if item.choices:
        return f"Values: {', '.join(str(choice.value) for choice in item.choices)}."
    if item.kind is Kind.DATE:
        return "A date."
    return "A number." if item.kind in (Kind.INTEGER, Kind.DECIMAL, Kind.RANK, Kind.VOTES, Kind.WEIGHT) else "Text."


def _list(head: str, lines: Iterable[str]) -> None:
    held = list(lines)
    if held:
        _say(head)
    for line in held:
        _say(f"  {line}")


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rstrip()}…"


def _say(line: str) -> None:
    click.echo(line, err=True)
