"""Tracked changes: the final version is the value, and what stood there before it is told beside it."""

import subprocess
from pathlib import Path

import pytest

from extractors.read import read
from extractors.word.edits import CERTAINTY
from planwright.model import FieldKind, State
from tests.extractors.word_files import (
    PLACEHOLDER,
    control,
    fields_of,
    glossary,
    para,
    prompt,
    read_body,
    row,
    run,
    table,
    tc,
    text_field,
    word,
)

ANSWERED = State.ANSWERED
BOX = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
LIST = '<w:dropDownList><w:listItem w:displayText="Often" w:value="3"/><w:listItem w:displayText="Always" w:value="4"/>'
LIST += "</w:dropDownList>"
OFFERED = ("Often", "Always")


def deleted(text: str, by: str = "Ben") -> str:
    return f'<w:del w:id="1" w:author="{by}"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(inside: str, by: str = "Ben") -> str:
    return f'<w:ins w:id="2" w:author="{by}">{inside}</w:ins>'


def edit_of(inside: str, kind: str = "<w:text/>", **around: dict[str, str]) -> tuple[object, State, str | None]:
    (field,) = fields_of(para(control(inside, kind, more=around.pop("more", ""))), **around)  # type: ignore[arg-type]
    assert field.confidence == (CERTAINTY if field.before else 1.0)
    return field.value, field.state, field.before


@pytest.mark.parametrize(
    ("inside", "value", "before"),
    [
        (deleted("12") + inserted(run("15")), "15", "12"),
        (run("1") + inserted(run("5")), "15", "1"),
        (run("not ") + run("ready") + deleted(" yet"), "not ready", "not ready yet"),
        (f'<w:moveFrom w:id="3">{run("first ")}</w:moveFrom>' + run("then"), "then", "first then"),
        (run("then") + f'<w:moveTo w:id="3">{run(" first")}</w:moveTo>', "then first", "then"),
        (inserted(deleted("no", "Cy") + run("yes")), "yes", "noyes"),  # Cy deleted what Ben inserted
        (inserted(deleted("no", "Cy")) + inserted(run("yes"), "Cy"), "yes", "no"),
        (f'<w:del w:author="Cy">{inserted(run("no"))}</w:del>' + inserted(run("yes"), "Cy"), "yes", "no"),
    ],
)
def test_an_answer_that_was_changed_is_what_it_became_and_says_what_it_was(inside: str, value: str, before: str):
    assert edit_of(inside) == (value, ANSWERED, before)


def test_an_answer_that_was_deleted_is_blank_and_says_what_it_was():
    assert edit_of(deleted("12")) == (None, State.BLANK, "12")


def test_a_paragraph_that_was_parted_or_joined_is_an_edit():
    parted = f"<w:p><w:pPr><w:rPr><w:ins w:id='1'/></w:rPr></w:pPr>{run('1')}</w:p>{para(run('5'))}"
    [field] = fields_of(control(parted))
    assert (field.value, field.before) == ("1\n5", "15")
    [field] = fields_of(control(parted.replace("<w:ins", "<w:del")))
    assert (field.value, field.before) == ("15", "1\n5")


def test_an_answer_entered_where_nothing_stood_has_nothing_before_it():
    assert edit_of(inserted(run("12"))) == ("12", ANSWERED, "")
    assert edit_of(deleted("Click here to enter text.") + inserted(run("12"))) == ("12", ANSWERED, "")
    around = {"stories": {"glossaryDocument": glossary(P1="Type a number")}, "more": prompt("P1")}
    assert edit_of(deleted("Type a number") + inserted(run("12")), **around) == ("12", ANSWERED, "")
    assert edit_of(deleted(" ") + inserted(run("12"))) == ("12", ANSWERED, "")


