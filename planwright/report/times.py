"""Moments and spans of time as the people of a workspace say them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from planwright.plans.words import date_words


def day_words(day: date) -> str:
    """The day written out: `October 2, 2026`."""
    return date_words(day.isoformat())


def moment_words(at: datetime, zone: ZoneInfo) -> str:
    """The moment by the clock of this time zone: `October 2, 2026, 1:30 a.m. CDT`."""
    here = at.astimezone(zone)
    half = "a.m." if here.hour < 12 else "p.m."
    return f"{day_words(here.date())}, {here.hour % 12 or 12}:{here.minute:02} {half} {here.tzname()}"


def span_words(seconds: float) -> str:
    """How long something took, in the unit that tells: `0.4 s`, `12 s`, `3 min 5 s`, `2 h 4 min`."""
    if seconds < 10:
        return f"{max(0.0, seconds):.1f}".removesuffix(".0") + " s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
