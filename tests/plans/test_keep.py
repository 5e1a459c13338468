"""Plan files: a new version where something changed and only there; nothing overwritten; figures beside each one."""

import csv
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import planwright.plans.keep
from planwright.aggregate.collect import summaries_of
from planwright.errors import WorkspaceError
from planwright.instruments import Instruments, load_instruments
from planwright.ledger import FileState, Ledger, Standing, open_ledger
from planwright.plans.keep import Kept, keep_plan
from planwright.settings import Agency, NightlySettings, PlanSettings
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace, read_inbox
from tests.plan_text import lines_of
from tests.plans.harbor import TEMPLATE


@pytest.fixture
def workspace(instruments: Instruments, tmp_path: Path) -> Workspace:
    """A workspace with one vision accepted."""
    made = new_workspace(tmp_path / "center")
    returned(made, instruments, "Every child belongs.")
    return made


@pytest.fixture
def ledger(workspace: Workspace) -> Iterator[Ledger]:
    with open_ledger(workspace.ledger_url) as opened:
        yield opened


def returned(workspace: Workspace, instruments: Instruments, statement: str, day: str = "2026-09-30") -> None:
    answers = {"vision.statement": statement, "identity.completed": day}
    (workspace.inbox / "vision.docx").write_bytes(completed(instruments["visioning", "1"], answers))
    assert sum(read_inbox(workspace).values()) == 1


def keep(workspace: Workspace, ledger: Ledger, instruments: Instruments) -> Kept:
    kept = keep_plan(workspace, ledger, instruments, "harbor", "2026-fall")
    assert kept is not None
    return kept


def lying(workspace: Workspace) -> list[str]:
    return sorted(path.name for path in (workspace.plans / "harbor" / "2026-fall").iterdir())


