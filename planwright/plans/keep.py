"""Plan files: made anew only when something they were made from has changed; an earlier one is never overwritten."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from planwright import durable
from planwright.aggregate import summaries_to_csv, summaries_to_json
from planwright.aggregate.collect import summaries_of
from planwright.errors import WorkspaceError
from planwright.figures import Summary
from planwright.house import content, program_version
from planwright.instruments import Instruments
from planwright.ledger import FileState, Ledger, PlanRecord, Standing
from planwright.plans.compose import compose
from planwright.plans.content import About, plan_content
from planwright.plans.sections import PlanContent
from planwright.workspace import Workspace

_COUNTED, _WAITING = FileState.ACCEPTED, (FileState.NEEDS_REVIEW, FileState.QUARANTINED)
_VERSION = re.compile(r"-v([0-9]{1,6})\.docx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The plan of an agency's round as it lies in the workspace; `new` where this version was made just now."""

    path: Path
    record: PlanRecord
    new: bool


def keep_plan(
    workspace: Workspace, ledger: Ledger, instruments: Instruments, agency: str, round_id: str
) -> Kept | None:
    """The plan of this agency and round: the one made before where nothing has changed, else a new version.

    None where no form of theirs is accepted. The day printed on it is that of the last form received, whether it counts
    or waits for a person, so that the same forms make the same plan on any day. Beside it lie the summaries it was made
    from, as JSON and as CSV. What is missing of an unchanged plan is written again, the same as it was.
    """
    summaries = summaries_of(workspace, ledger, instruments, agency, round_id)
    if not summaries:
        return None
    template = template_of(workspace)
    standing = [one for one in ledger.standing(agency=agency, round_id=round_id) if one.state in (_COUNTED, *_WAITING)]
    said = plan_content(
        instruments,
        summaries,
        about=_about(workspace, agency, round_id),
        prepared=_last_received(workspace, standing),
        waiting=_waiting(standing),
    )
    inputs = _digest(template, said, summaries)
    records = ledger.plans(agency=agency, round_id=round_id)
    if records and records[0].inputs == inputs:
        path = workspace.path_of(records[0].location)
        missing = [file for file in _files(path) if not file.exists()]
        if missing:
            made = dict(zip(_files(path), _made(template, said, summaries), strict=True))
            _write({file: made[file] for file in missing})
        return Kept(path=path, record=records[0], new=False)
    files = _made(template, said, summaries)
    sha256 = hashlib.sha256(files[0]).hexdigest()
    path = _next(workspace.plans / agency / round_id / f"{agency}-{round_id}-{template.stem}", records, sha256)
    _write(dict(zip(_files(path), files, strict=True)))
    record = PlanRecord(
        agency=agency,
        round=round_id,
        inputs=inputs,
        location=workspace.location_of(path),
        sha256=sha256,
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


def _about(workspace: Workspace, agency_id: str, round_id: str) -> About:
    settings = workspace.settings
    try:
        agency, held = settings.agencies[agency_id], settings.rounds[round_id]
    except KeyError as missing:
        raise WorkspaceError(
            f"planwright.toml has no entry for {missing}, of which forms were accepted. Add the agency or round again."
        ) from None
    return About(center=settings.name, agency=agency.name, program=agency.program, round=held.name)


def _waiting(standing: Iterable[Standing]) -> Mapping[str, int]:
    """How many forms of each practice wait for a person."""
    forms: Counter[str] = Counter()
    for one in standing:
        if one.state in _WAITING:
            forms[one.instrument] += one.forms
    return forms


def _last_received(workspace: Workspace, standing: Iterable[Standing]) -> date:
    """The day the last of these forms came in, as the workspace's calendar has it."""
    here = ZoneInfo(workspace.settings.nightly.timezone)
    return max(one.last_received for one in standing).astimezone(here).date()


def _digest(template: Path, said: PlanContent, summaries: Sequence[Summary]) -> str:
    """The digest of everything a plan and its summaries are made from, this program's version included."""
    parts = (
        program_version().encode(),
        hashlib.sha256(template.read_bytes()).digest(),
        json.dumps(asdict(said), default=str).encode(),
        summaries_to_json(summaries),
    )
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _files(plan: Path) -> tuple[Path, Path, Path]:
    """The plan, and the summaries that lie beside it."""
    return plan, plan.with_suffix(".summary.json"), plan.with_suffix(".summary.csv")


def _made(template: Path, said: PlanContent, summaries: Sequence[Summary]) -> tuple[bytes, bytes, bytes]:
    """The bytes of those files."""
    return compose(template, said), summaries_to_json(summaries), summaries_to_csv(summaries)


def _write(files: Mapping[Path, bytes]) -> None:
    try:
        durable.write_all(files.items())
    except OSError as error:
        raise WorkspaceError(
            f"{next(iter(files))} could not be written ({error.strerror}). Make room or correct the permissions, and"
            " run again."
        ) from None


def _next(series: Path, records: Sequence[PlanRecord], sha256: str) -> Path:
    """The file of the next version: behind every one that was recorded or lies there, whatever became of the others.

    The last one there, where it is the very plan and was not recorded: the program stopped in between.
    """
    recorded = {Path(record.location).name for record in records}
    names = recorded | ({path.name for path in series.parent.iterdir()} if series.parent.is_dir() else set())
    newest = max((number for name in names if (number := _number(name, series.name))), default=0)
    lying = series.with_name(f"{series.name}-v{newest}.docx")
    if lying.name not in recorded and durable.digest_of(lying) == sha256:
        return lying
    return series.with_name(f"{series.name}-v{newest + 1}.docx")


def _number(name: str, series: str) -> int:
    """The version in the name of a plan of this series; 0 where the name is not one."""
    found = _VERSION.fullmatch(name.removeprefix(series)) if name.startswith(series) else None
    return int(found[1]) if found else 0
