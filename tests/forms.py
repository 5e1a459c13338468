"""Completed forms for tests that need files: issued blanks of one agency, filled with given answers."""

from collections import Counter
from pathlib import Path

from flows.batch import desk_of, pool_of
from flows.stream import Stream
from planwright.copies import remove_copies
from planwright.instruments import Instrument, Instruments, Item, Kind
from planwright.issuing import FORMATS
from planwright.ledger import open_ledger
from planwright.model import Value
from planwright.plans.keep import Kept, keep_plan
from planwright.settings import Agency, Round
from planwright.stamp import Stamp
from planwright.workspace import Workspace, create_workspace
from tests.fill_pdf import fill_pdf
from tests.fill_word import fill_word

AGENCIES = {"harbor": Agency(name="Harbor Early Learning"), "mesa": Agency(name="Mesa Child Development")}
ROUNDS = {"2026-fall": Round(name="Fall 2026", opens="2026-09-01", closes="2026-10-15")}


def new_workspace(folder: Path) -> Workspace:
    """A workspace that knows two agencies and one round."""
    return create_workspace(folder, name="Test center", agencies=AGENCIES, rounds=ROUNDS)


def completed(
    instrument: Instrument, answers: dict[str, Value], *, agency: str = "harbor", kind: str = "docx", name: str = "R-01"
) -> bytes:
    """The form of this agency with these answers, and those no form can do without."""
    stamp = Stamp(instrument=instrument.practice, version=instrument.version, agency=agency, round="2026-fall")
    known = AGENCIES.get(agency)
    blank = FORMATS[kind](
        instrument, stamp, agency_name=known.name if known else agency, round_name=ROUNDS["2026-fall"].name
    )
    basis = "individual" if instrument.practice in ("readiness", "decision-making", "needs-assessment") else "consensus"
    whole: dict[str, Value] = {
        **{item.path: _least(item) for item in instrument.items.values() if item.required and not item.tables},
        "identity.name": name,
        "identity.completed": "2026-09-30",
        "identity.basis": basis,
        **answers,
    }
    return fill_word(blank, whole) if kind == "docx" else fill_pdf(blank, instrument, whole)


def read_inbox(workspace: Workspace) -> Counter[str]:
    """How many files came to each state: what the ingest flow does, without Prefect."""
    with desk_of(workspace.folder) as desk, pool_of(desk) as pool:
        settled = [entry for portion in Stream(desk, pool).settled() for entry in portion]
        remove_copies(workspace, desk.ledger)
    return Counter(entry.state for entry in settled)


def plan_of(workspace: Workspace, instruments: Instruments, agency: str = "harbor") -> Kept:
    """The plan of this agency, made where something changed."""
    with open_ledger(workspace.ledger_url) as ledger:
        kept = keep_plan(workspace, ledger, instruments, agency, "2026-fall")
    assert kept is not None
    return kept


def _least(item: Item) -> Value:
    """An answer to a question that needs one."""
    if item.choices:
        first = item.choices[0].value
        return (str(first),) if item.kind in (Kind.SOME_OF, Kind.ROLE) else first
    return "2026-09-30" if item.kind is Kind.DATE else int(item.low or 0) if item.low is not None else "Said."
