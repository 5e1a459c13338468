"""The instruments that travel with the program: what they ask is complete, credible and within the vocabulary."""

import json
import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from planwright.house import content
from planwright.instruments import (
    Instrument,
    Instruments,
    Item,
    Kind,
    Layout,
    Row,
    Table,
    items_of,
    load_instrument,
    registry,
)
from planwright.instruments.load import META

PRACTICES = (
    *("needs-assessment", "decision-making", "visioning", "readiness", "capacity"),
    *("objectives-goals", "intervention-practices", "fit", "logic-model", "ta-resources", "staff-roles"),
)
BASIS = {
    "needs-assessment": "either",
    "decision-making": "individual",
    "readiness": "individual",
}
UNFED = {"evaluation", "sustainability"}  # practices the briefs do not define; their sections say “not provided”
DOCS = Path(__file__).parents[2] / "docs"


def meta() -> Any:
    return registry()[META].contents


def items(instruments: Instruments) -> list[Item]:
    return [item for instrument in instruments.values() for item in instrument.items.values()]


def test_every_practice_of_the_design_has_its_form_in_the_order_of_use(instruments: Instruments):
    assert tuple(instrument.practice for instrument in instruments.newest()) == PRACTICES


def test_no_practice_of_the_briefs_is_called_provisional(instruments: Instruments):
    assert not [instrument.practice for instrument in instruments.values() if instrument.provisional]


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_form_says_whether_one_person_or_a_team_answers(instruments: Instruments, practice: str):
    identity = json.loads(instruments[practice, "1"].file.read_text(encoding="utf-8"))["properties"]["identity"]
    assert identity["$ref"] == f"/schemas/identity.schema.json#/$defs/{BASIS.get(practice, 'consensus')}"


# -- the vocabulary ---------------------------------------------------------------------------------------------------


def test_the_meta_schema_is_itself_valid_2020_12():
    Draft202012Validator.check_schema(meta())


def test_the_identity_that_every_form_shares_keeps_to_the_meta_schema():
    shared = json.loads((content("schemas") / "identity.schema.json").read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(meta(), registry=registry()).iter_errors(shared))


def test_every_kind_of_item_is_in_use(instruments: Instruments):
    assert {item.kind for item in items(instruments)} == set(Kind)


def test_every_layout_is_in_use(instruments: Instruments):
    assert {section.layout for one in instruments.values() for section in one.sections} == set(Layout)


def test_every_rule_is_in_use(instruments: Instruments):
    known = {rule["properties"]["rule"]["const"] for rule in meta()["$defs"]["rule"]["oneOf"]}
    assert {rule["rule"] for one in instruments.values() for rule in one.rules} == known


def test_every_aggregation_mode_is_in_use(instruments: Instruments):
    of_items = {item.aggregate for item in items(instruments)} - {"none"}
    of_scores = {score.mode for one in instruments.values() for score in one.scores}
    of_rows = {"gap" for _, row in rows(instruments) if row.gap}
    assert of_items | of_scores | of_rows == set(meta()["$defs"]["mode"]["enum"])


def test_lists_are_capped_and_ask_what_other_means_somewhere(instruments: Instruments):
    assert [item for item in items(instruments) if item.kind is Kind.SOME_OF and item.most and item.other]


def test_a_yes_no_question_can_be_answered_with_na_somewhere(instruments: Instruments):
    assert any(
        choice.value == "na" for item in items(instruments) if item.kind is Kind.YES_NO for choice in item.choices
    )


def test_rows_nest_three_deep_in_the_goals(instruments: Instruments):
    assert max(len(item.tables) for item in instruments["objectives-goals", "1"].items.values()) == 3


# -- the keys that issued forms carry ---------------------------------------------------------------------------------


@pytest.mark.parametrize("practice", PRACTICES)
def test_item_paths_are_unique_and_short_enough_for_words_tags(instruments: Instruments, practice: str):
    instrument = instruments[practice, "1"]
    paths = Counter(item.path for section in instrument.sections for item in items_of(section))
    assert not [path for path, count in paths.items() if count > 1]
    for item in instrument.items.values():
        path = item.at((99,) * len(item.tables))
        assert all(len(f"{path}={choice.value}") <= 64 for choice in item.choices)
        assert len(path) <= 64


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_form_asks_at_least_eight_things_and_insists_on_few(instruments: Instruments, practice: str):
    instrument = instruments[practice, "1"]
    own = [section for section in instrument.sections if section.path != "identity"]
    asked = [child for section in own for child in section.children]
    insisted = [item.path for item in instrument.items.values() if item.required and not item.tables]
    assert len(asked) >= 8 or depth(instrument) > 1
    assert {"identity.name", "identity.completed"} <= set(insisted)
    assert len(insisted) <= 8


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_row_of_a_table_asks_for_one_thing_without_which_it_says_nothing(instruments: Instruments, practice: str):
    for table in instruments[practice, "1"].tables.values():
        columns = [column for column in table.columns if isinstance(column, Item)]
        assert [column.required for column in columns] == [True] + [False] * (len(columns) - 1), table.path


@pytest.mark.parametrize("practice", PRACTICES)
def test_a_printed_question_is_short_and_does_not_end_in_a_colon(instruments: Instruments, practice: str):
    for item in instruments[practice, "1"].items.values():
        assert len(item.question) <= 100, item.question
        assert not item.question.endswith(":")


# -- what single forms are for ----------------------------------------------------------------------------------------


def test_needs_are_rated_today_and_as_wanted_on_one_scale(instruments: Instruments):
    needs = [row for instrument, row in rows(instruments) if instrument.practice == "needs-assessment"]
    assert len(needs) >= 12
    for row in needs:
        assert row.gap is not None
        scales = {item.scale for item in row.items if item.id in (row.gap.current, row.gap.desired)}
        assert len(scales) == 1


