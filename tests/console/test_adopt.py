"""adopt writes a draft, a copy of the blank and a preview, and says what is open
AD02 the preview shows the pages of the blank with the name of each place
AD03 a draft counts for nothing until it is checked; then copies are read like any other form
AD04 --new drafts an instrument that copies are read by
AD05 what is there is left as it is; what is no blank is refused with a cure
AD06 without LibreOffice there is a draft and no preview
AD07 what the draft is not sure of comes first; all questions and their values are there to read
AD08 places that do not come back blank from the blank itself are listed, with what to do
AD09 the preview names each button of a group
AD10 a form that planwright issued is refused, blank or completed; a blank that is filled in already is told first
AD11 --new keeps the questions that every form asks, in the words of our own forms, too
AD12 a question that the form does not ask is needed by no copy, and nothing says that it is"""

import json
import shutil
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from docx.document import Document

from benchmarks.accuracy.truth import ADOPTED, RETURNED, instruments
from console.cli import planwright
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "center")


def run(workspace: Workspace, *arguments: object) -> Result:
    return CliRunner().invoke(planwright, [*map(str, arguments), "--workspace", str(workspace.folder)])


def adopted(workspace: Workspace, blank: str, practice: str, *more: str) -> Result:
    return run(workspace, "adopt", ADOPTED / blank, "--as", practice, *more)


def read(workspace: Workspace, copy: str) -> dict[str, object]:
    said = run(workspace, "read", RETURNED / copy)
    assert said.exception is None or isinstance(said.exception, SystemExit)
    return json.loads(said.stdout)


def filled_in(file: Path) -> Path:
    """Writes a blank of others in which something stands already, as no blank should."""
    with pikepdf.open(ADOPTED / "web-request.pdf") as pdf:
        field = next(one for one in pdf.Root.AcroForm.Fields if one.T == "pays")
        field.V = pikepdf.String("Title I")
        pdf.save(file)
    return file


def codes(outcome: dict[str, object]) -> set[str]:
    return {problem["code"] for problem in outcome["problems"]}


BLANKS = [
    ("needs-survey.docx", "needs-assessment", 53),
    ("team-readiness.docx", "readiness", 67),
    ("capacity-table.docx", "capacity", 69),
    ("vision-es.docx", "visioning", 52),
    ("goals-plan.pdf", "objectives-goals", 67),
    ("fit-checklist.pdf", "fit", 83),
    ("web-request.pdf", "ta-resources", 26),
]


@pytest.mark.parametrize(("blank", "practice", "places"), BLANKS, ids=[one[0] for one in BLANKS])
def test_a_draft_and_a_preview_with_each_place(workspace: Workspace, blank: str, practice: str, places: int) -> None:
    said = adopted(workspace, blank, practice)
    assert said.exit_code == 0, said.output
    file, preview = map(Path, said.stdout.splitlines())
    draft = json.loads(file.read_text(encoding="utf-8"))
    assert (draft["practice"], draft["checked"], len(draft["places"])) == (practice, False, places)
    assert (file.parent / draft["blank"]).read_bytes() == (ADOPTED / blank).read_bytes()
    bound = [place for place in draft["places"] if place["item"]]
    assert f"{len(bound)} of {places} places have a question" in said.stderr
    for place in draft["places"]:
        assert place["item"] or f"no question for {place['place']}: " in said.stderr
    with pypdfium2.PdfDocument(preview.read_bytes()) as pages:
        shown = "".join(page.get_textpage().get_text_range() for page in pages)
    missing = [place["place"] for place in draft["places"] if not _is_named(place["place"], _packed(shown))]
    assert not missing


def _is_named(place: str, shown: str) -> bool:
    """Whether a place is named, long names without their middle."""
    name = _packed(place)
    return name in shown or any(f"{name[:size]}…" in shown for size in range(5, len(name)))


def _packed(text: str) -> str:
    return "".join(text.split())


def test_each_button_of_a_group_is_named(workspace: Workspace) -> None:
    preview = Path(adopted(workspace, "goals-plan.pdf", "objectives-goals").stdout.splitlines()[1])
    with pypdfium2.PdfDocument(preview.read_bytes()) as pages:
        shown = pages[0].get_textpage().get_text_range()
    assert "Group1: Choice1" in shown
    assert "Group1: Choice2" in shown


def test_what_the_form_does_not_ask_is_listed_with_the_values_it_takes(workspace: Workspace) -> None:
    said = adopted(workspace, "needs-survey.docx", "needs-assessment")
    lines = [line for line in said.stderr.splitlines() if line.startswith("  not asked: ")]
    assert lines[0].startswith("  not asked: identity.")
    assert any(" of “needs”: needs.n01.importance" in line for line in lines)
    assert len(lines) < 12
    said = adopted(workspace, "web-request.pdf", "ta-resources")
    needed = "(forms of ours need it, copies of this form count without it)"
    assert f"identity.basis {needed}: Whose answers are these? Values: individual, consensus." in said.stderr
    assert "not asked: offer.resources.1.resource (forms of ours need it" in said.stderr