def test_a_prompt_that_was_deleted_or_put_in_is_no_edit():
    assert edit_of(deleted("Click here to enter text.")) == (None, State.BLANK, None)
    prompting = inserted(run("Click here to enter text."))
    assert edit_of(prompting, more=PLACEHOLDER) == (None, State.PLACEHOLDER, None)


def test_a_change_of_looks_alone_is_no_edit():
    bold = '<w:b/><w:rPrChange w:id="1" w:author="Ben"><w:rPr/></w:rPrChange>'
    aligned = '<w:pPr><w:jc w:val="right"/><w:pPrChange w:id="2" w:author="Ben"><w:pPr/></w:pPrChange></w:pPr>'
    reading = read_body(f"<w:p>{aligned}{control(run('12', bold))}</w:p>")
    assert (reading.fields[0].before, reading.editors) == (None, 0)
    assert edit_of(deleted("12") + inserted(run("12", "<w:b/>"))) == ("12", ANSWERED, None)


@pytest.mark.parametrize(
    ("checked", "shown", "was", "before"), [("1", "☒", "☐", ""), ("0", "☐", "☒", "☒"), ("1", "☒", "☒", None)]
)
def test_a_box_says_whether_it_was_ticked(checked: str, shown: str, was: str, before: str | None):
    inside = deleted(was) + inserted(run(shown))
    assert edit_of(inside, BOX.format(checked)) == (checked == "1", ANSWERED, before)


def test_a_list_says_what_was_chosen():
    assert edit_of(deleted("Often") + inserted(run("Always")), LIST) == ("Always", ANSWERED, "Often")
    assert edit_of(deleted("Choose an item.") + inserted(run("Always")), LIST) == ("Always", ANSWERED, "")


def test_a_date_says_which_day_it_was():
    kind = '<w:date w:fullDate="2026-09-30T00:00:00Z"><w:dateFormat w:val="M/d/yyyy"/></w:date>'
    assert edit_of(deleted("9/3/2026") + inserted(run("9/30/2026")), kind) == ("9/30/2026", ANSWERED, "9/3/2026")
    assert edit_of(inserted(run("9/30/2026")), kind) == ("9/30/2026", ANSWERED, "")


def test_a_picture_that_was_deleted_stood_there():
    picture = "<w:del w:id='1'><w:r><w:drawing><a:blip/></w:drawing></w:r></w:del>"
    assert edit_of(picture + inserted(run("Ada")), "") == ("Ada", ANSWERED, "\ufffc")


def test_an_older_form_field_says_what_it_was():
    [field] = fields_of(para(text_field("Text1", None, shown_xml=deleted("12") + inserted(run("15")))))
    assert (field.value, field.before, field.confidence) == ("15", "12", CERTAINTY)
    [field] = fields_of(para(text_field("Text1", None, shown_xml=inserted(run("15")))))
    assert (field.value, field.before) == ("15", "")


def test_only_the_answer_that_was_changed_has_another_before_it():
    body = para(control(run("a"), tag="a"), control(deleted("b") + inserted(run("B")), tag="b")) + para(
        inserted(run(" beside ")), control(run("c"), tag="c")
    )
    assert [(field.key, field.value, field.before) for field in fields_of(body)] == [
        ("a", "a", None),
        ("b", "B", "b"),
        ("c", "c", None),
    ]


# -- rows, cells and controls ----------------------------------------------------------------------------------------


def changed_row(change: str, *cells: str) -> str:
    made = row(*cells)
    return made.replace("<w:tr>", f"<w:tr><w:trPr>{change}</w:trPr>", 1)


def test_a_row_that_was_inserted_had_nothing_in_it():
    body = table(changed_row('<w:ins w:id="1" w:author="B"/>', control(inserted(run("x")), tag="x"), control("")))
    assert [(field.value, field.before) for field in fields_of(body)] == [("x", ""), (None, None)]


