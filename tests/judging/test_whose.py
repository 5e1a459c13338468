"""Whose form it is: a stamp decides, everything else must agree with it and among itself, or a person does."""

from pathlib import Path

import pytest

from planwright.bind import bind
from planwright.instruments import Instrument, Instruments
from planwright.model import NOT_TOLD, Severity, Submission, Value
from planwright.stamp import Stamp
from planwright.whose import Fixed, Listed, Whose, whose
from tests.judging.readings import STAMP, good_answers, reading_of

INBOX = Path("/center/inbox")
LISTED = Listed(
    agencies={"harbor": "Harbor Early Learning", "lakeside": "Lakeside Head Start"},
    rounds={"2026-fall": "Fall 2026", "2027-spring": "Spring 2027"},
    inbox=INBOX,
)
HARBOR = ("harbor", "2026-fall")


@pytest.fixture(name="needs")
def _needs(instruments: Instruments) -> Instrument:
    return instruments["needs-assessment", "1"]


def said(needs: Instrument, **answers: Value) -> Submission:
    given = good_answers(needs) | {f"identity.{key}": value for key, value in answers.items()}
    return bind(reading_of(needs, given), needs, STAMP)[0]


def found(
    needs: Instrument,
    path: str,
    stamp: Stamp | None = None,
    fixed: Fixed = Fixed(),  # noqa: B008
    **answers: Value,
) -> Whose:
    at = INBOX / path
    one = whose(said(needs, **answers), needs, LISTED, stamp=stamp, path=at, fixed=fixed)
    assert all(problem.severity is Severity.ERROR for problem in one.problems)  # each of them is for a person
    return one


def told(one: Whose) -> list[str]:
    return [problem.code for problem in one.problems]


# -- forms that were issued -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "form.docx",
        "harbor/form.docx",
        "harbor/2026-fall/form.docx",
        "Harbor Early Learning/FALL 2026/from mail/form.docx",
        "2026-fall/harbor-needs-assessment.docx",
        "from mail/harbor and lakeside.docx",
    ],
)
def test_a_form_counts_for_its_stamp_wherever_nothing_contradicts_it(needs: Instrument, path: str):
    assert found(needs, path, STAMP) == (*HARBOR, ())


@pytest.mark.parametrize(
    ("path", "codes", "words"),
    [
        ("lakeside/form.docx", ["agency-differs"], ["issued for Harbor Early Learning (harbor)", "folder “lakeside”"]),
        ("Lakeside Head Start/f.docx", ["agency-differs"], ["folder “Lakeside Head Start”"]),
        ("Lakeside needs.docx", ["agency-differs"], ["called “Lakeside needs.docx”", "Lakeside Head Start (lakeside)"]),
        ("harbor/lakeside.docx", ["agency-differs"], ["folder “harbor”", "called “lakeside.docx”"]),
        ("harbor/lakeside/form.docx", ["agency-differs"], ["folder “harbor”", "folder “lakeside”"]),
        ("2027-spring/form.docx", ["round-differs"], ["issued for Fall 2026 (2026-fall)", "folder “2027-spring”"]),
        ("harbor spring 2027.pdf", ["round-differs"], ["which names Spring 2027 (2027-spring)"]),
        ("lakeside/2027-spring/f.pdf", ["agency-differs", "round-differs"], []),
    ],
)
def test_a_folder_or_a_name_that_contradicts_the_stamp_is_told_with_both_and_the_stamp_stays(
    needs: Instrument, path: str, codes: list[str], words: list[str]
):
    one = found(needs, path, STAMP)
    assert (one.agency, one.round, told(one)) == (*HARBOR, codes)
    assert all(some in one.problems[0].message for some in words), one.problems[0].message


def test_a_folder_that_is_nearly_the_agency_is_told_with_both_names(needs: Instrument):
    one = found(needs, "Harbour Early Learning/form.docx", STAMP)
    assert (one.agency, told(one)) == ("harbor", ["folder-nearly"])
    assert "“Harbour Early Learning”, which is nearly “Harbor Early Learning”" in one.problems[0].message


def test_what_is_written_over_the_printed_name_is_told_once(needs: Instrument):
    assert told(found(needs, "form.docx", STAMP, agency="Lakeside Head Start")) == ["identity-differs"]
    both = found(needs, "lakeside.docx", STAMP, agency="Lakeside Head Start")
    assert told(both) == ["identity-differs", "agency-differs"]
    assert "“Agency or program” says “Lakeside Head Start”" in both.problems[1].message


def test_an_id_that_is_not_listed_is_told_beside_the_folder_that_contradicts_it(needs: Instrument):
    stamp = Stamp(instrument="needs-assessment", version="1", agency="harbour", round="2026-fall")
    one = found(needs, "harbor/form.docx", stamp)
    assert (one.agency, told(one)) == ("harbour", ["unknown-agency", "agency-differs"])


# -- forms without a stamp --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("harbor/2026-fall/form.docx", {}),
        ("Harbor Early Learning/Fall 2026/form.docx", {}),
        ("form.docx", {"agency": "HARBOR early learning", "round": "fall 2026"}),
        ("harbor/form.docx", {"round": "Fall 2026"}),
        ("2026-fall/harbor-needs.docx", {"agency": "Harbor Early Learning"}),
    ],
)
def test_a_form_without_a_stamp_is_whose_all_that_names_somebody_says(
    needs: Instrument, path: str, answers: dict[str, Value]
):
    assert found(needs, path, **answers) == (*HARBOR, ())


