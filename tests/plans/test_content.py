"""What a plan says comes from summaries by slot alone; nothing is invented, withheld figures stay withheld."""

from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

import planwright.plans.gaps
from planwright.errors import InstrumentError
from planwright.figures import Summary
from planwright.instruments import Instruments, Item, Kind
from planwright.model import Value
from planwright.plans import NOT_PROVIDED, plan_content
from tests.plans.harbor import (
    ABOUT,
    all_summaries,
    blank,
    content_of,
    figure,
    newest,
    recognisable,
    summary_of,
)


def texts(value: object) -> list[str]:
    """Every text in a content, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for one in value for text in texts(one)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


def with_figures(summary: Summary, **changed: dict[str, object]) -> Summary:
    """The summary with some figures changed, by item path (`__` stands for a point)."""
    by_item = {item.replace("__", "."): about for item, about in changed.items()}
    return replace(
        summary,
        figures=tuple(replace(one, **by_item[one.item]) if one.item in by_item else one for one in summary.figures),  # type: ignore[arg-type]
    )


def test_every_annotated_place_of_every_instrument_reaches_the_plan(instruments: Instruments):
    said = "\n".join(texts(content_of(instruments, all_summaries(instruments))))
    for instrument in instruments.newest():
        for item in instrument.items.values():
            written = item.kind in (Kind.TEXT, Kind.LONG_TEXT)
            if item.plan and written:
                rows = (1,) * len(item.tables)
                assert f"{item.at(rows)} by 1" in said, f"{instrument.practice}: {item.path} feeds {item.plan}"


def test_rows_of_nested_tables_keep_their_order_and_number(instruments: Instruments):
    content = content_of(instruments, [summary_of(newest(instruments, "objectives-goals"))])
    assert [goal.number for goal in content.goals] == ["1", "2"]
    steps = content.goals[1].objectives[0].steps
    assert [step.number for step in steps] == ["2.1.1", "2.1.2"]
    assert "goals.2.objectives.1.steps.2" in steps[1].step
    assert steps[1].due == "Oct 1, 2026"


def test_nothing_returned_gives_an_empty_plan_and_names_what_is_missing(instruments: Instruments):
    content = content_of(instruments, [])
    assert content.based_on == "forms not provided"
    assert content.goals == content.practices == content.needs == content.rankings == ()
    assert len(content.not_returned) == len(instruments.newest())
    assert content.logic_model.inputs == (NOT_PROVIDED,)
    assert content.vision.checks == NOT_PROVIDED


def test_blank_forms_say_not_provided_and_invent_nothing(instruments: Instruments):
    summaries = [summary_of(one, blank, rows=0) for one in instruments.newest()]
    content = content_of(instruments, summaries)
    for answered in (*content.strengths, *content.vision.detail, *content.review_dates, *content.practices_detail):
        assert answered.answers == (NOT_PROVIDED,)
    assert content.goals == ()
    assert content.empty.goals == NOT_PROVIDED
    assert not any(block.chart for block in (*content.needs, *content.readiness, *content.capacity))
    assert all(row.value == NOT_PROVIDED for block in content.readiness for row in block.rows)


def test_figures_of_too_few_answers_are_withheld_in_words_and_never_shown(instruments: Instruments):
    readiness = newest(instruments, "readiness")
    content = content_of(instruments, [summary_of(readiness, forms=3)])
    words = f"withheld: only 3 answers, {readiness.least_answers} needed"
    assert {row.value for block in content.readiness for row in block.rows} == {words}
    assert not content.readiness[0].chart
    assert content.readiness[0].chart.instead == words
    assert "by 1" not in "\n".join(texts(content))
    shown, _, figures = content.assessments[0].withheld.partition(" of ")
    assert figures == f"{shown} figures"


def test_a_figure_withheld_for_one_of_its_parts_does_not_claim_too_few_answers(instruments: Instruments):
    readiness = newest(instruments, "readiness")
    score = readiness.scores[0]
    summary = with_figures(
        summary_of(readiness, forms=6), **{score.id: {"withheld": True, "value": None, "detail": {}}}
    )
    row = content_of(instruments, [summary]).readiness[0].rows[0]
    assert row.value == f"withheld: it would show what fewer than {readiness.least_answers} people answered"
    assert row.answers == "6 of 6"


def test_withheld_rows_of_a_table_say_so_where_the_rows_would_stand(instruments: Instruments):
    goals = newest(instruments, "objectives-goals")
    summary = summary_of(goals)
    held = figure("plan.goals", mode="list", n=3, withheld=True)
    changed = tuple(held if one.item == "plan.goals" else one for one in summary.figures)
    plain = {"individual_goals": replace(summary, basis="individual", figures=changed)}
    content = content_of(instruments, plain.values())
    assert content.goals == ()
    assert content.empty.goals.startswith("withheld: ")


def test_gaps_are_ranked_largest_first_and_equal_ones_share_their_place(instruments: Instruments):
    needs = content_of(instruments, [summary_of(newest(instruments, "needs-assessment"), gap_by_row)]).needs[0]
    gaps = [float(row.gap) for row in needs.rows]
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[0] > gaps[-1]
    assert needs.rows[0].place == "1="
    assert needs.chart.labels[0] == needs.rows[0].title


def gap_by_row(item: Item, rows: tuple[int, ...], form: int) -> Value:
    """Wants as much more as the number of the row, by threes."""
    if item.kind is Kind.RATING and item.id == "current":
        return 1
    if item.kind is Kind.RATING and item.id == "desired":
        return 2 + int(item.path.split(".")[1][1:]) % 3
    return recognisable(item, rows, form)


@pytest.mark.parametrize(("desired", "gap"), [(2, "−3"), (5, "0")])
def test_a_row_that_wants_no_more_than_it_has_is_in_the_table_and_in_the_picture(
    instruments: Instruments, desired: int, gap: str
):
    def one_down(item: Item, rows: tuple[int, ...], form: int) -> Value:
        ends = {"needs.n01.current": 5, "needs.n01.desired": desired}
        return ends.get(item.path) or gap_by_row(item, rows, form)

    needs = content_of(instruments, [summary_of(newest(instruments, "needs-assessment"), one_down)]).needs[0]
    assert needs.rows[-1].gap == gap
    assert [series.values[-1] for series in needs.chart.series] == [5, desired]
    assert list(needs.chart.labels) == [row.title for row in needs.rows]
    assert needs.undrawn == ""


def test_the_rows_a_picture_has_no_room_for_are_named(instruments: Instruments, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(planwright.plans.gaps, "MOST_BARS", 12)
    needs = content_of(instruments, [summary_of(newest(instruments, "needs-assessment"), gap_by_row)]).needs[0]
    last = [row.title for row in needs.rows[12:]]
    assert needs.undrawn == f"Not in the picture: {last[0]}; {last[1]}."
    assert needs.undrawn in needs.chart.finding


def test_a_rating_that_is_not_drawn_is_named_with_the_reason(instruments: Instruments):
    readiness = newest(instruments, "readiness")
    held = {readiness.scores[0].id: {"withheld": True, "value": None, "detail": {}}}
    block = content_of(instruments, [with_figures(summary_of(readiness, forms=6), **held)]).readiness[0]
    assert len(block.chart.labels) == len(block.rows) - 1
    assert block.undrawn == f"Not in the picture: {block.rows[0].title} – {block.rows[0].value}."
    assert block.undrawn in block.chart.finding


def test_the_scale_of_importance_stands_with_the_question_it_answers(instruments: Instruments):
    needs = content_of(instruments, [summary_of(newest(instruments, "needs-assessment"))]).needs[0]
    assert needs.importance == "the answer to “How soon”, 1 = Can wait to 3 = Urgent"


def test_blocks_of_one_title_say_whose_answers_they_show(instruments: Instruments):
    assessment = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(assessment, forms=6), summary_of(assessment)])
    title = content_of(instruments, [summary_of(assessment)]).needs[0].title
    assert [block.title for block in content.needs] == [
        f"{title} – agreed by the team",
        f"{title} – individual answers",
    ]
    titles = [ranking.title for ranking in content.rankings]
    assert len(titles) == len(set(titles)) == 4


def test_forms_that_wait_are_named_apart_from_those_that_did_not_come(instruments: Instruments):
    counted = [summary_of(newest(instruments, "readiness"), forms=6)]
    content = content_of(instruments, counted, {"capacity": 1, "readiness": 2, "no-longer-here": 1})
    assert [(one.title, one.forms, one.counted) for one in content.waiting] == [
        ("Readiness for change", "2 forms", "6 forms"),
        ("Capacity for change", "1 form", "none"),
        ("no-longer-here", "1 form", "none"),
    ]
    assert content.uncounted == "4 more forms wait for a person"
    assert "Capacity for change" not in content.not_returned
    assert len(content.not_returned) == len(instruments.newest()) - 2
    assert content.empty.capacity == "not provided yet: 1 form waits for a person"
    assert content.empty.people == NOT_PROVIDED


def test_where_nothing_waits_nothing_is_said_of_it(instruments: Instruments):
    content = content_of(instruments, [])
    assert (content.waiting, content.uncounted) == ((), "")
    assert set(texts(content.empty)) == {NOT_PROVIDED}


def test_waiting_forms_are_promised_only_to_the_parts_they_feed(instruments: Instruments):
    empty = content_of(instruments, [], {"needs-assessment": 2}).empty
    fed = {field.name for field in fields(empty) if getattr(empty, field.name) != NOT_PROVIDED}
    assert fed == {"setting", "needs", "strengths", "concerns", "priorities"}


def test_consensus_answers_are_shown_as_agreed_and_beside_individual_ones(instruments: Instruments):
    assessment = newest(instruments, "needs-assessment")
    content = content_of(instruments, [summary_of(assessment, forms=6), summary_of(assessment)])
    assert [block.source for block in content.needs] == [
        "Needs assessment, 1 agreed team form",
        "Needs assessment, 6 individual forms",
    ]
    assert "on average" not in content.needs[0].chart.finding
    assert "on average" in content.needs[1].chart.finding
    assert content.needs[0].rows[0].current.isdigit()
    assert "." in content.needs[1].rows[0].current


def test_the_two_fits_stay_apart(instruments: Instruments):
    fit = content_of(instruments, [summary_of(newest(instruments, "fit"))]).fit
    practice, ta = fit.practice[0], fit.ta[0]
    assert not {row.title for row in practice.rows} & {row.title for row in ta.rows}
    assert practice.rows[0].note == "practice.mission.note by 1"
    assert practice.rows[0].value.partition(" – ")[0].isdigit()
    assert practice.rows[-1].value.endswith(" of 5")


def test_votes_ranks_and_the_matrix_are_lists_of_their_own(instruments: Instruments):
    summaries = [
        summary_of(newest(instruments, practice), forms=6) for practice in ("needs-assessment", "decision-making")
    ]
    rankings = content_of(instruments, summaries).rankings
    by = [ranking.by for ranking in rankings]
    assert len(rankings) == 4
    assert by[1] == "mean rank, 1 is first"
    ranks = [float(row.value) for row in rankings[1].rows]
    assert ranks == sorted(ranks)
    assert rankings[3].rows[0].place.startswith("1")


def test_every_no_of_the_vision_checks_is_named(instruments: Instruments):
    def no_to_plain(item: Item, rows: tuple[int, ...], form: int) -> Value:
        return "no" if item.path == "checks.plain" else recognisable(item, rows, form)

    visioning = newest(instruments, "visioning")
    vision = content_of(instruments, [summary_of(visioning, no_to_plain)]).vision
    assert vision.unsettled == (visioning.items["checks.plain"].question,)
    assert vision.checks == "1 of 8 checks still needs work or a closer look."
    assert content_of(instruments, [summary_of(visioning)]).vision.checks == "None of 8 checks was answered with no."


def test_a_role_that_is_blank_beside_others_is_no_role_and_an_empty_task_is_not_provided(instruments: Instruments):
    def director_only(item: Item, rows: tuple[int, ...], form: int) -> Value:
        if item.kind is not Kind.ROLE:
            return recognisable(item, rows, form)
        return ("A", "R") if item.id == "director" and "arrivals" not in item.path else ()

    grid = content_of(instruments, [summary_of(newest(instruments, "staff-roles"), director_only)]).roles[0]
    by_task = {task.task: task.cells for task in grid.tasks}
    assert grid.tasks[0].cells == ("A/R", *["–"] * (len(grid.columns) - 1))
    assert set(by_task["Bring in new colleagues"]) == {NOT_PROVIDED}
    assert "further.tasks.2.task by 1" in by_task


def test_provisional_instruments_are_marked_wherever_they_are_named(instruments: Instruments):
    visioning = replace(newest(instruments, "visioning"), provisional=True)
    content = content_of(Instruments([visioning]), [summary_of(visioning)])
    assert content.assessments[0].title == "Vision for change (provisional)"
    assert content.vision.detail[0].source.startswith("Vision for change (provisional), ")
    assert content.provisional.startswith("Provisional: Vision for change.")
    assert "finding" not in content.provisional


def test_the_cover_says_from_how_many_forms_and_when(instruments: Instruments):
    content = content_of(instruments, all_summaries(instruments))
    forms = sum(len(summary.sources) for summary in all_summaries(instruments))
    kinds = len(instruments.newest())
    assert content.based_on == f"{forms} forms of {kinds} instruments, completed October 1 to 6, 2026"
    assert content.prepared == "October 12, 2026"


def test_signatures_never_print_a_name(instruments: Instruments):
    content = content_of(instruments, all_summaries(instruments))
    assert content.signatures
    assert not any("by 1" in text for one in content.signatures for text in texts(one))


def test_the_order_in_which_summaries_arrive_changes_nothing(instruments: Instruments):
    summaries = all_summaries(instruments)
    assert content_of(instruments, summaries) == content_of(instruments, summaries[::-1])


def test_a_summary_of_an_instrument_that_is_gone_stops_with_its_name(instruments: Instruments):
    lost = replace(summary_of(newest(instruments, "visioning")), version="99")
    with pytest.raises(InstrumentError, match="“visioning” version 99"):
        content_of(instruments, [lost])


def test_summaries_of_two_agencies_are_not_one_plan(instruments: Instruments):
    one = summary_of(newest(instruments, "visioning"))
    with pytest.raises(ValueError, match="one agency"):
        plan_content(instruments, [one, replace(one, agency="b")], about=ABOUT, prepared=date(2026, 1, 1))


def test_the_elements_of_capacity_stand_with_what_shows_them(instruments: Instruments):
    capacity = newest(instruments, "capacity")
    blocks = content_of(instruments, [summary_of(capacity)]).capacity_elements
    assert [block.title for block in blocks] == [
        section.title for section in capacity.sections if section.plan == "capacity.elements"
    ]
    assert blocks[0].rows[0].note == "leadership.mandate.evidence by 1"


def test_the_weights_behind_the_matrix_are_named(instruments: Instruments):
    decision = newest(instruments, "decision-making")
    ranking = content_of(instruments, [summary_of(decision, forms=6)]).rankings[-1]
    assert ranking.note.startswith("The weights of all, added up: Benefit: what children and families would gain – ")
    few = content_of(instruments, [summary_of(decision, forms=3)]).rankings[-1]
    assert few.note == ""
