"""Every question of an instrument has its content control, of the right kind and under its own key."""

from collections import Counter
from collections.abc import Iterator
from itertools import product

import pytest

from planwright.instruments import Instrument, Item, Kind, Layout, Row, Section, without_rows
from planwright.issuing.word.controls import LONGEST, prompt_name, shorten
from tests.issuing.word_package import AGENCY, ROUND, W, controls, part, words

KINDS = {
    Kind.TEXT: "text",
    Kind.LONG_TEXT: "text",
    Kind.SIGNATURE: "text",
    Kind.INTEGER: "text",
    Kind.DECIMAL: "text",
    Kind.RANK: "text",
    Kind.VOTES: "text",
    Kind.WEIGHT: "text",
    Kind.DATE: "date",
    Kind.ROLE: "comboBox",
    Kind.ONE_OF: "dropDownList",
    Kind.RATING: "dropDownList",
    Kind.YES_NO: "dropDownList",
}
AROUND = ("group", "repeatingSection", "repeatingSectionItem")


def keys_of(instrument: Instrument) -> Iterator[tuple[str, str, Item]]:
    """The key, the kind of control and the item of every place to answer, as the contract with the readers says."""
    for section in instrument.sections:
        for child in section.children:
            alone = isinstance(child, Item)
            for item in [child] if alone else child.items if isinstance(child, Row) else []:
                yield from _keys(item, item.path, in_boxes=_in_boxes(item, section, alone=alone))
    for item in instrument.items.values():
        if item.tables:
            blank = (range(1, instrument.tables[table].blank_rows + 1) for table in item.tables)
            for rows in product(*blank):
                yield from _keys(item, item.at(rows), in_boxes=item.kind is Kind.SOME_OF or _in_card(item, instrument))


def _in_boxes(item: Item, section: Section, *, alone: bool) -> bool:
    if item.kind is Kind.SOME_OF or (section.layout is Layout.FIELDS and item.kind is Kind.YES_NO):
        return True
    if section.layout is Layout.GRID:
        return alone and item.kind in (Kind.RATING, Kind.ONE_OF, Kind.YES_NO)
    return section.layout is Layout.RUBRIC and item.scale is not None


def _in_card(item: Item, instrument: Instrument) -> bool:
    """A yes-or-no question beside a table inside its own row has the room of a question by itself."""
    outer = instrument.tables[item.tables[-1]]
    return item.kind is Kind.YES_NO and any(not isinstance(column, Item) for column in outer.columns)


def _keys(item: Item, key: str, *, in_boxes: bool) -> Iterator[tuple[str, str, Item]]:
    if not in_boxes:
        yield key, KINDS[item.kind], item
        return
    for choice in item.choices:
        yield f"{key}={choice.value}", "checkbox", item


def test_every_item_has_its_controls_and_no_other_control_is_on_the_form(issued):
    for name, (instrument, form) in issued.items():
        found = {control.tag: control.kind for control in controls(part(form)) if control.kind not in AROUND}
        assert found == {key: kind for key, kind, _ in keys_of(instrument)}, name


def test_every_kind_of_item_is_among_the_forms_tested(every_kind):
    assert {item.kind for item in every_kind.items.values()} == set(Kind)


def test_no_two_controls_have_the_same_tag_and_none_is_cut_by_word(issued):
    for name, (_, form) in issued.items():
        tags = [control.tag for control in controls(part(form)) if control.tag]
        assert max(Counter(tags).values()) == 1, name
        assert all(len(tag) <= LONGEST for tag in tags), name


def test_every_control_has_a_number_of_its_own(issued):
    for name, (_, form) in issued.items():
        roots = [part(form), part(form, "word/footer1.xml")]
        numbers = [node.get(f"{W}val") for root in roots for node in root.iter(f"{W}id")]
        assert len(numbers) == len(set(numbers)) == sum(len(controls(root)) for root in roots), name


def test_the_title_of_a_control_is_its_question(issued):
    for name, (instrument, form) in issued.items():
        asked = {key: item for key, _, item in keys_of(instrument)}
        for control in controls(part(form)):
            if control.kind in AROUND:
                continue
            assert control.title, name
            assert len(control.title) <= LONGEST
            item = asked[control.tag]
            said = {shorten(item.question, 12)[:-1], shorten(item.heading, 12)[:-1]}
            assert any(control.title.startswith(words_) for words_ in said), (control.title, item.heading)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Short", "Short"),
        ("x" * 64, "x" * 64),
        ("word " * 13, "word word word word word word word word word word word word…"),
        ("x" * 80, "x" * 63 + "…"),
    ],
)
def test_a_title_is_cut_after_a_word(text, shown):
    assert shorten(text) == shown
    assert len(shown) <= LONGEST