def test_the_summaries_a_version_was_made_from_lie_beside_it(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    kept = keep(workspace, ledger, instruments)
    assert lying(workspace) == [
        "harbor-2026-fall-ta-plan-v1.docx",
        "harbor-2026-fall-ta-plan-v1.summary.csv",
        "harbor-2026-fall-ta-plan-v1.summary.json",
    ]
    [summary] = json.loads(kept.path.with_suffix(".summary.json").read_bytes())
    assert summary["instrument"] == "visioning"
    with kept.path.with_suffix(".summary.csv").open(encoding="utf-8-sig", newline="") as table:
        assert "Every child belongs." in {row["value"] for row in csv.DictReader(table)}
    assert kept.record.sha256 == hashlib.sha256(kept.path.read_bytes()).hexdigest()


def test_nothing_changed_makes_no_version_and_touches_no_file(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    first = keep(workspace, ledger, instruments)
    before = {path: path.stat().st_mtime_ns for path in first.path.parent.iterdir()}
    again = keep(workspace, ledger, load_instruments())
    assert (first.new, again.new) == (True, False)
    assert {path: path.stat().st_mtime_ns for path in first.path.parent.iterdir()} == before


def test_the_same_forms_make_the_same_bytes_in_another_workspace(instruments: Instruments, tmp_path: Path):
    made = []
    for name in ("one", "two"):
        workspace = new_workspace(tmp_path / name)
        returned(workspace, instruments, "Every child belongs.")
        with open_ledger(workspace.ledger_url) as ledger:
            kept = keep(workspace, ledger, instruments)
        made.append([path.read_bytes() for path in sorted(kept.path.parent.iterdir())])
    assert made[0] == made[1]


def renamed(workspace: Workspace) -> Workspace:
    agencies = {**workspace.settings.agencies, "harbor": Agency(name="Harbor Renamed")}
    return replace(workspace, settings=workspace.settings.model_copy(update={"agencies": agencies}))


def test_a_new_name_in_the_settings_makes_a_new_version(workspace: Workspace, ledger: Ledger, instruments: Instruments):
    keep(workspace, ledger, instruments)
    kept = keep(renamed(workspace), ledger, instruments)
    assert kept.new
    assert "Harbor Renamed" in lines_of(kept.path)
    assert kept.path.name == "harbor-2026-fall-ta-plan-v2.docx"


def test_a_new_instrument_that_nobody_returned_makes_a_new_version_that_names_it(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, tmp_path: Path
):
    keep(workspace, ledger, instruments)
    schema = json.loads(instruments["readiness", "1"].file.read_text(encoding="utf-8"))
    schema["$id"] = schema["$id"].replace("readiness", "climate")
    schema["title"] = "Working climate"
    schema["instrument"]["practice"] = "climate"
    folder = tmp_path / "more" / "preparation"
    folder.mkdir(parents=True)
    (folder / "climate.json").write_text(json.dumps(schema), encoding="utf-8")
    kept = keep(workspace, ledger, load_instruments([tmp_path / "more"]))
    assert kept.new
    assert any(line.endswith("| Working climate") for line in lines_of(kept.path))


def test_a_changed_template_makes_a_new_version(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, tmp_path: Path
):
    own = tmp_path / "center" / "ta-plan.docx"
    own.write_bytes(TEMPLATE.read_bytes())
    settings = workspace.settings.model_copy(update={"plan": PlanSettings(template="ta-plan.docx")})
    workspace = replace(workspace, settings=settings)
    assert keep(workspace, ledger, instruments).new
    assert not keep(workspace, ledger, instruments).new
    own.write_bytes(TEMPLATE.read_bytes() + b"\0")  # a comment of the zip
    assert keep(workspace, ledger, instruments).new


def test_a_later_form_makes_a_new_version_and_leaves_the_first_as_it_was(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    first = keep(workspace, ledger, instruments)
    before = first.path.read_bytes()
    returned(workspace, instruments, "Every child belongs here.", "2026-10-01")
    second = keep(workspace, ledger, instruments)
    assert second.new
    assert first.path.read_bytes() == before
    assert "Every child belongs here." in lines_of(second.path)
    assert len(lying(workspace)) == 6


def test_forms_that_wait_for_a_person_make_a_new_version_that_names_them_until_they_are_settled(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    keep(workspace, ledger, instruments)
    other = completed(instruments["visioning", "1"], {"identity.completed": "2026-09-29"}, name="R-02")
    (workspace.inbox / "another's vision.docx").write_bytes(other)
    assert read_inbox(workspace) == {FileState.NEEDS_REVIEW: 1}
    (workspace.inbox / "readiness.docx").write_bytes(completed(instruments["readiness", "1"], {"identity.basis": None}))
    assert read_inbox(workspace) == {FileState.NEEDS_REVIEW: 1}
    waits = keep(workspace, ledger, instruments)
    assert waits.new
    lines = lines_of(waits.path)
    assert {"Vision for change | 1 form | 1 form", "Readiness for change | 1 form | none"} <= set(lines)
    assert not any(line.startswith("Not returned") and "Readiness" in line for line in lines)
    assert not keep(workspace, ledger, instruments).new
    ledger.withdraw([one.id for one in ledger.entries(state=FileState.NEEDS_REVIEW)], "Sent twice.")
    settled = keep(workspace, ledger, instruments)
    assert settled.new
    assert "Waiting for a person" not in lines_of(settled.path)


def test_the_day_of_a_version_is_that_of_the_last_form_counted_or_waiting(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    days = {FileState.ACCEPTED: 1, FileState.NEEDS_REVIEW: 3, FileState.SUPERSEDED: 9}
    standing = tuple(
        Standing(instrument="visioning", state=state, forms=1, last_received=datetime(2026, 10, day, 12, tzinfo=UTC))
        for state, day in days.items()
    )
    monkeypatch.setattr(Ledger, "standing", lambda *_, **__: standing)
    assert "Version | October 3, 2026" in lines_of(keep(workspace, ledger, instruments).path)


def test_center_and_program_stand_on_the_cover(workspace: Workspace, ledger: Ledger, instruments: Instruments):
    agencies = {"harbor": Agency(name="Harbor Early Learning", program="Infants and toddlers")}
    there = replace(workspace, settings=workspace.settings.model_copy(update={"agencies": agencies}))
    without, named = keep(workspace, ledger, instruments), keep(there, ledger, instruments)
    assert {"Prepared by | Test center", "Program | Infants and toddlers"} <= set(lines_of(named.path))
    assert not any(line.startswith("Program |") for line in lines_of(without.path))


def test_what_was_taken_away_of_an_unchanged_plan_is_made_again_the_same(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    first = keep(workspace, ledger, instruments)
    files = {path: path.read_bytes() for path in first.path.parent.iterdir()}
    for path in files:
        path.unlink()
        again = keep(workspace, ledger, instruments)
        assert (again.path, again.new) == (first.path, False)
        assert {one: one.read_bytes() for one in first.path.parent.iterdir()} == files
    assert len(ledger.plans()) == 1


def test_a_plan_that_a_person_went_on_writing_is_not_overwritten(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    first = keep(workspace, ledger, instruments)
    first.path.write_bytes(b"signed by all")
    first.path.with_suffix(".summary.csv").unlink()
    assert not keep(workspace, ledger, instruments).new
    assert first.path.read_bytes() == b"signed by all"


def test_the_newest_version_has_the_highest_number_whatever_became_of_the_others(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    numbers = []
    for day in range(1, 4):
        returned(workspace, instruments, f"Vision {day}", f"2026-10-{day:02}")
        kept = keep(workspace, ledger, instruments)
        numbers.append(kept.path.name)
        kept.path.unlink()
    assert numbers == [f"harbor-2026-fall-ta-plan-v{number}.docx" for number in (1, 2, 3)]


def test_a_file_of_a_persons_own_beside_the_plans_is_not_overwritten(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    folder = workspace.plans / "harbor" / "2026-fall"
    folder.mkdir(parents=True)
    (folder / "harbor-2026-fall-ta-plan-v1.docx").write_bytes(b"ours")
    (folder / "harbor-2026-fall-ta-plan-v7 final.docx").write_bytes(b"ours too")
    kept = keep(workspace, ledger, instruments)
    assert kept.path.name == "harbor-2026-fall-ta-plan-v2.docx"
    assert (folder / "harbor-2026-fall-ta-plan-v1.docx").read_bytes() == b"ours"


def test_a_stop_after_the_plan_was_written_and_before_it_was_recorded_makes_no_second_version(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Ledger, "record_plans", stop)
    with pytest.raises(KeyboardInterrupt):
        keep(workspace, ledger, instruments)
    monkeypatch.undo()
    before = lying(workspace)
    assert keep(workspace, ledger, instruments).new
    assert lying(workspace) == before
    assert len(ledger.plans()) == 1


def test_the_day_of_a_version_is_that_of_the_workspaces_own_calendar(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):  # a day apart at any moment
        nightly = NightlySettings(timezone=zone)
        there = replace(workspace, settings=workspace.settings.model_copy(update={"nightly": nightly}))
        days.add(next(line for line in lines_of(keep(there, ledger, instruments).path) if line.startswith("Version |")))
    assert len(days) == 2


def test_an_agency_that_is_gone_from_the_settings_says_so(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    agencies = {"mesa": Agency(name="Mesa")}
    without = replace(workspace, settings=workspace.settings.model_copy(update={"agencies": agencies}))
    with pytest.raises(WorkspaceError, match=r"no entry for 'harbor'.*Add the agency or round again"):
        keep(without, ledger, instruments)


def test_a_schema_that_is_gone_says_so(workspace: Workspace, ledger: Ledger, instruments: Instruments):
    without = Instruments([one for one in instruments.values() if one.practice != "visioning"])
    with pytest.raises(WorkspaceError, match="“visioning” version 1 were accepted, but its schema is gone"):
        summaries_of(workspace, ledger, without, "harbor", "2026-fall")


def test_another_version_of_the_program_makes_a_new_version_of_the_plan(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    keep(workspace, ledger, instruments)
    monkeypatch.setattr(planwright.plans.keep, "program_version", lambda: "9.9.9")
    assert keep(workspace, ledger, instruments).path.name == "harbor-2026-fall-ta-plan-v2.docx"


def test_a_plan_that_cannot_be_written_says_so_and_is_recorded_nowhere(
    workspace: Workspace, ledger: Ledger, instruments: Instruments
):
    (workspace.plans / "harbor").write_bytes(b"a file where a folder is needed")
    with pytest.raises(WorkspaceError, match="could not be written"):
        keep(workspace, ledger, instruments)
    assert ledger.plans() == ()
