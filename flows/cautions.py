"""What a person should know of an edition before its forms count, beside what each place asks."""

from collections.abc import Iterable, Iterator

from flows.blanks import Blanks
from planwright.editions import Edition
from planwright.editions.order import order_printed
from planwright.identity import BASIS, CONSENSUS, NAME
from planwright.instruments import Instrument, Kind


def cautions(edition: Edition, instrument: Instrument, others: Iterable[Edition], blanks: Blanks) -> Iterator[str]:
    """A sentence for each thing that may go wrong with an edition that has no mistake in it."""
    if NAME not in edition.asked and edition.given.get(BASIS) != CONSENSUS:
        yield (
            f"No place asks who answers ({NAME}). If the form asks it, name its place; if it does not, a form that is"
            " sent twice may count twice, and forms that give the same answers go to a person."
        )
    if edition.language is None and (open_places := _undecided(edition, instrument)):
        places = "1 place" if len(open_places) == 1 else f"{len(open_places)} places"
        yield (
            f"“language” is null: in {places}, such as “{open_places[0]}”, a date like 10/12/2026 or a"
            " number like 1,250 may mean two things and goes to a person. If you know how people write them there, set"
            " it to en-US (month first, 1,250 is above one thousand) or es-US (day first)."
        )
    alike = [one.id for one in others if one.id != edition.id and _has_same_words(edition, one, blanks)]
    if alike:
        yield (
            f"The blank has the same words as that of {' and '.join(f'“{one}”' for one in alike)}: no copy can be told"
            " apart, and all go to quarantine. Keep one of these editions, and take the others out of editions/."
        )


def _undecided(edition: Edition, instrument: Instrument) -> list[str]:
    """The labels of the places whose answers may mean two things where nobody says how they are written."""
    found = []
    for entry in edition.entries:
        item = instrument.item_of(entry.item) if entry.item else None
        is_date = item is not None and item.kind is Kind.DATE and order_printed(entry.label) is None
        if is_date or (item is not None and item.kind in (Kind.DECIMAL, Kind.WEIGHT)):
            found.append(entry.label or entry.place)
    return found


def _has_same_words(one: Edition, other: Edition, blanks: Blanks) -> bool:
    first, second = (blanks.print_of(edition, edition.ending).pairs for edition in (one, other))
    return one.sha256 == other.sha256 or first == second
