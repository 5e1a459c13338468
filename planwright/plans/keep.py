"""Plan files: made anew only when something they were made from has changed; an earlier one is never overwritten."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path

from planwright import durable
from planwright.aggregate import summary_to_text
from planwright.aggregate.collect import summaries_of
from planwright.errors import WorkspaceError
from planwright.house import content
from planwright.instruments import Instruments
from planwright.ledger import FileState, Ledger, PlanRecord
from planwright.model import Summary
from planwright.plans.compose import compose
from planwright.plans.content import plan_content
from planwright.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The plan of an agency's round as it lies in the workspace; `new` where it was made just now."""

    path: Path
    record: PlanRecord
    new: bool


def keep_plan(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, agency: str, round_id: str
) -> Kept | None:
    """The plan of this agency and round: the one made before where nothing has changed, else a new version.

    None where no form of theirs is accepted. The day printed on it is that of the last form received, so that the same
    forms make the same plan on any day.
    """
    summaries = summaries_of(workspace, ledger, instruments, agency, round_id)
    if not summaries:
        return None
    template = template_of(workspace)
    names = _names(workspace, agency, round_id)
    prepared = _last_received(ledger, agency, round_id)
    inputs = _digest(summaries, instruments, template, (*names, prepared.isoformat()))
    held = ledger.plans(agency=agency, round_id=round_id)
    if held and held[0].inputs == inputs and workspace.path_of(held[0].location).exists():
        return Kept(path=workspace.path_of(held[0].location), record=held[0], new=False)
    plan = compose(
        template,
        plan_content(instruments, summaries, agency_name=names[0], round_name=names[1], prepared=prepared),
    )
    path = _next_path(workspace, agency, round_id, template)
    durable.write(path, plan)
    record = PlanRecord(
        agency=agency,
        round=round_id,
        inputs=inputs,
        location=workspace.location_of(path),
        sha256=hashlib.sha256(plan).hexdigest(),
        made=datetime.now(UTC),
    )
    ledger.record_plans([record])
    return Kept(path=path, record=record, new=True)


def template_of(workspace: Workspace) -> Path:
    """The Word file that plans are filled into: one of the house's own by name, or a file of the workspace's."""
    named = workspace.settings.plan.template
    own = content("templates") / f"{named}.docx"
    chosen = own if own.is_file() else workspace.folder / named
    if not chosen.is_file():
        raise WorkspaceError(
            f"The template “{named}” of [plan] in planwright.toml is not there. Write ta-plan, or the path of a"
            " Word file."
        )
    return chosen


def _names(workspace: Workspace, agency: str, round_id: str) -> tuple[str, str]:
    settings = workspace.settings
    try:
        return settings.agencies[agency].name, settings.rounds[round_id].name
    except KeyError as missing:
        raise WorkspaceError(
            f"planwright.toml has no entry for {missing}, of which forms were accepted. Add the agency or round again."
        ) from None


def _last_received(ledger: Ledger, agency: str, round_id: str) -> date:
    accepted = ledger.entries(state=FileState.ACCEPTED, agency=agency, round_id=round_id)
    return max(entry.received for entry in accepted).date()


def _digest(summaries: tuple[Summary, ...], instruments: Instruments, template: Path, words: tuple[str, ...]) -> str:
    """The digest of everything a plan is made from, this program's version included."""
    used = [instruments[summary.instrument, summary.version].schema for summary in summaries]
    parts = (
        version("planwright"),
        *words,
        hashlib.sha256(template.read_bytes()).hexdigest(),
        *(json.dumps(schema, sort_keys=True) for schema in used),
        *(summary_to_text(summary) for summary in summaries),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8", "backslashreplace")).hexdigest()


def _next_path(workspace: Workspace, agency: str, round_id: str, template: Path) -> Path:
    folder = workspace.plans / agency / round_id
    number = 1
    while (path := folder / f"{agency}-{round_id}-{template.stem}-v{number}.docx").exists():
        number += 1
    return path
