"""a form says which edition it was read with, and what that edition said
AG02 a form whose edition was corrected is read again by the next run, and its old entry withdrawn
AG03 until then nothing is counted, and the message says how many and what to do
AG04 a form that waited for its edition to be checked is read again once it is, and nothing of it stays in review
AG05 a superseded form counts again where the corrected edition says it is another person's
AG06 a stop after the copy was made loses nothing and reads nothing twice
AG07 a file that was no known form is read again where the same bytes come in after its form was adopted
AG08 a form is not read again while its edition is a draft, nor where nothing of its edition changed
AG09 of forms without a name two that say the same are for a person; others count
AG10 whose a form is that is read again is told by where it came, not by what its edition said before"""

import json
import os
from collections import Counter
from typing import Any

import pytest

from flows.again import bring_back
from flows.batch import desk_of, pool_of
from flows.inbox import waiting
from flows.stream import Stream
from planwright.aggregate.collect import summaries_of
from planwright.errors import WorkspaceError
from planwright.instruments import load_instruments
from planwright.ledger import FileState, Ledger, open_ledger
from planwright.model import EditionMark
from planwright.workspace import Workspace
from tests.adopted_form import adopt, answered, form, said

BLANK = form()
SWAPPED = [dict(one) for one in said(BLANK)["places"]]
SWAPPED[2]["item"], SWAPPED[3]["item"] = SWAPPED[3]["item"], SWAPPED[2]["item"]
NAMELESS = [dict(one) | ({"item": None} if one["item"] == "identity.name" else {}) for one in said(BLANK)["places"]]
HERE = ("harbor", "2026-fall")


@pytest.fixture(autouse=True)
def _one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANWRIGHT_READING_WORKERS", "1")


def put(workspace: Workspace, name: str, data: bytes) -> None:
    path = workspace.inbox / "harbor" / "2026-fall" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def run(workspace: Workspace) -> Counter[FileState]:
    """What became of the files of one run, those read again among them."""
    with desk_of(workspace.folder) as desk:
        bring_back(desk)
        with pool_of(desk) as pool:
            return Counter(one.state for portion in Stream(desk, pool).settled() for one in portion)


def standing(workspace: Workspace) -> Counter[FileState]:
    with open_ledger(workspace.ledger_url) as ledger:
        return Counter(entry.state for entry in ledger.entries())


def easier(workspace: Workspace) -> list[str]:
    """What the forms that count say would make it easier."""
    with open_ledger(workspace.ledger_url) as ledger:
        files = [workspace.path_of(one.submission or "") for one in ledger.entries(state=FileState.ACCEPTED)]
    said_in = (json.loads(file.read_bytes())["submission"]["responses"] for file in files)
    return sorted(one["value"] for responses in said_in for one in responses if one["item"] == "comments.easier")


def count(workspace: Workspace) -> int:
    with open_ledger(workspace.ledger_url) as ledger:
        found = summaries_of(workspace, ledger, load_instruments(workspace.schema_folders), *HERE)
        return sum(len(one.sources) for one in found)


def test_the_json_of_a_form_names_its_edition_and_what_it_said(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK)
    put(workspace, "one.docx", answered("Ana Diaz"))
    assert run(workspace) == {FileState.ACCEPTED: 1}
    [file] = workspace.archive.rglob("*.json")
    with desk_of(workspace.folder) as desk:
        [edition] = desk.known.editions
        [entry] = desk.ledger.entries()
    kept = json.loads(file.read_bytes())["submission"]["edition"]
    assert EditionMark(**kept) == edition.mark == (entry.facts and (entry.facts.edition, entry.facts.edition_sha256))


def test_a_corrected_edition_reaches_the_forms_that_were_read(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK, places=SWAPPED)
    put(workspace, "one.docx", answered("Ana Diaz"))
    put(workspace, "two.docx", answered("Ben Oda"))
    run(workspace)
    assert easier(workspace) == ["Turnover", "Turnover"]
    assert count(workspace) == 2
    adopt(workspace.editions, BLANK)
    told = r"^2 forms were read with an earlier state of the edition “look”\. Run “planwright ingest”"
    with pytest.raises(WorkspaceError, match=told):
        count(workspace)
    put(workspace, "three.docx", answered("Cy Lund"))
    assert run(workspace) == {FileState.ACCEPTED: 3}
    assert easier(workspace) == ["More time"] * 3
    assert count(workspace) == 3
    assert standing(workspace) == {FileState.ACCEPTED: 3, FileState.WITHDRAWN: 2}
    assert not waiting(workspace)
    assert run(workspace) == {}