def test_a_blank_form_shows_prompts_and_holds_no_answer_but_what_issuing_knows(issued):
    for name, (instrument, form) in issued.items():
        prefilled = {"agency": AGENCY, "round": ROUND}
        for control in controls(part(form)):
            if control.kind in AROUND:
                continue
            item = instrument.item_of(control.tag.partition("=")[0])
            if control.kind == "checkbox":
                assert control.text == "☐"
            elif item.prefill:
                assert (control.text, control.shows_prompt) == (prefilled[item.prefill], False), name
            else:
                assert control.shows_prompt, (name, control.tag)


def test_clearing_an_answer_brings_its_prompt_back(issued):
    """Word looks for the prompt among the building blocks of the document, by name and type."""
    for name, (_, form) in issued.items():
        glossary = part(form, "word/glossary/document.xml")
        held = {}
        for block in glossary.iter(f"{W}docPart"):
            assert block.find(f"{W}docPartPr/{W}types/{W}type").get(f"{W}val") == "bbPlcHdr"
            assert block.find(f".//{W}rStyle").get(f"{W}val") == "PlaceholderText"
            held[block.find(f"{W}docPartPr/{W}name").get(f"{W}val")] = words(block)
        for control in controls(part(form)):
            if control.prompt:
                assert held[control.prompt] == control.text or not control.shows_prompt, name
                assert prompt_name(held[control.prompt]) == control.prompt


def test_a_drop_down_offers_every_choice_and_a_way_to_clear_it(issued):
    for name, (instrument, form) in issued.items():
        for control in controls(part(form)):
            if control.kind != "dropDownList":
                continue
            first, *rest = list(control.node.iter(f"{W}listItem"))
            assert dict(first.attrib) == {f"{W}value": control.text}, name
            offered = [(entry.get(f"{W}value"), entry.get(f"{W}displayText")) for entry in rest]
            choices = instrument.item_of(control.tag).choices
            assert offered == [(str(choice.value), choice.label) for choice in choices]


def test_a_role_is_chosen_or_typed_as_its_letter(every_kind, issued):
    _, form = issued["every-kind"]
    role = next(control for control in controls(part(form)) if control.tag == "roles.t1.coach")
    assert [entry.get(f"{W}displayText") for entry in role.node.iter(f"{W}listItem")] == ["R", "A", "C", "I"]
    assert "R Does it  ·  A Answers for it" in words(part(form))


@pytest.mark.parametrize(("name", "shown"), [("every-kind", "MM/dd/yyyy"), ("every-kind-es", "dd/MM/yyyy")])
def test_a_date_is_shown_as_the_language_writes_it(issued, name, shown):
    instrument, form = issued[name]
    dates = [control.node for control in controls(part(form)) if control.kind == "date"]
    assert {node.find(f".//{W}dateFormat").get(f"{W}val") for node in dates} == {shown}
    assert {node.find(f".//{W}lid").get(f"{W}val") for node in dates} == {instrument.language}
    assert all(node.find(f".//{W}date").get(f"{W}fullDate") is None for node in dates)


def test_only_long_texts_take_several_lines(issued):
    for name, (instrument, form) in issued.items():
        for control in controls(part(form)):
            if control.kind == "text":
                several = control.node.find(f"{W}sdtPr/{W}text").get(f"{W}multiLine") == "1"
                assert several == (instrument.item_of(control.tag).kind is Kind.LONG_TEXT), (name, control.tag)


def test_nothing_but_the_controls_can_be_edited_and_none_can_be_deleted(issued):
    for name, (_, form) in issued.items():
        body = part(form)[0]
        assert [child.tag for child in body] == [f"{W}sdt", f"{W}sectPr"], name
        around, *inside = controls(body)
        assert (around.kind, around.lock) == ("group", "contentLocked")
        locks = {(control.kind == "repeatingSectionItem", control.lock) for control in inside}
        assert locks <= {(False, "sdtLocked"), (True, None)}, name


def test_each_row_of_a_repeated_table_is_an_item_of_its_repeating_section(issued):
    for name, (instrument, form) in issued.items():
        found = Counter()
        for control in controls(part(form)):
            if control.kind == "repeatingSection":
                items = control.node.findall(f"{W}sdtContent/{W}sdt")
                assert all(item.find(f"{W}sdtPr")[-1].tag.endswith("}repeatingSectionItem") for item in items)
                assert len(items) == instrument.tables[without_rows(control.tag)].blank_rows, name
                found[without_rows(control.tag)] += 1
        assert set(found) == set(instrument.tables), name
        for path, table in instrument.tables.items():
            outer = 1
            for around in table.tables[:-1]:
                outer *= instrument.tables[around].blank_rows
            assert found[path] == outer, name


def test_a_row_lies_inside_the_rows_its_key_names(issued):
    found = controls(part(issued["every-kind"][1]))
    step = next(control.node for control in found if control.tag == "plan.goals.2.objectives.1.steps.3.due")
    sections = [control for control in found if control.kind == "repeatingSection"]
    around = [control.tag for control in sections if control.node in list(step.iterancestors())]
    assert around == ["plan.goals", "plan.goals.2.objectives", "plan.goals.2.objectives.1.steps"]
