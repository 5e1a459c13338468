"""A wrong instrument is refused with its file, the JSON pointer of the fault in the file as written, and the cure."""

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planwright.errors import InstrumentError
from planwright.house import content
from planwright.instruments import load_instrument

GONE = "gone"

NEEDS = "preparation/needs-assessment"
DECISION = "preparation/decision-making"
READINESS = "preparation/readiness"
CAPACITY = "preparation/capacity"
VISION = "preparation/visioning"
GOALS = "plan/objectives-goals"
RESOURCES = "plan/ta-resources"
ROLES = "plan/staff-roles"


class Wrong(NamedTuple):
    """A form with one thing wrong: the value put at a place (GONE takes away what is there), and what is told of it."""

    form: str
    place: str
    value: Any
    told: str
    cure: str


WRONG = [
    # -- annotations the meta-schema knows
    Wrong(NEEDS, "/instrument/component", "planning", "/instrument/component", "Write one of these"),
    Wrong(NEEDS, "/instrument/language", GONE, "/instrument", "language is missing"),
    Wrong(NEEDS, "/instrument/colour", "red", "/instrument", "colour is not known here"),
    Wrong(NEEDS, "/title", GONE, "/", "title is missing beside “instrument”"),
    Wrong(NEEDS, "/properties/needs/section/layout", "matrix",
          "/properties/needs/section/layout", "fields, grid, rubric"),
    Wrong(NEEDS, "/properties/program/properties/children/item/kind", "number",
          "/properties/program/properties/children/item/kind", "is not one of text"),
    Wrong(NEEDS, "/properties/more/properties/strength/item/plan", "needs.strenghts",
          "/properties/more/properties/strength/item/plan", "is not one of needs"),
    Wrong(NEEDS, "/$defs/extent/scale/anchors/1", "", "/$defs/extent/scale/anchors/1", "Correct the value"),
    Wrong(NEEDS, "/properties/program/properties/Children", {}, "/properties/program/properties", "pattern"),
    Wrong(NEEDS, "/properties/program/properties/children", True,
          "/properties/program/properties/children", "object"),
    Wrong(NEEDS, "/instrument/rules/0/rule", "at-most", "/instrument/rules/0", "See docs/instruments.md"),
    Wrong(READINESS, "/instrument/scores/0/mode", "gap", "/instrument/scores/0", "See docs/instruments.md"),
    # -- the shape of the schema
    Wrong(NEEDS, "/properties/needs/secton", {}, "/properties/needs/secton", "“secton” is not known here"),
    Wrong(NEEDS, "/properties/needs/section", GONE, "/properties/needs", "no “section” annotation"),
    Wrong(NEEDS, "/properties/program/properties/children/minimun", 0,
          "/properties/program/properties/children/minimun", "“minimun” is not known here"),
    Wrong(NEEDS, "/properties/program/required/0", "classroom",
          "/properties/program/required", "“classrooms” is not listed"),
    Wrong(NEEDS, "/properties/program/additionalProperties", GONE, "/properties/program", "must be false"),
    Wrong(NEEDS, "/properties/more/type", GONE, "/properties/more", "“type”: “object”"),
    Wrong(NEEDS, "/properties/more/properties", {}, "/properties/more", "nothing is asked here"),
    Wrong(NEEDS, "/properties/more/properties/concern/title", GONE,
          "/properties/more/properties/concern", "Add the words"),
    Wrong(NEEDS, "/properties/more/properties/concern/item", GONE,
          "/properties/more/properties/concern", "“item” annotation"),
    Wrong(NEEDS, "/$defs/rank/item/aggregate", GONE, "/$defs/rank/item", "aggregate is missing"),
    Wrong(GOALS, "/$defs/step/properties/due/title", GONE,
          "/$defs/step/properties/due", "Add the words to print"),
    Wrong(GOALS, "/$defs/goal/properties/objectives/type", "object",
          "/$defs/goal/properties/objectives", "array of objects"),
    # -- references
    Wrong(NEEDS, "/$defs/need/properties/current/$ref", "#/$defs/extend",
          "/$defs/need/properties/current/$ref", "“#/$defs/extend” names nothing"),
    Wrong(NEEDS, "/$defs/extent/$ref", "#/$defs/extent", "/$defs/extent/$ref", "contains itself"),
    Wrong(NEEDS, "/$id", "https://planwright.example/schemas/preparation/needs-assessment/2", "/$id",
          "must end in /preparation/needs-assessment/1"),
    Wrong(NEEDS, "/properties/identity/$ref", "#/properties/more",
          "/properties", "the first section must be “identity”"),
    # -- items
    Wrong(NEEDS, "/properties/program/properties/children/type", ["string", "null"],
          "/properties/program/properties/children/type", "Write integer"),
    Wrong(NEEDS, "/properties/program/properties/services/type", ["array", "null"],
          "/properties/program/properties/services/type", "Write array alone"),
    Wrong(NEEDS, "/properties/program/properties/services/uniqueItems", GONE,
          "/properties/program/properties/services", "“uniqueItems”: true"),
    Wrong(NEEDS, "/properties/program/properties/services/item/choices/school", GONE,
          "/properties/program/properties/services", "differ: school"),
    Wrong(NEEDS, "/properties/program/properties/services/item/other", "services-others",
          "/properties/program/properties/services/item/other", "no text item beside it"),
    Wrong(NEEDS, "/properties/program/properties/coached/enum", ["yes", "perhaps", None],
          "/properties/program/properties/coached", "differ: perhaps"),
    Wrong(NEEDS, "/properties/program/properties/coached/enum", GONE,
          "/properties/program/properties/coached", "needs “enum”"),
    Wrong(NEEDS, "/$defs/extent/scale/anchors/5", GONE, "/$defs/need/properties/current", "differ: 5"),
    Wrong(NEEDS, "/$defs/importance/scale", GONE, "/$defs/need/properties/importance", "belong together"),
    Wrong(NEEDS, "/$defs/extent/scale/direction", "none",
          "/$defs/need/properties/current/item/aggregate", "needs a scale with a direction"),
    Wrong(NEEDS, "/properties/more/properties/concern/item/aggregate", "mean",
          "/properties/more/properties/concern/item/aggregate", "cannot be made of the kind long-text"),
    Wrong(NEEDS, "/properties/program/properties/children/item/lines", 3,
          "/properties/program/properties/children/item/lines", "means nothing for the kind integer"),
    Wrong(GOALS, "/$defs/date/format", GONE, "/properties/period/properties/start", "belong together"),
    Wrong(GOALS, "/$defs/step/properties/status/item/aggregate", "distribution",
          "/$defs/step/properties/status/item/aggregate", "not made of a table's column"),
    Wrong(VISION, "/$defs/check/item/met", GONE, "/$defs/check/item/aggregate", "needs “met”"),
    Wrong(VISION, "/$defs/check/item/met", ["na"],
          "/$defs/check/item/met", "left out of any-unmet by itself"),
    Wrong(VISION, "/$defs/check/item/met", ["maybe"], "/$defs/check/item/met", "not among the choices"),
    *(Wrong(NEEDS, f"/properties/program/properties/services/item/choices/{value}", "Another one",
            f"/properties/program/properties/services/item/choices/{value}", "letters, digits and hyphens only")
      for value in ("3.5", "home visiting", "a=b", "-", "Off", "off", "número", "off\n")),
    # -- sections
    Wrong(NEEDS, "/properties/needs/section/layout", "fields",
          "/properties/needs/properties/n01", "layout “grid”"),
    Wrong(NEEDS, "/properties/needs/section/row_title", GONE, "/properties/needs/section", "needs row_title"),
    Wrong(NEEDS, "/properties/priorities/properties/staff", {"$ref": "#/$defs/need", "title": "Staff"},
          "/properties/priorities/properties/staff", "the same columns"),
    Wrong(GOALS, "/properties/plan/section", {"layout": "grid", "row_title": "Goal"},
          "/properties/plan/properties/goals", "layout “fields”"),
    Wrong(CAPACITY, "/properties/means/properties/budget/properties/score/item/levels/1", GONE,
          "/properties/means/properties/budget", "nothing says what In part means"),
    Wrong(CAPACITY, "/properties/means/properties/budget/properties/score/item/levels/3", "More than enough.",
          "/properties/means/properties/budget/properties/score/item/levels", "“3” is not a level"),
    # -- scores
    Wrong(READINESS, "/instrument/scores/1/items/0", "statements.r13",
          "/instrument/scores/1/items/0", "no item fits the path"),
    Wrong(READINESS, "/instrument/scores/1/items/0", "statements.r03",
          "/instrument/scores/1/items/1", "is scored twice"),
    Wrong(READINESS, "/instrument/scores/1/items/0", "change.practice",
          "/instrument/scores/1/items/0", "is no number"),
    Wrong(READINESS, "/instrument/scores/1/id", "commitment", "/instrument/scores/1/id", "is used twice"),
    Wrong(DECISION, "/instrument/scores/0/options", "areas",
          "/instrument/scores/0/options", "no grid is called “areas”"),
    Wrong(DECISION, "/instrument/scores/0/weights", "votes",
          "/instrument/scores/0/weights", "finds no criterion “teaching”"),
    # -- rules
    Wrong(NEEDS, "/instrument/rules/0/lower", "needs.*.today",
          "/instrument/rules/0/lower", "no item fits the path"),
    Wrong(NEEDS, "/instrument/rules/0/upper", "program.*",
          "/instrument/rules/0/upper", "this rule needs integer"),
    Wrong(GOALS, "/instrument/rules/0/then", "review.last", "/instrument/rules/0", "different tables"),
    Wrong(RESOURCES, "/instrument/rules/0/then", "offer.resources.*.cost",
          "/instrument/rules/0/then", "this rule needs date"),
    Wrong(ROLES, "/instrument/rules/0/rows", "staff", "/instrument/rules/0/rows", "no rows with roles"),
    Wrong(ROLES, "/instrument/rules/0/letter", "X", "/instrument/rules/0/letter", "not among the letters"),
]  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: f"{wrong.form}{wrong.place}={wrong.value!r:.20}")
def test_a_wrong_annotation_is_told_with_file_pointer_and_cure(tmp_path: Path, wrong: Wrong):
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(changed(good(wrong.form), wrong.place, wrong.value)), encoding="utf-8")
    with pytest.raises(InstrumentError) as raised:
        load_instrument(file)
    where, _, words = str(raised.value).partition(": ")
    assert where == f"{file} at {wrong.told}"
    assert wrong.cure in words


