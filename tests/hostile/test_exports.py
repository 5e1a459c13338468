"""Answers that are formulas, template code or markup, from the form to all that is made of it: they stay text."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from planwright.aggregate.export import FORMULA_STARTS
from planwright.instruments import Instruments, Kind
from planwright.ledger import FileState, open_ledger
from planwright.plans.charts import Chart, Series, chart_xml, workbook
from planwright.plans.keep import Kept
from planwright.workspace import Workspace
from tests.flows.test_every_answer import PEOPLE, Filled
from tests.forms import completed, new_workspace, plan_of, read_inbox
from tests.plan_text import lines_of

ANSWERS = [
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"here")',
    "{{ 7*7 }}",
    "{% for x in range(10**9) %}{{ x }}{% endfor %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{%p if true %}",
    "{#",
    "</w:t></w:r></w:p><w:p><w:r><w:t>",
    "<w:t>&amp;</w:t>",
    "]]><!--",
    '"><script>alert(1)</script>',
    "\\\\127.0.0.1\\share\\a",
]
PRACTICES = ("visioning", "decision-making", "objectives-goals", "logic-model")


class Hostile(Filled):
    """Answers each text of which is one of these, with its question so that it can be told apart."""

    def _value(self, item, rows):
        if item.kind in (Kind.TEXT, Kind.LONG_TEXT):
            self._number += 1
            return f"{ANSWERS[self._number % len(ANSWERS)]} {item.at(rows)}"
        return super()._value(item, rows)


@pytest.fixture(scope="module")
def workspace(instruments: Instruments, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = new_workspace(tmp_path_factory.mktemp("exports") / "center")
    for practice in PRACTICES:
        [one] = [Hostile(held) for held in instruments.newest() if held.practice == practice]
        for person in range(PEOPLE if practice == "decision-making" else 1):
            form = completed(one.instrument, one.answers, name=f"{ANSWERS[person]} {person}")
            (made.inbox / f"{practice}-{person}.docx").write_bytes(form)
    assert set(read_inbox(made)) == {"accepted"}
    return made


@pytest.fixture(scope="module")
def kept(workspace: Workspace, instruments: Instruments) -> Kept:
    return plan_of(workspace, instruments)


def texts(instruments: Instruments, practice: str) -> list[str]:
    [one] = [Hostile(held) for held in instruments.newest() if held.practice == practice]
    return [value for path, value in one.answers.items() if isinstance(value, str) and value.endswith(f" {path}")]


def test_the_json_beside_each_form_says_what_was_answered(workspace: Workspace, instruments: Instruments):
    with open_ledger(workspace.ledger_url) as ledger:
        entries = ledger.entries(state=FileState.ACCEPTED)
    for entry in entries:
        data = json.loads(workspace.path_of(entry.submission or "").read_text())
        answered = {str(one["value"]) for one in data["submission"]["responses"]}
        assert entry.facts is not None
        assert set(texts(instruments, entry.facts.instrument)) <= answered


def test_no_cell_of_the_csv_is_a_formula(kept: Kept):
    rows = list(csv.reader(io.StringIO(kept.path.with_suffix(".summary.csv").read_text("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(FORMULA_STARTS) and not _is_number(cell)] == []
    assert [cell for cell in cells if cell.startswith("'=cmd|")]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("practice", ["visioning", "objectives-goals", "logic-model"])
def test_the_figures_and_the_plan_say_each_answer_letter_by_letter(kept: Kept, instruments: Instruments, practice: str):
    said = json.loads(kept.path.with_suffix(".summary.json").read_text())
    whole = json.dumps(said, ensure_ascii=False)
    lines = lines_of(kept.path)
    for text in texts(instruments, practice):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in whole
        assert any(text in line for line in lines), text


def test_the_plan_is_a_sound_word_file_that_fetches_and_runs_nothing(kept: Kept):
    with zipfile.ZipFile(kept.path) as plan:
        for name in plan.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(plan.read(name))
                assert not root.xpath("//*[@TargetMode='External']"), name
                assert not root.xpath("//*[local-name()='instrText' and contains(., 'DDE')]")


def test_no_cell_of_the_workbook_behind_a_chart_is_a_formula_or_a_link():
    """Its labels are titles of questions, which the draft of a form of others takes from that form."""
    values = tuple(float(number) for number in range(len(ANSWERS)))
    drawn = Chart(
        title=ANSWERS[0],
        finding=ANSWERS[1],
        labels=tuple(ANSWERS),
        series=(Series(name=ANSWERS[4], values=values),),
        least=0,
        most=5,
        unit="0",
        instead="",
    )
    with zipfile.ZipFile(io.BytesIO(workbook(drawn))) as package:
        parts = {name: etree.fromstring(package.read(name)) for name in package.namelist()}
    for name, root in parts.items():
        assert not root.xpath("//*[local-name()='f' or local-name()='hyperlink']"), name
        assert not root.xpath("//*[@TargetMode='External']"), name
    held = ["".join(one.itertext()) for one in parts["xl/sharedStrings.xml"]]
    assert set(ANSWERS) <= set(held)
    shown = etree.fromstring(chart_xml(drawn, "r1"))
    assert set(ANSWERS) <= {one.text for one in shown.iter() if one.text}


def test_what_is_filed_is_called_after_the_file_and_never_after_an_answer(workspace: Workspace):
    names = [path.name for top in ("archive", "plans") for path in Path(workspace.folder, top).rglob("*")]
    assert not [name for name in names if any(mark in name for mark in "=@{<|")]
