"""Forms that came in packages through a whole run: each its own row with its parent, nothing lost, nothing twice."""

import io
import os
import signal
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner

import flows.unpack
from console.cli import planwright
from flows.batch import desk_of, pool_of, read_and_file, take
from flows.inbox import waiting
from planwright.ledger import Entry, FileState, open_ledger
from planwright.problems import OF_ITS_PLACE
from planwright.workspace import Workspace
from tests.packed.compound import attached, msg
from tests.packed.conftest import Run, codes
from tests.packed.zips import zipped
from tests.round_trip.test_attached import PICTURE, cover

ACCEPTED, QUARANTINED, DUPLICATE = FileState.ACCEPTED, FileState.QUARANTINED, FileState.DUPLICATE


def letter(*files: tuple[str, bytes]) -> EmailMessage:
    """An e-mail with these files attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ana@harbor.example", "ta@center.example", "Our forms"
    message.set_content("Dear colleagues,\n\nour forms are attached.\n")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def packages(forms: list[bytes]) -> dict[str, bytes]:
    """The same three forms, packed in each of the ways."""
    named = dict(zip(("a.docx", "b.docx", "c.pdf"), forms, strict=True))
    return {
        "forms.zip": zipped(named),
        "forms.eml": letter(*named.items()).as_bytes(),
        "forms.msg": msg(*(attached(name, data) for name, data in named.items())),
    }


@pytest.mark.parametrize("kind", ["zip", "eml", "msg"])
def test_each_form_in_a_package_is_a_row_of_its_own_with_its_parent(
    workspace: Workspace, run: Run, forms: list[bytes], kind: str
):
    name = f"forms.{kind}"
    data = packages(forms)[name]
    (workspace.inbox / name).write_bytes(data)
    found = run()
    assert {one.name: one.state for one in found.values()} == {
        name: ACCEPTED,
        **{f"{name} › {inner}": ACCEPTED for inner in ("a.docx", "b.docx", "c.pdf")},
    }
    parent = found[name]
    assert codes(parent) == ["package"]
    assert "a.docx, b.docx, c.pdf" in parent.problems[0].message
    assert (parent.parent, parent.facts, parent.submission) == (None, None, None)
    assert {one.parent for one in found.values() if one is not parent} == {parent.id}
    assert workspace.path_of(parent.location or "").read_bytes() == data
    assert [
        workspace.path_of(found[f"{name} › {inner}"].location or "").read_bytes() for inner in ("a.docx", "c.pdf")
    ] == [
        forms[0],
        forms[2],
    ]
    assert run() == found


def test_show_names_the_parent_of_a_form_and_the_forms_of_a_package(workspace: Workspace, run: Run, forms: list[bytes]):
    (workspace.inbox / "forms.zip").write_bytes(packages(forms)["forms.zip"])
    found = run()
    parent, child = found["forms.zip"], found["forms.zip › a.docx"]

    def shown(number: int) -> str:
        return CliRunner().invoke(planwright, ["show", str(number), "--workspace", str(workspace.folder)]).output

    assert f"came within file {parent.id}: forms.zip\n" in shown(child.id)
    assert "holds" not in shown(child.id)
    assert f"holds     file {child.id}, accepted: forms.zip › a.docx\n" in shown(parent.id)
    assert shown(parent.id).count("holds") == 3
    assert "came within" not in shown(parent.id)


def test_a_form_within_a_pdf_has_its_parent_too(workspace: Workspace, run: Run, forms: list[bytes]):
    (workspace.inbox / "letter.pdf").write_bytes(cover(a_docx=forms[0]))
    found = run()
    assert found["letter.pdf › a.docx"].parent == found["letter.pdf"].id


def test_a_form_in_a_pdf_in_an_archive_in_a_letter_is_read_and_each_names_what_it_came_in(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    packed = zipped({"more.pdf": cover(a_docx=forms[0])})
    (workspace.inbox / "mail.eml").write_bytes(letter(("forms.zip", packed)).as_bytes())
    found = run()
    names = ["mail.eml", "mail.eml › forms.zip", "mail.eml › forms.zip › more.pdf"]
    names.append(f"{names[-1]} › a.docx")
    assert list(found) == names
    assert {one.state for one in found.values()} == {ACCEPTED}
    assert [found[name].parent for name in names] == [None, *(found[name].id for name in names[:-1])]


def test_forms_within_too_many_files_go_to_a_person_with_what_they_lie_in(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    data = zipped({"a.docx": forms[0]})
    for _ in range(3):
        data = zipped({"in.zip": data})
    (workspace.inbox / "out.zip").write_bytes(data)
    found = list(run().values())
    assert [one.state for one in found] == [ACCEPTED, ACCEPTED, ACCEPTED, QUARANTINED]
    assert codes(found[-1]) == ["package-closed"]
    assert "a.docx (within too many files)" in found[-1].problems[0].message


def whose(entry: Entry) -> tuple[str, str]:
    """The agency and the round of a form, about which nothing was left open."""
    assert entry.facts is not None
    assert not OF_ITS_PLACE & set(codes(entry))
    return entry.facts.agency, entry.facts.round


# -- folders ----------------------------------------------------------------------------------------------------------


def test_the_folders_in_an_archive_tell_whose_a_form_is_as_those_of_the_inbox_do(
    workspace: Workspace, run: Run, bare: bytes
):
    (workspace.inbox / "told.zip").write_bytes(zipped({"harbor/2026-fall/needs.docx": bare}))
    found = run()
    child = found["told.zip › harbor ∕ 2026-fall ∕ needs.docx"]
    assert whose(child) == ("harbor", "2026-fall")
    assert list(workspace.inbox.iterdir()) == []


def test_a_folder_in_an_archive_that_contradicts_a_form_goes_to_a_person(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    (workspace.inbox / "told.zip").write_bytes(zipped({"Mesa Child Development/needs.docx": forms[0]}))
    child = run()["told.zip › Mesa Child Development ∕ needs.docx"]
    assert (child.state, codes(child)) == (FileState.NEEDS_REVIEW, ["agency-differs"])
    assert "it lies in the folder “Mesa Child Development”" in child.problems[0].message


def test_without_folders_nobody_can_say_whose_a_bare_form_is_until_it_comes_in_a_folder_of_an_archive(
    workspace: Workspace, run: Run, bare: bytes
):
    (workspace.inbox / "bare.zip").write_bytes(zipped({"needs.docx": bare}))
    child = run()["bare.zip › needs.docx"]
    assert child.state is FileState.NEEDS_REVIEW
    assert {"agency-not-told", "round-not-told"} <= set(codes(child))
    (workspace.inbox / "told.zip").write_bytes(zipped({"harbor/2026-fall/needs.docx": bare}))
    found = run()
    assert found["bare.zip › needs.docx"].state is FileState.WITHDRAWN
    assert whose(found["told.zip › harbor ∕ 2026-fall ∕ needs.docx"]) == ("harbor", "2026-fall")


def test_the_folder_of_the_inbox_that_an_archive_came_in_counts_for_what_is_in_it(
    workspace: Workspace, run: Run, bare: bytes
):
    folder = workspace.inbox / "harbor" / "2026-fall"
    folder.mkdir(parents=True)
    (folder / "all.zip").write_bytes(zipped({"needs.docx": bare}))
    assert whose(run()["all.zip › needs.docx"]) == ("harbor", "2026-fall")
    assert folder.is_dir()


def test_a_form_whose_folders_leave_no_room_for_its_name_is_told_and_never_filed_under_half_of_them(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    folders = "/".join(f"{number} {'long ' * 15}" for number in range(4))
    (workspace.inbox / "deep.zip").write_bytes(zipped({f"{folders}/a.docx": forms[0], "b.docx": forms[1]}))
    parent = run()["deep.zip"]
    assert (parent.state, codes(parent)) == (FileState.NEEDS_REVIEW, ["package", "package-unread"])
    assert "a.docx (in folders whose names are too long)" in parent.problems[1].message


# -- what is no form --------------------------------------------------------------------------------------------------


def test_what_is_no_form_makes_one_warning_and_no_row(workspace: Workspace, run: Run, forms: list[bytes]):
    files = {"a.docx": forms[0], "logo.png": PICTURE, "read me.txt": b"Dear colleagues", "agenda.pdf": cover()}
    (workspace.inbox / "forms.zip").write_bytes(zipped(files))
    found = run()
    assert list(found) == ["forms.zip", "forms.zip › a.docx"]
    assert (found["forms.zip"].state, codes(found["forms.zip"])) == (ACCEPTED, ["package", "attached-unread"])
    assert "logo.png, read me.txt, agenda.pdf" in found["forms.zip"].problems[1].message


@pytest.mark.parametrize("files", [{}, {"logo.png": PICTURE, "agenda.pdf": cover()}])
def test_a_package_without_a_form_is_quarantined_with_what_was_in_it(
    workspace: Workspace, run: Run, files: dict[str, bytes]
):
    (workspace.inbox / "forms.zip").write_bytes(zipped(files))
    [entry] = run().values()
    assert (entry.state, codes(entry)) == (QUARANTINED, ["no-form-within"])
    assert (", ".join(files) or "no file at all") in entry.problems[0].message


# -- the same bytes, and stops ----------------------------------------------------------------------------------------


def test_a_form_whose_bytes_came_before_is_a_duplicate_with_its_parent(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    (workspace.inbox / "a.docx").write_bytes(forms[0])
    first = run()["a.docx"]
    (workspace.inbox / "forms.zip").write_bytes(zipped({"x.docx": forms[0], "y.docx": forms[0]}))
    found = run()
    for name in ("forms.zip › x.docx", "forms.zip › y.docx"):
        again = found[name]
        assert (again.state, again.duplicate_of, again.parent) == (DUPLICATE, first.id, found["forms.zip"].id)


def test_two_archives_of_one_name_keep_their_forms_apart(workspace: Workspace, run: Run, forms: list[bytes]):
    for number in range(2):
        (workspace.inbox / "forms.zip").write_bytes(zipped({"a.docx": forms[number]}))
        run()
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries()
    assert [(one.name, one.state, one.parent) for one in entries] == [
        ("forms.zip", ACCEPTED, None),
        ("forms.zip › a.docx", ACCEPTED, 1),
        ("forms.zip", ACCEPTED, None),
        ("forms.zip › a.docx", ACCEPTED, 3),
    ]


STEPS = [
    "flows.unpack._put",  # nothing is written yet
    "flows.unpack.arrive",  # the bytes are there, and no row
    "flows.batch.file",  # the rows are there, and the parent is not settled
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("are_filed", [False, True])
def test_a_stop_at_any_point_loses_nothing_and_does_nothing_twice(
    workspace: Workspace, run: Run, forms: list[bytes], monkeypatch: pytest.MonkeyPatch, step: str, are_filed: bool
):
    """After it the forms that were written already may be read before their parent is; they get it all the same."""
    (workspace.inbox / "forms.zip").write_bytes(packages(forms)["forms.zip"])
    stop_at(workspace, monkeypatch, step)
    written = [path for path in waiting(workspace) if path.name != "forms.zip"]
    assert bool(written) == (step != STEPS[0])
    if are_filed:
        with desk_of(workspace.folder) as desk, pool_of(desk) as pool:
            list(read_and_file(desk, pool, iter([desk_only(desk, written)])))
    found = run()
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries()
    assert sorted(one.name for one in entries) == sorted(found)
    assert {one.state for one in entries} == {ACCEPTED}
    assert len(entries) == 4
    assert {one.parent for one in entries if one.name != "forms.zip"} == {found["forms.zip"].id}


class Stopped(BaseException):
    """Stands for the end of the process."""


def stop_at(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def stop(*_: object, **__: object) -> None:
        raise Stopped

    with monkeypatch.context() as patched, desk_of(workspace.folder) as desk, pool_of(desk) as pool:
        patched.setattr(step, stop)
        with pytest.raises(Stopped):
            list(read_and_file(desk, pool, iter([take(desk, waiting(workspace)).to_read])))


def desk_only(desk, paths):  # type: ignore[no-untyped-def]
    """What there is to read of these files, while what else waits goes on waiting."""
    others = [path for path in waiting(desk.workspace) if path not in paths]
    for path in others:
        path.rename(path.with_name(f".{path.name}"))
    taken = take(desk, dict.fromkeys(paths)).to_read
    for path in others:
        path.with_name(f".{path.name}").rename(path)
    own = {desk.workspace.location_of(path) for path in paths}
    return [one for one in taken if one.location in own]


def test_a_package_that_is_read_again_does_nothing_twice(workspace: Workspace, run: Run, bare: bytes):
    (workspace.inbox / "harbor" / "2026-fall").mkdir(parents=True)
    packed = zipped({"a.docx": bare, "b.docx": b""})
    (workspace.inbox / "harbor" / "2026-fall" / "forms.zip").write_bytes(packed)
    found = run()
    parent = found["forms.zip"]
    assert (parent.state, codes(parent)) == (FileState.NEEDS_REVIEW, ["package", "package-unread"])
    with open_ledger(workspace.ledger_url) as ledger:
        ledger.read_again([parent.id], "Somebody asked.")
    again = run()
    assert {one.id: (one.state, one.parent) for one in again.values()} == {
        one.id: (one.state, one.parent) for one in found.values()
    }
    assert whose(again["forms.zip › a.docx"]) == ("harbor", "2026-fall")


def test_a_form_that_is_taken_away_before_it_is_read_comes_again_when_its_package_does(
    workspace: Workspace, run: Run, forms: list[bytes], monkeypatch: pytest.MonkeyPatch
):
    (workspace.inbox / "forms.zip").write_bytes(zipped({"a.docx": forms[0]}))
    stop_at(workspace, monkeypatch, "flows.batch.file")
    (workspace.inbox / "forms.zip › a.docx").unlink()
    found = run()
    assert found["forms.zip › a.docx"].state is ACCEPTED


def test_a_file_of_somebody_elses_that_has_the_name_of_a_form_is_left_as_it_is(
    workspace: Workspace, run: Run, forms: list[bytes]
):
    (workspace.inbox / "forms.zip").write_bytes(zipped({"a.docx": forms[0]}))
    (workspace.inbox / "forms.zip › a.docx").write_bytes(forms[1])
    found = run()
    assert {name: (one.state, one.parent) for name, one in found.items()} == {
        "forms.zip": (ACCEPTED, None),
        "forms.zip › a.docx": (ACCEPTED, None),
        "forms.zip › a (2).docx": (ACCEPTED, found["forms.zip"].id),
    }


def test_a_package_with_more_than_goes_through_a_pipe_at_once_is_unpacked_in_several_portions(
    workspace: Workspace, run: Run, forms: list[bytes], monkeypatch: pytest.MonkeyPatch
):
    put: list[int] = []
    whole = flows.unpack._put
    monkeypatch.setattr(flows.unpack, "_put", lambda inbox, some: (put.append(len(some)), whole(inbox, some))[1])
    filled = [padded(one) for one in forms[:2]]
    (workspace.inbox / "forms.zip").write_bytes(zipped({"a.docx": filled[0], "b.docx": filled[1], "c.pdf": forms[2]}))
    found = run()
    assert put == [1, 2]
    assert {one.state for one in found.values()} == {ACCEPTED}


def padded(form: bytes) -> bytes:
    """The form with a picture of five megabytes in its package."""
    held = io.BytesIO(form)
    with zipfile.ZipFile(held, "a") as package:
        package.writestr("word/media/photo.bin", os.urandom(5 * 2**20))
    return held.getvalue()


def test_of_one_file_that_was_sent_no_more_come_than_a_limit_however_deep_they_are_packed(
    workspace: Workspace, run: Run, forms: list[bytes], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("flows.unpack.MOST_OF_ONE", 6)
    inner = {f"{n}.zip": zipped({f"{n} {of}.docx": form for of, form in enumerate(forms[:2])}) for n in range(4)}
    (workspace.inbox / "outer.zip").write_bytes(zipped(inner))
    found = run()
    refused = [one for one in found.values() if codes(one) == ["package-too-much"]]
    assert [one.state for one in refused] == [FileState.QUARANTINED] * 3
    assert len(found) == 1 + 6
    assert sum(one.state is ACCEPTED and one.facts is not None for one in found.values()) == 2


KILLED = """
import os, signal, sys, pathlib
import flows.unpack
from flows.batch import desk_of, pool_of
from flows.stream import Stream
from planwright.workspace import open_workspace
left, put = int(sys.argv[2]), flows.unpack._put
def die(inbox, some):
    global left
    for one in some:
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        put(inbox, [one])
        left -= 1
flows.unpack._put = die
if __name__ == "__main__":
    with desk_of(pathlib.Path(sys.argv[1])) as desk, pool_of(desk) as pool:
        list(Stream(desk, pool).settled())
"""


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_run_that_is_killed_between_two_forms_is_completed_by_the_next(
    workspace: Workspace, run: Run, forms: list[bytes], tmp_path: Path, after: int
):
    (workspace.inbox / "forms.eml").write_bytes(packages(forms)["forms.eml"])
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root), "PLANWRIGHT_READING_WORKERS": "1"}
    command = [sys.executable, str(script), str(workspace.folder), str(after)]
    ended = subprocess.run(command, cwd=root, env=environment, check=False, timeout=120, capture_output=True)
    assert ended.returncode == -signal.SIGKILL
    (workspace.inbox / f".planwright-{'0f' * 8}.part").write_bytes(b"half of a form")  # as a stop within a write leaves
    with open_ledger(workspace.ledger_url) as ledger:
        assert len(ledger.entries()) == 1 + after
    found = run()
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries()
    assert len(entries) == 4
    assert {one.state for one in entries} == {ACCEPTED}
    assert {one.parent for one in entries} == {None, found["forms.eml"].id}