@pytest.mark.parametrize("form", sorted({wrong.form for wrong in WRONG}))
def test_the_forms_that_are_broken_above_are_good_before(tmp_path: Path, form: str):
    file = tmp_path / "good.json"
    file.write_text(json.dumps(good(form)), encoding="utf-8")
    assert load_instrument(file).title == good(form)["title"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "is not JSON"),
        ("[]", "at /: this is not an instrument"),
        ("true", "at /: this is not an instrument"),
        ('{"title": "Needs"}', "at /: this is not an instrument"),
        ('{"instrument": {"version": "1", "version": "2"}}', "has the key “version” twice"),
        ("\udcff", "is not JSON"),
    ],
)
def test_a_file_that_is_no_instrument_is_refused_in_words(tmp_path: Path, text: str, told: str):
    file = tmp_path / "other.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InstrumentError) as raised:
        load_instrument(file)
    assert str(raised.value).startswith(f"{file} {told}")


def test_a_key_too_long_for_words_tags_is_refused(tmp_path: Path):
    schema = good(GOALS)
    steps = schema["$defs"]["objective"]["properties"]["steps"]["items"]
    long = "evidence-that-everyone-can-see"
    schema["$defs"]["step"]["properties"][long] = schema["$defs"]["step"]["properties"].pop("evidence")
    schema["$defs"]["step"]["required"][5] = long
    assert steps == {"$ref": "#/$defs/step"}
    file = tmp_path / "long.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(
        InstrumentError, match=f"at /\\$defs/step/properties/{long}: .* has 67 characters; Word keeps 64"
    ):
        load_instrument(file)