def test_what_only_the_name_of_the_file_says_is_for_a_person(needs: Instrument):
    one = found(needs, "Harbor Early Learning, Fall 2026.docx")
    assert one[:2] == ("harbor", "2026-fall")
    assert told(one) == ["name-alone", "name-alone"]
    assert "Only the file's name says that the form is of Harbor Early Learning (harbor)." in one.problems[0].message


def test_of_a_form_that_nothing_tells_of_nobody_is_guessed(needs: Instrument):
    one = found(needs, "form.docx", completed="2026-09-30")  # a day of Fall 2026, and no round for that
    assert one[:2] == (NOT_TOLD, NOT_TOLD)
    assert told(one) == ["agency-not-told", "round-not-told"]
    assert all("inbox/<agency>/<round>/" in problem.message for problem in one.problems)


@pytest.mark.parametrize(
    ("path", "answers", "agency", "codes"),
    [
        ("lakeside/2026-fall/form.docx", {"agency": "Harbor Early Learning"}, NOT_TOLD, ["agency-differs"]),
        ("lakeside/2026-fall/harbor.docx", {}, NOT_TOLD, ["agency-differs"]),
        ("harbor/2026-fall/form.docx", {"agency": "Harbour Early Learning"}, "harbor", ["identity-nearly"]),
        ("2026-fall/form.docx", {"agency": "Harbour Early Learning"}, "harbor", ["identity-nearly"]),
        ("harbor/2026-fall/form.docx", {"agency": "HEL"}, "harbor", ["identity-unknown"]),
        ("2026-fall/form.docx", {"agency": "HEL"}, NOT_TOLD, ["identity-unknown"]),
        (
            "lakeside/2026-fall/form.docx",
            {"agency": "Harbour Early Learning"},
            NOT_TOLD,
            ["identity-nearly", "agency-differs"],
        ),
    ],
)
def test_what_differs_is_nearly_or_is_no_known_name_is_for_a_person(
    needs: Instrument, path: str, answers: dict[str, Value], agency: str, codes: list[str]
):
    one = found(needs, path, **answers)
    assert (one.agency, one.round, told(one)) == (agency, "2026-fall", codes)


def test_a_near_name_is_told_with_both_and_with_its_question(needs: Instrument):
    (problem,) = found(needs, "2026-fall/form.docx", agency="Harbour Early Learning").problems
    assert problem.item == "identity.agency"
    assert problem.message.startswith(
        "“Agency or program” says “Harbour Early Learning”, which is nearly “Harbor Early Learning” in planwright.toml."
    )


# -- editions that are one agency's or one round's --------------------------------------------------------------------


def test_an_edition_of_one_agency_and_round_says_both(needs: Instrument):
    assert found(needs, "form.docx", fixed=Fixed(*HARBOR)) == (*HARBOR, ())
    assert found(needs, "2026-fall/form.docx", fixed=Fixed(agency="harbor")) == (*HARBOR, ())


def test_what_contradicts_the_edition_is_for_a_person_and_so_is_an_edition_of_nobody(needs: Instrument):
    one = found(needs, "lakeside/form.docx", fixed=Fixed(*HARBOR))
    assert (one.agency, told(one)) == ("harbor", ["agency-differs"])
    assert "its edition is that of Harbor Early Learning (harbor)" in one.problems[0].message
    one = found(needs, "form.docx", fixed=Fixed("harbour", "2026-fall"))
    assert (one.agency, told(one)) == ("harbour", ["unknown-agency"])
    assert told(found(needs, "form.docx", STAMP, Fixed(agency="lakeside"))) == ["agency-differs"]


# -- which folders count ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "agency"),
    [
        ("/lakeside/forms/form.docx", NOT_TOLD),
        ("/forms/lakeside/form.docx", "lakeside"),
        ("/center/review/lakeside/2026-fall/needs-assessment/form.docx", NOT_TOLD),
        ("/center/inbox/lakeside/a/b/form.docx", "lakeside"),
    ],
)
def test_outside_an_inbox_only_the_files_own_folder_counts(needs: Instrument, path: str, agency: str):
    assert whose(said(needs), needs, LISTED, stamp=None, path=Path(path)).agency == agency


def test_what_the_inbox_itself_lies_in_tells_nothing(needs: Instrument, tmp_path: Path, monkeypatch):
    inbox = tmp_path / "lakeside" / "inbox"
    (inbox / "harbor").mkdir(parents=True)
    (tmp_path / "link").symlink_to(inbox)
    listed = Listed(agencies=LISTED.agencies, rounds=LISTED.rounds, inbox=inbox)

    def agency(path: Path) -> str:
        return whose(said(needs), needs, listed, stamp=None, path=path).agency

    assert agency(inbox / "form.docx") == NOT_TOLD
    assert agency(inbox / "harbor" / "form.docx") == "harbor"
    assert agency(tmp_path / "link" / "harbor" / "form.docx") == "harbor"
    monkeypatch.chdir(inbox)
    assert agency(Path("form.docx")) == NOT_TOLD
    assert agency(Path("harbor/form.docx")) == "harbor"
    assert agency(Path("harbor/../form.docx")) == NOT_TOLD