def test_what_the_draft_is_not_sure_of_is_to_be_checked_first(workspace: Workspace) -> None:
    said = adopted(workspace, "team-readiness.docx", "readiness")
    draft = json.loads(Path(said.stdout.splitlines()[0]).read_text(encoding="utf-8"))
    doubtful = {place["item"] for place in draft["places"] if place["item"] and place["likeness"] < 65}
    told = {line.partition(" → ")[2].partition(" ")[0] for line in said.stderr.splitlines() if " → " in line}
    assert told == doubtful
    assert "planwright read COPY" in said.stderr.splitlines()[-1]


def test_printed_answers_without_a_value_are_listed(workspace: Workspace) -> None:
    said = adopted(workspace, "needs-survey.docx", "needs-assessment")
    assert "  position: Lead teacher" in said.stderr
    assert "Values: director, coach, teacher, " in said.stderr


def test_all_questions_and_their_values_stand_in_a_file(workspace: Workspace) -> None:
    adopted(workspace, "web-request.pdf", "ta-resources")
    text = (workspace.editions / "web-request-questions.txt").read_text(encoding="utf-8")
    assert "offer.resources.1.kind\n    Resource – Kind\n    Values: training, coaching, " in text
    assert "identity.agency\n    Agency or program\n    Text.\n    places in the draft: agency" in text


def test_places_that_cannot_be_read_in_the_blank_are_listed(workspace: Workspace, tmp_path: Path) -> None:
    said = run(workspace, "adopt", filled_in(tmp_path / "filled.pdf"), "--as", "ta-resources")
    assert said.exit_code == 0, said.output
    assert "cannot be read: pays: Who will pay, and for what?: it is filled in already (“Title I”)" in said.stderr
    assert "cannot be read: " not in adopted(workspace, "web-request.pdf", "ta-resources").stderr


def test_copies_count_once_the_edition_is_checked(workspace: Workspace) -> None:
    said = adopted(workspace, "capacity-table.docx", "capacity", "--agency", "harbor", "--round", "2026-fall")
    file = Path(said.stdout.splitlines()[0])
    assert "edition-unchecked" in codes(read(workspace, "capacity-table-alder.docx"))
    corrected = json.loads((ADOPTED / "capacity-table.edition.json").read_text(encoding="utf-8"))
    file.write_text(json.dumps(corrected | {"agency": "harbor", "round": "2026-fall"}), encoding="utf-8")
    outcome = read(workspace, "capacity-table-alder.docx")
    assert (outcome["instrument"], outcome["version"]) == ("capacity", "1")
    assert (outcome["agency"], outcome["round"]) == ("harbor", "2026-fall")
    assert "edition-unchecked" not in codes(outcome)
    answers = {one["item"]: one["value"] for one in outcome["responses"]}
    assert answers["leadership.mandate.score"] == 2
    assert answers["team.facilitator"] == "yes"


def test_a_mistake_in_the_edition_ends_the_command_with_where_it_is(workspace: Workspace) -> None:
    file = Path(adopted(workspace, "capacity-table.docx", "capacity").stdout.splitlines()[0])
    said = json.loads(file.read_text(encoding="utf-8"))
    said["places"][2]["item"] = "team.nobody"
    file.write_text(json.dumps(said), encoding="utf-8")
    failed = run(workspace, "read", RETURNED / "capacity-table-alder.docx")
    assert "at /places/2/item: the instrument has no question “team.nobody”" in str(failed.exception)


def test_new_drafts_an_instrument_that_copies_are_read_by(workspace: Workspace) -> None:
    said = adopted(workspace, "capacity-table.docx", "capacity", "--new", "capacity-review")
    assert said.exit_code == 0, said.output
    schema, file, _ = map(Path, said.stdout.splitlines())
    assert json.loads(schema.read_text(encoding="utf-8"))["instrument"]["practice"] == "capacity-review"
    draft = json.loads(file.read_text(encoding="utf-8"))
    assert all(place["item"] for place in draft["places"])
    file.write_text(json.dumps(draft | {"checked": True}), encoding="utf-8")
    outcome = read(workspace, "capacity-table-alder.docx")
    answers = {one["item"]: one["value"] for one in outcome["responses"]}
    assert outcome["instrument"] == "capacity-review"
    assert answers["questions.change-you-are"] == "Embedded instruction at meals and on the playground"
    assert answers["questions.who-was-in-the-room"] == ["administrators", "teaching-staff"]


