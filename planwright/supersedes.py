"""What is told of a form that takes the place of another: how much changed and where, never what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from planwright.archive import submission_of
from planwright.changes import Changes, changes
from planwright.errors import WorkspaceError
from planwright.instruments import Instruments
from planwright.ledger import Entry, Ledger, Weighed
from planwright.model import Problem, Submission
from planwright.problems import FileCode, problem
from planwright.workspace import Workspace

MOST = 8  # questions named at once


def with_changes(
    workspace: Workspace, ledger: Ledger, weighed: Sequence[Weighed], instruments: Instruments
) -> tuple[Weighed, ...]:
    """The forms that were weighed, each that takes the place of another with how many of its answers changed."""
    read = {one.entry.id: one for one in weighed}
    return tuple(_told(workspace, ledger, one, read, instruments) if one.replaces else one for one in weighed)


def in_words(found: Changes) -> str:
    """How many answers changed, which questions they are of, and how many did not; no answer."""
    questions = list(dict.fromkeys(one.question for one in found.changed))
    more = f" and {len(questions) - MOST} more" if len(questions) > MOST else ""
    named = f": {', '.join(f'“{one}”' for one in questions[:MOST])}{more}" if questions else ""
    apart = f", {len(found.not_comparable)} cannot be compared" if found.not_comparable else ""
    return f"Answers that changed: {len(found.changed)}{named}; {found.same} are the same{apart}."


def _told(
    workspace: Workspace, ledger: Ledger, one: Weighed, read: Mapping[int, Weighed], instruments: Instruments
) -> Weighed:
    """The form, its problems saying for each form it replaces what changed since, where that is known."""
    if one.submission is None:
        return one
    words: dict[Problem, Problem] = {}
    for replaced in one.replaces:
        entry = read[replaced].entry if replaced in read else ledger.entry(replaced)
        said = read[replaced].submission if replaced in read else _kept(workspace, entry)
        if said:
            bare = problem(FileCode.SUPERSEDES, name=entry.name, changed="")
            told = f" {in_words(changes(said, one.submission, instruments))}"
            words[bare] = problem(FileCode.SUPERSEDES, name=entry.name, changed=told)
    problems = tuple(words.get(found, found) for found in one.verdict.problems)
    return replace(one, verdict=replace(one.verdict, problems=problems))


def _kept(workspace: Workspace, entry: Entry) -> Submission | None:
    """What was read of the form before; None where it was not kept, or is not what it was."""
    try:
        return submission_of(workspace, entry) if entry.submission else None
    except WorkspaceError:  # `verify` tells of it; the new form is in order
        return None