def good(form: str) -> Any:
    return json.loads((content("schemas") / f"{form}.json").read_text(encoding="utf-8"))


def changed(schema: Any, place: str, value: object) -> Any:
    """The schema with this value at this JSON pointer."""
    schema = deepcopy(schema)
    *steps, last = place.strip("/").split("/")
    node = schema
    for step in steps:
        node = node[int(step)] if isinstance(node, list) else node[step]
    key = int(last) if isinstance(node, list) else last
    if value is GONE:
        del node[key]
    else:
        node[key] = value
    return schema


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.data())
def test_a_damaged_instrument_is_refused_in_words_or_still_one(data: st.DataObject):
    schema = good(data.draw(st.sampled_from(sorted({wrong.form for wrong in WRONG}))))
    place = data.draw(st.sampled_from(list(places(schema))))
    value = data.draw(st.sampled_from([GONE, None, [], {}, 7, True, "zz", [[1]], {"$ref": "#/$defs"}, {"rows": 1}]))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "damaged.json"
        file.write_text(json.dumps(changed(schema, place, value)), encoding="utf-8")
        with suppress(InstrumentError):
            load_instrument(file)


def places(node: Any, at: str = "") -> Iterator[str]:
    """The JSON pointer of everything in a schema whose keys hold no slash."""
    below = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in below:
        yield f"{at}/{key}"
        yield from places(value, f"{at}/{key}")