def test_an_edition_that_is_there_is_left_as_it_is(workspace: Workspace) -> None:
    file = Path(adopted(workspace, "fit-checklist.pdf", "fit").stdout.splitlines()[0])
    before = file.read_bytes()
    again = adopted(workspace, "fit-checklist.pdf", "fit")
    assert "is there already, and was left as it is" in str(again.exception)
    assert file.read_bytes() == before


def test_what_is_no_blank_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear all", encoding="utf-8")
    said = run(workspace, "adopt", letter, "--as", "fit")
    assert "letter.txt cannot be adopted." in str(said.exception)
    assert not (workspace.folder / "editions").exists()


def test_an_unknown_practice_is_refused_as_other_wrong_options_are(workspace: Workspace) -> None:
    said = adopted(workspace, "fit-checklist.pdf", "fitness")
    assert said.exit_code == 2
    assert "“fitness” is none of" in said.stderr


def test_without_libreoffice_there_is_a_draft_and_no_preview(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    said = adopted(workspace, "needs-survey.docx", "needs-assessment")
    assert said.exit_code == 0
    assert len(said.stdout.splitlines()) == 1
    assert "There is no preview." in said.stderr
    assert "LibreOffice" in said.stderr


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_a_form_that_planwright_issued_is_refused(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    readiness = next(one for one in instruments().newest() if one.practice == "readiness")
    copy = tmp_path / f"copy.{kind}"
    copy.write_bytes(completed(readiness, {}, kind=kind))
    said = run(workspace, "adopt", copy, "--as", "readiness")
    assert f"copy.{kind} is a form that planwright issued (readiness, version 1)" in str(said.exception)
    assert "Put them into the inbox." in str(said.exception)
    assert not (workspace.folder / "editions").exists()


def test_a_blank_that_is_filled_in_already_is_told_first(workspace: Workspace, tmp_path: Path) -> None:
    said = run(workspace, "adopt", filled_in(tmp_path / "filled.pdf"), "--as", "ta-resources")
    first = said.stderr.splitlines()[0]
    assert "in 1 place of the blank something stands already, such as “Title I” in pays." in first
    assert "something stands already" not in adopted(workspace, "web-request.pdf", "ta-resources").stderr


def _card(answers: tuple[str, ...] = ("",) * 4) -> Document:
    form = docx.Document()
    form.add_heading("A card for the voices of families", 0)
    labels = (
        "Agency or program",
        "Collection round",
        "Name of the site",
        "How many hours a week is your child with us?",
    )
    table = form.add_table(rows=4, cols=2, style="Table Grid")
    for row, (label, said) in enumerate(zip(labels, answers, strict=True)):
        table.cell(row, 0).text, table.cell(row, 1).text = label, said
    return form


def test_new_keeps_the_questions_that_every_form_asks(workspace: Workspace, tmp_path: Path) -> None:
    blank, copy = tmp_path / "card.docx", tmp_path / "copy.docx"
    _card().save(str(blank))
    _card(("Harbor Early Learning", "Fall 2026", "Hill House", "30")).save(str(copy))
    said = run(workspace, "adopt", blank, "--as", "needs-assessment", "--new", "family-card")
    assert said.exit_code == 0, said.output
    file = Path(said.stdout.splitlines()[1])
    draft = json.loads(file.read_text(encoding="utf-8"))
    assert [one["item"] for one in draft["places"][:2]] == ["identity.agency", "identity.round"]
    assert "must be answered" not in said.stderr
    assert "identity.name (forms of ours need it, copies of this form count without it)" in said.stderr
    file.write_text(json.dumps(draft | {"checked": True}), encoding="utf-8")
    outcome = json.loads(run(workspace, "read", copy).stdout)
    assert (outcome["agency"], outcome["round"]) == ("harbor", "2026-fall")
    assert "answer-missing" not in codes(outcome)
    assert outcome["verdict"] == "accepted"


def test_new_knows_the_words_of_our_own_forms(workspace: Workspace, tmp_path: Path) -> None:
    needs = next(one for one in instruments().newest() if one.practice == "needs-assessment")
    asked = [one for one in needs.items.values() if one.path.startswith("identity.") and not one.choices]
    asked = [one for one in asked if one.path != "identity.role"]
    form = docx.Document()
    table = form.add_table(rows=len(asked), cols=2, style="Table Grid")
    for row, item in enumerate(asked):
        table.cell(row, 0).text = item.question
    form.save(str(tmp_path / "heads.docx"))
    said = run(workspace, "adopt", tmp_path / "heads.docx", "--as", "needs-assessment", "--new", "heads")
    draft = json.loads(Path(said.stdout.splitlines()[1]).read_text(encoding="utf-8"))
    assert [one["item"] for one in draft["places"]] == [one.path for one in asked]