def test_what_was_deleted_with_its_row_cell_or_control_is_told():
    for body in (
        table(changed_row('<w:del w:id="1" w:author="B"/>', control(deleted("x"), tag="x"), control(""))),
        table(row(tc(para(control(deleted("x"), tag="x")), '<w:cellDel w:id="1" w:author="B"/>'), run("other"))),
        para(f'<w:del w:id="1" w:author="B">{control(run("x"), tag="x")}</w:del>'),
    ):
        reading = read_body(body)
        assert [field.key for field in reading.fields] in ([], ["y"])
        [gone] = reading.deleted
        assert (gone.key, gone.value, gone.before, gone.kind) == ("x", None, "x", FieldKind.TEXT)
        assert reading.editors


def test_what_was_deleted_with_its_tags_alone_is_told_too():
    body = (
        '<w:customXmlDelRangeStart w:id="1" w:author="B"/><w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>'
        f'<w:customXmlDelRangeEnd w:id="1"/>{run("kept")}</w:sdtContent></w:sdt>'
    )
    reading = read_body(para(body))
    assert [(field.key, field.before) for field in reading.deleted] == [("x", "kept")]


def test_a_row_that_one_inserted_and_another_deleted_stood_there():
    change = '<w:ins w:id="1" w:author="B"/><w:del w:id="2" w:author="C"/>'
    reading = read_body(table(changed_row(change, control(inserted(deleted("x", "C"), "B"), tag="x"))))
    assert ([field.before for field in reading.deleted], reading.editors) == (["x"], 2)


def test_a_row_of_prompts_that_was_deleted_is_not_told():
    body = table(changed_row('<w:del w:id="1" w:author="B"/>', control(run("Choose"), tag="x", more=PLACEHOLDER)))
    assert (read_body(body).deleted, read_body(body).fields) == ((), ())


def test_what_a_text_box_holds_twice_is_no_edit():
    box = f"<w:txbxContent>{para(control(run('A')))}</w:txbxContent>"
    twice = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read_body(para(twice, inserted(run(" beside"))))
    assert [field.before for field in reading.fields] == [None]
    assert reading.deleted == ()


# -- other programs --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form with tracked changes, saved again by LibreOffice as .docx and .odt."""
    folder = tmp_path_factory.mktemp("edits")
    body = "".join(
        para(run(f"{tag}: "), control(inside, kind, tag=tag))
        for tag, inside, kind in (
            ("changed", deleted("12") + inserted(run("15")), "<w:text/>"),
            ("within", run("not ") + deleted("yet ") + run("ready"), "<w:text/>"),
            ("entered", inserted(run("15")), "<w:text/>"),
            ("deleted", deleted("12"), "<w:text/>"),
            ("chosen", deleted("Often") + inserted(run("Always")), LIST),
            ("ticked", deleted("☐") + inserted(run("☒")), BOX.format("1")),
            ("left", run("as it was"), "<w:text/>"),
        )
    )
    (folder / "form.docx").write_bytes(word(body))
    for target in ("docx:MS Word 2007 XML", "odt"):
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder / "out"]
        subprocess.run([*command, folder / "form.docx"], check=True, capture_output=True, timeout=120)
    return folder / "out"


@pytest.mark.parametrize("ending", ["docx", "odt"])
def test_changes_that_libreoffice_saved_are_the_same(saved: Path, ending: str):
    _, reading = read(saved / f"form.{ending}")
    assert {field.key: (field.value, field.before) for field in reading.fields} == {
        "changed": ("15", "12"),
        "within": ("not ready", "not yet ready"),
        "entered": ("15", ""),
        "deleted": (None, "12"),
        "chosen": ("Always", "Often"),
        "ticked": (True, ""),
        "left": ("as it was", None),
    }


def test_the_json_of_a_field_says_what_stood_there_where_changes_were_tracked():
    [field] = fields_of(para(control(deleted("12") + inserted(run("15")))))
    assert field.to_json()["before"] == "12"
    [field] = fields_of(para(control(run("15"))))
    assert "before" not in field.to_json()
