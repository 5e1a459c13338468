"""Which agencies have not returned what: of the rounds that are open, or of the one that was open last."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planwright.instruments import Instruments
from planwright.ledger import Ledger, open_ledger
from planwright.report.returns import Cell, returns_of
from planwright.settings import Agency, Round, Settings
from tests.ledger.building import settled, submission

AUTUMN = Round(name="Autumn", opens=date(2026, 9, 1), closes=date(2026, 10, 15))
LATE = Round(name="Late", opens=date(2026, 10, 1), closes=date(2026, 11, 30))
SPRING = Round(name="Spring", opens=date(2027, 2, 1), closes=date(2027, 3, 1))


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    made = open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}")
    made.clock()
    return made


def settings(**rounds: Round) -> Settings:
    return Settings(name="x", agencies={"harbor": Agency(name="Harbor"), "alder": Agency(name="Alder")}, rounds=rounds)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 8, 31), []),
        (date(2026, 9, 1), [("Autumn", "open until October 15, 2026")]),
        (date(2026, 10, 15), [("Autumn", "open until October 15, 2026"), ("Late", "open until November 30, 2026")]),
        (date(2026, 12, 24), [("Late", "closed on November 30, 2026")]),
        (date(2027, 2, 1), [("Spring", "open until March 1, 2027")]),
    ],
)
def test_rounds_that_are_open_or_were_open_last_are_told(
    ledger: Ledger, instruments: Instruments, today: date, said: list[tuple[str, str]]
):
    held = settings(autumn=AUTUMN, late=LATE, spring=SPRING)
    assert [(one.round, one.days) for one in returns_of(held, ledger, instruments, today)] == said


def test_every_agency_is_told_of_by_name_with_every_practice(ledger: Ledger, instruments: Instruments):
    [one] = returns_of(settings(autumn=AUTUMN), ledger, instruments, AUTUMN.opens)
    assert [row.agency for row in one.rows] == ["Alder", "Harbor"]
    assert all(row.missing == one.practices for row in one.rows)
    assert len(one.practices) == len(instruments.newest())
    assert {cell for row in one.rows for cell in row.cells} == {Cell(counted=0, waiting=0, unread=0)}


def test_an_agency_that_is_not_listed_any_more_is_told_of_where_it_returned_something(
    ledger: Ledger, instruments: Instruments
):
    given = submission()
    settled(ledger, "one", given)
    held = Settings(name="x", agencies={"alder": Agency(name="Alder")}, rounds={given.round: AUTUMN})
    [one] = returns_of(held, ledger, instruments, datetime(2026, 9, 2, tzinfo=UTC).date())
    assert [row.agency for row in one.rows] == ["Alder", f"{given.agency} (not in planwright.toml)"]
    assert one.rows[1].returned == 1
    assert one.rows[1].missing == ()
