"""Tables whose rows the respondent adds: every row is kept, nested as it was filled in."""

from pathlib import Path

from planwright.aggregate import aggregate
from planwright.instruments import Instruments
from tests.aggregate.building import CONSENSUS, closed, counted, figure_of, form, instrument_of, sha, summary_of, text

TABLE = {
    "type": "array",
    "title": "People",
    "rows": {"row_title": "Person", "blank_rows": 2},
    "items": {"type": "object", **closed({"name": text(), "task": text()})},
}


def test_every_row_is_listed_with_its_file_and_blank_cells_are_null(tmp_path: Path):
    instrument = instrument_of(tmp_path, {"part": {"people": TABLE}})
    summary = summary_of(
        instrument,
        {
            "part.people.1.name": "Ana",
            "part.people.1.task": None,
            "part.people.2.name": "Bo",
            "part.people.2.task": "x",
        },
        {},
        {"part.people.1.name": "Cy"},
    )
    figure = figure_of(summary, "part.people")
    assert (figure.mode, figure.title, counted(figure)) == ("list", "People", (2, 1, 0))
    assert figure.detail["rows"] == [
        {"source": sha(1), "values": {"name": "Ana", "task": None}},
        {"source": sha(1), "values": {"name": "Bo", "task": "x"}},
        {"source": sha(3), "values": {"name": "Cy", "task": None}},
    ]


def test_rows_nest_as_they_do_on_the_form(instruments: Instruments):
    answers = {
        "plan.goals.1.goal": "All children take part",
        "plan.goals.1.objectives.1.objective": "Plan routines",
        "plan.goals.1.objectives.1.due": "2027-01-31",
        "plan.goals.1.objectives.1.steps.1.step": "Meet",
        "plan.goals.1.objectives.1.steps.2.step": "Write",
        "plan.goals.1.objectives.2.objective": "Coach weekly",
        "plan.goals.2.goal": "Families choose goals",
    }
    submission = form(answers, basis=CONSENSUS, instrument="objectives-goals")
    (summary,) = aggregate(instruments["objectives-goals", "1"], [(sha(1), submission)])
    first, second = (row["values"] for row in figure_of(summary, "plan.goals").detail["rows"])  # type: ignore[attr-defined]
    assert [objective["objective"] for objective in first["objectives"]] == ["Plan routines", "Coach weekly"]
    assert [step["step"] for step in first["objectives"][0]["steps"]] == ["Meet", "Write"]
    assert (second["goal"], second["objectives"]) == ("Families choose goals", [])