def test_a_form_that_waited_for_its_edition_is_read_once_that_is_checked(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK, checked=False)
    put(workspace, "one.docx", answered("Ana Diaz"))
    assert run(workspace) == {FileState.NEEDS_REVIEW: 1}
    assert run(workspace) == {}
    adopt(workspace.editions, BLANK)
    put(workspace, "one again.docx", answered("Ana Diaz"))
    assert run(workspace) == {FileState.ACCEPTED: 1, FileState.DUPLICATE: 1}
    assert [path for path in workspace.review.rglob("*") if path.is_file()] == []


def test_a_superseded_form_counts_again_where_it_is_anothers(workspace: Workspace) -> None:
    wrong: list[dict[str, Any]] = [dict(one) for one in said(BLANK)["places"]]
    wrong[0]["item"], wrong[2]["item"] = "comments.easier", "identity.name"
    adopt(workspace.editions, BLANK, places=wrong)
    put(workspace, "one.docx", answered("Ana Diaz", day="2026-09-28"))
    put(workspace, "two.docx", answered("Ben Oda", day="2026-09-30"))
    run(workspace)
    assert standing(workspace) == {FileState.ACCEPTED: 1, FileState.SUPERSEDED: 1}
    adopt(workspace.editions, BLANK)
    assert run(workspace) == {FileState.ACCEPTED: 2}


def test_a_stop_after_the_copy_loses_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt(workspace.editions, BLANK, places=SWAPPED)
    put(workspace, "one.docx", answered("Ana Diaz"))
    run(workspace)
    adopt(workspace.editions, BLANK)

    def stop(_: Ledger, ids: list[int], _reason: str) -> None:
        if ids:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "withdraw", stop)
        with pytest.raises(KeyboardInterrupt):
            run(workspace)
    assert len(waiting(workspace)) == 1
    assert standing(workspace) == {FileState.ACCEPTED: 1}
    assert run(workspace) == {FileState.ACCEPTED: 1}
    assert standing(workspace) == {FileState.ACCEPTED: 1, FileState.WITHDRAWN: 1}
    assert easier(workspace) == ["More time"]
    assert not waiting(workspace)


def test_a_file_of_an_unknown_form_is_read_once_that_is_adopted(workspace: Workspace) -> None:
    put(workspace, "one.docx", answered("Ana Diaz"))
    assert run(workspace) == {FileState.QUARANTINED: 1}
    adopt(workspace.editions, BLANK)
    put(workspace, "one.docx", answered("Ana Diaz"))
    assert run(workspace) == {FileState.ACCEPTED: 1}


def test_a_draft_reads_nothing_again(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK)
    put(workspace, "one.docx", answered("Ana Diaz"))
    run(workspace)
    likely = [dict(one) | {"likeness": 90} for one in said(BLANK)["places"]]
    adopt(workspace.editions, BLANK, places=likely)
    assert run(workspace) == {}
    assert count(workspace) == 1
    file = adopt(workspace.editions, BLANK, checked=False, places=SWAPPED)
    assert run(workspace) == {}
    with pytest.raises(WorkspaceError, match=r"^1 form was read with .* Correct look\.edition\.json, set “checked”"):
        count(workspace)
    file.unlink()
    with pytest.raises(WorkspaceError, match="edition “look”, which is not in editions/ any more"):
        count(workspace)


def test_forms_without_a_name_that_say_the_same_are_for_a_person(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK, places=NAMELESS)
    put(workspace, "one.docx", answered("Ana"))
    put(workspace, "copy.docx", answered("Ana", easier="more  time"))
    put(workspace, "two.docx", answered("Ben", easier="Coaching"))
    assert run(workspace) == {FileState.ACCEPTED: 2, FileState.NEEDS_REVIEW: 1}
    with open_ledger(workspace.ledger_url) as ledger:
        [waits] = ledger.entries(state=FileState.NEEDS_REVIEW)
        held = [one for one in ledger.entries() if one.state is FileState.ACCEPTED]
    assert "all their answers are the same" in waits.problems[-1].message
    assert all(any(one.code == "name-not-asked" for one in entry.problems) for entry in (waits, *held))


def test_a_form_read_again_lies_where_it_came_and_not_where_its_edition_said(workspace: Workspace) -> None:
    adopt(workspace.editions, BLANK, agency="harbor", round="2026-fall")
    (workspace.inbox / "one.docx").write_bytes(answered("Ana Diaz"))
    os.utime(workspace.inbox / "one.docx", (1, 1))
    assert run(workspace) == {FileState.ACCEPTED: 1}
    adopt(workspace.editions, BLANK)
    assert run(workspace) == {FileState.NEEDS_REVIEW: 1}
    with open_ledger(workspace.ledger_url) as ledger:
        [waits] = ledger.entries(state=FileState.NEEDS_REVIEW)
    assert {"agency-not-told", "round-not-told"} <= {one.code for one in waits.problems}
