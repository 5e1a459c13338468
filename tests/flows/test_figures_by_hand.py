"""Figures worked out by hand from the filled forms, and found again in the summaries and in the plan's text."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planwright.instruments import Instruments
from planwright.model import Value
from planwright.workspace import Workspace
from tests.forms import completed, new_workspace, plan_of, read_inbox
from tests.plan_text import lines_of

Answers = dict[str, Value]

# Six people; the last one leaves “today” of the second need open, and r04 of readiness.
NEEDS: dict[str, tuple[Value, ...]] = {
    "needs.n01.current": (1, 2, 3, 2, 1, 3),
    "needs.n01.desired": (4, 4, 5, 5, 3, 5),  # gaps 3 2 2 3 2 2, together 14
    "needs.n01.importance": (3, 3, 2, 3, 1, 2),  # together 14
    "needs.n02.current": (4, 4, 4, 4, 4, None),
    "needs.n02.desired": (5, 5, 5, 5, 5, 5),  # five gaps of 1
    "needs.n02.importance": (1, 1, 1, 1, 1, 2),  # together 7
    "priorities.teaching": (1, 1, 2, 1, 1, 3),  # together 9
    "priorities.behavior": (2, 2, 1, 2, 2, 1),  # together 10
    "priorities.families": (3, 3, 3, 3, 3, 2),  # together 17
    "priorities.teaming": (4, 4, 4, 4, 4, 4),
    "priorities.staff": (5, 5, 5, 5, 5, 5),
}
COMMITMENT, EFFICACY = ("r01", "r04", "r05", "r07", "r10", "r12"), ("r02", "r03", "r06", "r08", "r09", "r11")
READINESS = (  # six people: commitment, efficacy
    ((5, 5, 5, 5, 5, 5), (1,) * 6),  # 30/6, 1
    ((4, 4, 4, 4, 4, 5), (2,) * 6),  # 25/6, 2
    ((3, 3, 3, 3, 3, 3), (3,) * 6),  # 18/6, 3
    ((2, 2, 2, 2, 2, 2), (4,) * 6),  # 12/6, 4
    ((5, 4, 3, 2, 1, 3), (5,) * 6),  # 18/6, 5
    ((5, None, 5, 5, 5, 5), (3,) * 6),  # not counted, 3
)
WEIGHTS = ((0.4, 0.3, 0.2, 0.1), (0.4, 0.3, 0.2, 0.1), (0.5, 0.2, 0.2, 0.1), (0.4, 0.3, 0.2, 0.1), (0.3, 0.4, 0.2, 0.1))
CRITERIA = ("benefit", "urgency", "means", "support")  # weights together 2.0, 1.5, 1.0, 0.5
RATINGS = {  # the same by all five; ranks from 1, the worst, to 5, and the total
    "teaching": (5, 5, 5, 5),  # 5 5 5 5: 10 + 7.5 + 5 + 2.5 = 25
    "behavior": (4, 4, 1, 3),  # 4 3.5 1 3.5: 8 + 5.25 + 1 + 1.75 = 16
    "families": (3, 4, 2, 3),  # 3 3.5 2.5 3.5: 6 + 5.25 + 2.5 + 1.75 = 15.5
    "teaming": (2, 2, 2, 2),  # 2 2 2.5 2: 4 + 3 + 2.5 + 1 = 10.5
    "staff": (1, 1, 3, 1),  # 1 1 4 1: 2 + 1.5 + 4 + 0.5 = 8
}
VOTES = {
    "teaching": (5, 4, 10, 0, 1),  # 20
    "behavior": (3, 4, 0, 5, 1),  # 13
    "families": (2, 2, 0, 5, 1),  # 10
    "teaming": (0, 0, 0, 0, 1),  # 1
    "staff": (0, 0, 0, 0, 6),  # 6
}
CAPACITY: dict[str, tuple[Value, ...]] = {  # of at most 2 each
    "leadership": (2, 1, 0, 1),  # 4 of 8
    "people": (2, 2, None, 1),  # 5 of 6, one left blank
    "learning": (0, 0, 0),
    "information": (2, 2, 2),
    "means": (1, 1, 1, 1),  # 4 of 8
}
FIT: dict[str, tuple[Value, ...]] = {
    "practice": (5, 4, 3, "na", 2, 1, 5, 4),  # 24 over 7
    "assistance": (4, 4, 4, 4, 4, 4, 4, None),  # one left blank: no mean
}


@pytest.fixture(scope="module")
def workspace(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = new_workspace(tmp_path_factory.mktemp("hand") / "center")
    forms = dict(returned(instruments))
    for name, form in forms.items():
        (made.inbox / name).write_bytes(form)
    assert read_inbox(made) == {"accepted": len(forms)}
    return made


@pytest.fixture(scope="module")
def plan(workspace: Workspace, instruments: Instruments) -> Path:
    return plan_of(workspace, instruments).path


@pytest.fixture(scope="module")
def figures(plan: Path) -> dict[str, dict[str, Any]]:
    """Every figure of the summaries beside the plan, by item."""
    summaries = json.loads(plan.with_suffix(".summary.json").read_bytes())
    return {f"{one['instrument']}/{figure['item']}": figure for one in summaries for figure in one["figures"]}


@pytest.fixture(scope="module")
def lines(plan: Path) -> list[str]:
    return lines_of(plan)


def returned(instruments: Instruments) -> dict[str, bytes]:
    needs = [{path: answers[person] for path, answers in NEEDS.items()} for person in range(6)]
    readiness = [
        {f"statements.{name}": value for name, value in zip(COMMITMENT + EFFICACY, (*one, *two), strict=True)}
        for one, two in READINESS
    ]
    decision: list[Answers] = [
        {
            **{f"weights.{one}": weight for one, weight in zip(CRITERIA, WEIGHTS[person], strict=True)},
            **{
                f"options.{option}.{one}": rating
                for option, ratings in RATINGS.items()
                for one, rating in zip(CRITERIA, ratings, strict=True)
            },
            **{f"votes.{option}": votes[person] for option, votes in VOTES.items()},
        }
        for person in range(5)
    ]
    of = {"needs-assessment": needs, "readiness": readiness, "decision-making": decision}
    of |= {"capacity": [in_order(instruments, "capacity", "score", CAPACITY)]}
    of |= {"fit": [in_order(instruments, "fit", "rating", FIT)]}
    return {
        f"{practice}-{person}.{kind}": completed(
            instruments[practice, "1"], answers, kind=kind, name=f"{practice} {person}"
        )
        for practice, people in of.items()
        for person, answers in enumerate(people)
        for kind in (("docx", "pdf")[person % 2],)
    }


def in_order(instruments: Instruments, practice: str, item: str, held: dict[str, tuple[Value, ...]]) -> Answers:
    """The answers to the rows of each section, in the order they are printed."""
    answers: Answers = {}
    for section, values in held.items():
        paths = [
            path
            for path in instruments[practice, "1"].items
            if path.startswith(f"{section}.") and path.endswith(f".{item}")
        ]
        answers |= dict(zip(paths, values, strict=True))
    return answers


@pytest.mark.parametrize(
    ("item", "value", "n", "missing", "not_applicable"),
    [
        ("needs-assessment/needs.n01", 2.333333, 6, 0, 0),
        ("needs-assessment/needs.n02", 1.0, 5, 1, 0),
        ("needs-assessment/needs.n03", None, 0, 6, 0),
        ("needs-assessment/priorities.teaching", 1.5, 6, 0, 0),
        ("needs-assessment/priorities.behavior", 1.666667, 6, 0, 0),
        ("readiness/commitment", 3.433333, 5, 1, 0),  # (30 + 25 + 18 + 12 + 18) / 6 / 5
        ("readiness/efficacy", 3.0, 6, 0, 0),
        ("decision-making/votes.teaching", 20, 5, 0, 0),
        ("decision-making/votes.staff", 6, 5, 0, 0),
        ("capacity/leadership-in-place", 50.0, 1, 0, 0),
        ("capacity/people-in-place", 83.333333, 1, 0, 0),
        ("capacity/learning-in-place", 0.0, 1, 0, 0),
        ("capacity/information-in-place", 100.0, 1, 0, 0),
        ("fit/practice-fits", 3.428571, 1, 0, 0),
        ("fit/assistance-fits", None, 0, 1, 0),
    ],
)
def test_a_figure_in_the_summary_is_the_one_worked_out_by_hand(
    figures: dict[str, dict[str, Any]], item: str, value: float | None, n: int, missing: int, not_applicable: int
):
    figure = figures[item]
    assert (figure["value"], figure["n"], figure["missing"]) == (value, n, missing)
    assert figure["not_applicable"] == not_applicable
    assert len(figure["sources"]) == n


def test_gaps_are_weighed_by_importance(figures: dict[str, dict[str, Any]]):
    details = [figures[f"needs-assessment/needs.{row}"]["detail"] for row in ("n01", "n02")]
    assert [(one["weighted"], one["place"]) for one in details] == [(5.444444, 1), (1.166667, 2)]
    assert [(one["current"], one["desired"]) for one in details] == [(2.0, 4.333333), (4.0, 5.0)]


def test_the_weighted_matrix_is_the_one_worked_out_by_hand(figures: dict[str, dict[str, Any]]):
    detail = figures["decision-making/matrix"]["detail"]
    assert [(one["option"], one["total"], one["place"]) for one in detail["options"]] == [
        ("teaching", 25.0, 1),
        ("behavior", 16.0, 2),
        ("families", 15.5, 3),
        ("teaming", 10.5, 4),
        ("staff", 8.0, 5),
    ]
    assert [one["weight"] for one in detail["criteria"]] == [2.0, 1.5, 1.0, 0.5]


@pytest.mark.parametrize(
    "line",
    [
        "1 | {needs.n01} | 2.0 | 4.3 | +2.3 | 2.3 | 6 of 6",
        "2 | {needs.n02} | 4.0 | 5.0 | +1.0 | 1.2 | 5 of 6",
        "1 | {needs.n01} | 5.4 | 6 of 6",
        "2 | {needs.n02} | 1.2 | 5 of 6",
        "1 | Instruction inside routines | 1.5 | 6 of 6",
        "2 | Social-emotional learning and behavior | 1.7 | 6 of 6",
        "3 | Partnership with families | 2.8 | 6 of 6",
        "1 | Instruction inside routines | 20 | 5 of 5",
        "5 | Teaming across roles | 1 | 5 of 5",
        "1 | Instruction inside routines | 25.0 | 5 of 5",
        "3 | Partnership with families | 15.5 | 5 of 5",
        "Commitment: we want to make the change | 3.4 of 5 | 5 of 6",
        "Efficacy: we are able to make the change | 3.0 of 5 | 6 of 6",
        "Leadership | 50% | 1 of 1",
        "People and time | 83% | 1 of 1",
        "Training and coaching | 0% | 1 of 1",
        "Information | 100% | 1 of 1",
        "Fit of the practice with the program | 3.4 of 5 | – | 1 of 1",
        "Fit of the assistance with the program’s ecology | not provided | – | 0 of 1",
    ],
)
def test_a_line_of_the_plan_says_what_was_worked_out_by_hand(lines: list[str], instruments: Instruments, line: str):
    rows = {
        f"{{{child.path}}}": child.title
        for section in instruments["needs-assessment", "1"].sections
        for child in section.children
        if hasattr(child, "title")
    }
    for name, title in rows.items():
        line = line.replace(name, title)
    assert line.replace("’", "'") in [one.replace("’", "'") for one in lines]


def test_what_was_marked_as_not_applying_says_so(lines: list[str]):
    assert any(line.endswith("| does not apply | not provided | 0 of 1") for line in lines)


def test_the_csv_says_the_same_as_the_json(plan: Path, figures: dict[str, dict[str, Any]]):
    text = plan.with_suffix(".summary.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["part"] == "figure"]
    told = {f"{row['instrument']}/{row['item']}": row for row in rows}
    assert told.keys() == figures.keys()
    for item, figure in figures.items():
        value = "" if figure["value"] is None else str(figure["value"])
        assert told[item]["value"].lstrip("'") == value, item
        assert told[item]["n"] == str(figure["n"])
