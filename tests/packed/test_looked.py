"""What of a package is a form is told in a bounded time, and `planwright read` prints each form in it."""

import io
import json
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

import flows.looked
from console.cli import planwright
from flows.form import read_forms
from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Quarantined
from planwright.names import Named, files_named
from tests.packed.zips import zipped
from tests.round_trip.altered import codes_of, known_of
from tests.round_trip.printed import flattened
from tests.round_trip.test_attached import cover


def read(data: bytes, folder: Path, instruments: Instruments) -> list[Outcome]:
    file = folder / "forms.zip"
    file.write_bytes(data)
    return list(read_forms(file, known_of(instruments)))


def test_files_that_lost_their_fields_are_forms_and_letters_are_none(
    tmp_path: Path, instruments: Instruments, forms: list[bytes]
):
    data = zipped({"printed.pdf": flattened(forms[2]), "agenda.pdf": cover()})
    parent, inner = read(data, tmp_path, instruments)
    assert codes_of(parent) == ["package", "attached-unread"]
    assert isinstance(inner.verdict, Accepted)
    assert inner.intake.path.name == "forms.zip › printed.pdf"


def test_what_is_not_looked_at_any_more_is_taken_for_a_form(
    tmp_path: Path, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(flows.looked, "MOST_JUDGED", 1)
    parent, inner = read(zipped({"first.pdf": cover(), "second.pdf": cover(a_png=b"x")}), tmp_path, instruments)
    assert "first.pdf" in parent.verdict.problems[1].message
    assert inner.intake.path.name == "forms.zip › second.pdf"
    assert isinstance(inner.verdict, Quarantined)


def test_documents_for_which_libreoffice_is_needed_are_looked_into_a_few_times(
    tmp_path: Path, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(flows.looked, "MOST_CONVERTED", 0)
    parent, _ = read(zipped({"old.rtf": b"{\\rtf1\\ansi Hello}"}), tmp_path, instruments)
    assert codes_of(parent) == ["package"]


def test_a_package_of_packages_is_looked_through_to_a_limit(
    tmp_path: Path, instruments: Instruments, monkeypatch: pytest.MonkeyPatch
):
    letter = io.BytesIO()
    docx.Document().save(letter)
    data = zipped({"in.zip": zipped({"a.docx": letter.getvalue()})})
    assert codes_of(read(data, tmp_path, instruments)[0]) == ["no-form-within"]
    monkeypatch.setattr(flows.looked, "MOST_BYTES", 100)
    assert codes_of(read(data, tmp_path, instruments)[0]) == ["package"]


@pytest.mark.skipif(not shutil.which("zip"), reason="needs Info-ZIP")
def test_an_archive_with_a_password_is_quarantined_and_one_with_some_of_it_needs_a_person(
    tmp_path: Path, instruments: Instruments, forms: list[bytes]
):
    for number, form in enumerate(forms[:2]):
        (tmp_path / f"{number}.docx").write_bytes(form)
    command = ["zip", "-q", "-P", "secret", "out.zip", "0.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=60)
    [locked] = read((tmp_path / "out.zip").read_bytes(), tmp_path, instruments)
    assert isinstance(locked.verdict, Quarantined)
    assert codes_of(locked) == ["package-closed"]
    assert "0.docx (encrypted)" in locked.verdict.problems[0].message
    subprocess.run(["zip", "-q", "out.zip", "1.docx"], cwd=tmp_path, check=True, timeout=60)
    some, inner = read((tmp_path / "out.zip").read_bytes(), tmp_path, instruments)
    assert isinstance(some.verdict, NeedsReview)
    assert codes_of(some) == ["package", "package-unread"]
    assert isinstance(inner.verdict, Accepted)


def test_read_prints_each_form_in_a_package(tmp_path: Path, forms: list[bytes]):
    file = tmp_path / "forms.zip"
    file.write_bytes(zipped({"harbor/a.docx": forms[0], "in.zip": zipped({"b.pdf": forms[2]})}))
    told = CliRunner().invoke(planwright, ["read", str(file)]).stdout.splitlines()
    assert [Path(json.loads(line)["file"]).name for line in told] == [
        "forms.zip",
        "forms.zip › harbor ∕ a.docx",
        "forms.zip › in.zip",
        "forms.zip › in.zip › b.pdf",
    ]
    raw = CliRunner().invoke(planwright, ["read", "--raw", str(file)]).stdout.splitlines()
    assert [bool(json.loads(line)["fields"]) for line in raw] == [False, True, False, True]


def test_a_name_says_what_a_file_came_within_and_in_which_folders():
    assert files_named("a.zip › harbor ∕ 2026-fall ∕ b.zip › c.docx") == (
        Named((), "a.zip"),
        Named(("harbor", "2026-fall"), "b.zip"),
        Named((), "c.docx"),
    )
    assert files_named("mesa ∕ a.docx") == (Named((), "mesa ∕ a.docx"),)