def test_readiness_factors_cover_the_twelve_items_once_each_and_are_interleaved(instruments: Instruments):
    readiness = instruments["readiness", "1"]
    factor_of = {path: score.id for score in readiness.scores for path in score.items}
    asked = [path for path in readiness.items if path.startswith("statements.")]
    assert asked == [f"statements.r{number:02}" for number in range(1, 13)]
    assert Counter(path for score in readiness.scores for path in score.items) == Counter(asked)
    assert Counter(factor_of.values()) == {"commitment": 6, "efficacy": 6}
    assert len(list(groupby(asked, key=factor_of.__getitem__))) > 4


def test_capacity_scores_each_area_over_all_of_its_elements(instruments: Instruments):
    capacity = instruments["capacity", "1"]
    areas = [section for section in capacity.sections if section.layout is Layout.RUBRIC]
    assert [set(score.items) for score in capacity.scores] == [
        {item.path for item in items_of(area) if item.kind is Kind.RATING} for area in areas
    ]
    assert all(choice.meaning for area in areas for item in items_of(area) for choice in item.choices), (
        "every level of a rubric says what it means"
    )


def test_the_two_ratings_of_fit_share_no_item(instruments: Instruments):
    program, assistance = instruments["fit", "1"].scores
    assert not set(program.items) & set(assistance.items)
    assert not [
        score
        for score in instruments["fit", "1"].scores
        if set(score.items) >= set(program.items) | set(assistance.items)
    ]


def test_weights_and_options_of_a_decision_share_their_criteria_and_its_votes_its_options(instruments: Instruments):
    sections = {section.path: section for section in instruments["decision-making", "1"].sections}
    criteria = [item.id for item in items_of(sections["weights"])]
    options = [child.path.rpartition(".")[2] for child in sections["options"].children]
    assert all(
        isinstance(row, Row) and [item.id for item in row.items] == criteria for row in sections["options"].children
    )
    assert [item.id for item in items_of(sections["votes"])] == options


def test_written_in_tasks_have_the_same_role_columns_as_the_printed_ones(instruments: Instruments):
    roles = instruments["staff-roles", "1"]
    grid = next(section for section in roles.sections if section.plan == "roles")
    more = next(table for table in roles.tables.values() if table.plan == "roles.more")
    columns = [column.id for column in more.columns if isinstance(column, Item) and column.kind is Kind.ROLE]
    assert all(isinstance(row, Row) and [item.id for item in row.items] == columns for row in grid.children)


# -- the plan and the documentation -----------------------------------------------------------------------------------


def test_every_slot_of_the_plan_is_fed_by_a_form_except_those_without_a_practice(instruments: Instruments):
    assert {slot for one in instruments.values() for slot in fed_by(one)} == set(slots()) - UNFED


def test_the_documented_slots_are_those_the_vocabulary_knows():
    listed = []
    for line in (DOCS / "plan-slots.md").read_text(encoding="utf-8").splitlines():
        names = re.findall(r"`([a-z.-]+)`", line.split("|")[1]) if line.startswith("| `") else []
        listed += [names[0].partition(".")[0] + name if name.startswith(".") else name for name in names]
    assert Counter(listed) == Counter(slots())


def test_every_word_of_the_vocabulary_is_explained():
    text = (DOCS / "instruments.md").read_text(encoding="utf-8")
    defined = meta()["$defs"]
    words = {
        key
        for name in ("instrument", "score", "section", "row", "rows", "item", "scale")
        for key in keys(defined[name])
    }
    words |= {key for rule in defined["rule"]["oneOf"] for key in keys(rule)}
    words |= {rule["properties"]["rule"]["const"] for rule in defined["rule"]["oneOf"]}
    words |= {*defined["mode"]["enum"], *Kind, *Layout, "none"}
    assert not {word for word in words if f"`{word}`" not in text}


def test_the_smallest_form_of_the_documentation_loads(tmp_path: Path):
    first = re.findall(r"```json\n(.*?)```", (DOCS / "instruments.md").read_text(encoding="utf-8"), re.DOTALL)[0]
    file = tmp_path / "climate.json"
    file.write_text(first, encoding="utf-8")
    assert list(load_instrument(file).items)[-2:] == ["climate.heard", "climate.more"]


def test_every_example_of_the_documentation_is_json_the_vocabulary_allows():
    examples = re.findall(r"```json\n(.*?)```", (DOCS / "instruments.md").read_text(encoding="utf-8"), re.DOTALL)
    for example in map(json.loads, examples):
        about = (
            {"instrument": {"rules" if "rule" in example[0] else "scores": example}}
            if isinstance(example, list)
            else example
        )
        faults = Draft202012Validator(meta(), registry=registry()).iter_errors(about)
        assert not [fault.message for fault in faults if fault.validator not in ("required", "dependentRequired")]


def keys(definition: Any) -> set[str]:
    return set(definition["properties"])


def slots() -> list[str]:
    return list(meta()["$defs"]["slot"]["enum"])


def rows(instruments: Instruments) -> list[tuple[Instrument, Row]]:
    return [
        (instrument, child)
        for instrument in instruments.values()
        for section in instrument.sections
        for child in section.children
        if isinstance(child, Row)
    ]


def depth(instrument: Instrument) -> int:
    return max((len(table.tables) for table in instrument.tables.values()), default=0)


def fed_by(instrument: Instrument) -> set[str]:
    nodes: list[Any] = [
        *instrument.sections,
        *instrument.scores,
        *instrument.items.values(),
        *instrument.tables.values(),
    ]
    nodes += [child for section in instrument.sections for child in section.children if not isinstance(child, Table)]
    return {node.plan for node in nodes if node.plan}
