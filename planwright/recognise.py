"""Says which form a reading is of, by the identity its blank was stamped with: exactly one, or a problem."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from planwright.editions import Edition
from planwright.identity import COMPLETED, day_of
from planwright.instruments import Instrument, Instruments
from planwright.model import Problem, Reading, Submission
from planwright.problems import FormCode, problem
from planwright.stamp import Stamp

Period = tuple[date, date]  # the first and the last day of a round
_PAGE = "page "  # before the number of a page that an identity was found on
_ELSEWHERE = timedelta(days=1)  # where the form was filled in, the next day may have begun already


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """The instrument a file is a form of, the identity it was issued with, and its edition where others made it.

    Without a stamp it was recognised by what it prints: `share` is how much of the blank's words it holds.
    """

    instrument: Instrument
    stamp: Stamp | None
    edition: Edition | None = None
    share: float = 1.0


def recognise(reading: Reading, instruments: Instruments) -> Recognised | Problem:
    """The one form this reading is of, or the problem that keeps it from being known."""
    stamps = tuple(dict.fromkeys(stamp for _, stamp in reading.stamps))
    if not stamps:
        return problem(FormCode.NOT_STAMPED)
    if len(stamps) > 1:
        first, second = (f"{stamp}{_pages_of(stamp, reading)}" for stamp in stamps[:2])
        return problem(FormCode.STAMPS_DIFFER, first=first, second=second)
    stamp = stamps[0]
    instrument = instruments.get((stamp.instrument, stamp.version))
    if instrument is None:
        known = ", ".join(f"{practice} {version}" for practice, version in instruments)
        return problem(FormCode.UNKNOWN_INSTRUMENT, instrument=stamp.instrument, version=stamp.version, known=known)
    return Recognised(instrument=instrument, stamp=stamp)


def _pages_of(stamp: Stamp, reading: Reading) -> str:
    """The pages that say they are of this form, in words; nothing where none does."""
    places = dict.fromkeys(place for place, one in reading.stamps if one == stamp)
    pages = [place.removeprefix(_PAGE) for place in places if place.startswith(_PAGE)]
    return f" ({_PAGE}{', '.join(pages)} of the file)" if pages else ""


def check_period(
    submission: Submission,
    instrument: Instrument,
    *,
    rounds: Mapping[str, str],
    periods: Mapping[str, Period],
    received: datetime,
) -> tuple[Problem, ...]:
    """What the day a form was completed on says against its round: last season's blank may have been filled in anew.

    A day after the one it was `received` on (UTC) is a slip of the hand, and decides which of two forms counts.
    """
    response = next((one for one in submission.responses if one.item == COMPLETED), None)
    period = periods.get(submission.round)
    day = day_of(response.value) if response else None
    if response is None or period is None or day is None:
        return ()
    item = instrument.item_of(COMPLETED)
    code, words = _about_day(day, submission.round, rounds, periods, received)
    if code is None:
        return ()
    question = item.heading if item else COMPLETED
    return (problem(code, item=COMPLETED, place=response.place, question=question, value=day, **words),)


def _about_day(
    day: date, round_id: str, rounds: Mapping[str, str], periods: Mapping[str, Period], received: datetime
) -> tuple[FormCode | None, dict[str, object]]:
    """What is wrong with the day, and the words its message needs; None where nothing is."""
    opens, closes = periods[round_id]
    within = opens <= day <= closes
    issued = rounds.get(round_id, round_id)
    other = next((name for name, (first, last) in periods.items() if first <= day <= last), None)
    if other is not None and not within:
        return FormCode.OTHER_ROUND, {"issued": issued, "other": rounds.get(other, other)}
    if day > (received + _ELSEWHERE).date():
        return FormCode.COMPLETED_AHEAD, {"received": received.date()}
    if not within:
        return FormCode.OUTSIDE_ROUND, {"issued": issued, "opens": opens, "closes": closes}
    return None, {}
