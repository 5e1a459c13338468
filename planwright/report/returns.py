"""Which agencies have returned what: every agency and practice of the rounds that are open, or were open last."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planwright.instruments import Instruments
from planwright.ledger import FOR_A_PERSON, FileState, Ledger, Returned
from planwright.plans.slots import title_of
from planwright.report.times import day_words
from planwright.settings import Agency, Round, Settings

_UNREAD = (FileState.ARRIVED, FileState.READING)
_Held = Mapping[tuple[str, str, FileState], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What an agency returned of one practice: forms that count, that wait for a person, that wait to be read again."""

    counted: int
    waiting: int
    unread: int

    @property
    def is_returned(self) -> bool:
        """Whether any form of it is here."""
        return bool(self.counted or self.waiting or self.unread)

    @property
    def besides(self) -> str:
        """The forms that do not count yet, in words; empty where there are none."""
        said = ((self.waiting, "to settle"), (self.unread, "to read"))
        return ", ".join(f"{forms} {what}" for forms, what in said if forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One agency: what it returned of each practice, and the titles of those of which nothing is here."""

    agency: str
    contact: str
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]

    @property
    def returned(self) -> int:
        """Of how many practices something is here."""
        return sum(cell.is_returned for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returns:
    """What came back for one round: its practices, and a row for each agency."""

    round: str
    days: str
    practices: tuple[str, ...]
    rows: tuple[Row, ...]


def returns_of(settings: Settings, ledger: Ledger, instruments: Instruments, today: date) -> tuple[Returns, ...]:
    """What came back for each round that is open today, or was open last; none where none has opened yet.

    Expected of each agency in planwright.toml is every practice of which there is an instrument. Agencies that are
    not listed there any more follow where forms of theirs are here.
    """
    titles: dict[str, str] = {one.practice: title_of(one) for one in instruments.newest()}
    return tuple(
        _of_round(key, today, settings, titles, ledger.returned(key)) for key in _rounds(settings.rounds, today)
    )


def _rounds(rounds: Mapping[str, Round], today: date) -> list[str]:
    begun = {key: one for key, one in rounds.items() if one.opens <= today}
    is_open = [key for key, one in begun.items() if today <= one.closes]
    last = max((one.closes for one in begun.values()), default=None)
    chosen = is_open or [key for key, one in begun.items() if one.closes == last]
    return sorted(chosen, key=lambda key: (rounds[key].closes, key))


def _of_round(key: str, today: date, settings: Settings, titles: dict[str, str], found: Iterable[Returned]) -> Returns:
    held: Counter[tuple[str, str, FileState]] = Counter()
    for one in found:
        held[one.agency, one.instrument, one.state] += one.forms
    agencies: dict[str, Agency | None] = dict(_by_name(settings.agencies))
    agencies |= {one: None for one in sorted({agency for agency, _, _ in held}) if one and one not in agencies}
    strangers = sorted({practice for _, practice, _ in held} - titles.keys())
    practices = titles | {practice: practice for practice in strangers}
    rows = [(about, _row(agency, about, practices, titles, held)) for agency, about in agencies.items()]
    about_round = settings.rounds[key]
    return Returns(
        round=about_round.name,
        days=f"{'open until' if today <= about_round.closes else 'closed on'} {day_words(about_round.closes)}",
        practices=tuple(practices.values()),
        rows=tuple(row for about, row in rows if about or row.returned),
    )


def _by_name(agencies: Mapping[str, Agency]) -> list[tuple[str, Agency]]:
    return sorted(agencies.items(), key=lambda pair: pair[1].name)


def _row(
    agency: str, about: Agency | None, practices: Mapping[str, str], titles: Mapping[str, str], held: _Held
) -> Row:
    cells = {practice: _cell(agency, practice, held) for practice in practices}
    return Row(
        agency=about.name if about else f"{agency} (not in planwright.toml)",
        contact=(about.contact if about else None) or "",
        cells=tuple(cells.values()),
        missing=tuple(title for practice, title in titles.items() if about and not cells[practice].is_returned),
    )


def _cell(agency: str, practice: str, held: _Held) -> Cell:
    forms = {state: held.get((agency, practice, state), 0) for state in FileState}
    return Cell(
        counted=forms[FileState.ACCEPTED],
        waiting=sum(forms[state] for state in FOR_A_PERSON),
        unread=sum(forms[state] for state in _UNREAD),
    )
