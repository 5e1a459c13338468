"""A template that cannot be filled stops with its file, the paragraph and the cure; a sound one is read once."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pytest

from planwright.errors import TemplateError
from planwright.instruments import Instruments
from planwright.plans import PlanContent, compose
from planwright.plans.template import open_template
from tests.plans.harbor import TEMPLATE, all_summaries, body_of, content_of, text_of


@pytest.fixture(scope="module")
def content(instruments: Instruments) -> PlanContent:
    """A plan fed by every instrument."""
    return content_of(instruments, all_summaries(instruments))


def template(path: Path, *paragraphs: str) -> Path:
    """A Word file with these paragraphs, as python-docx writes it."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(path / "own.docx"))
    return path / "own.docx"


@pytest.mark.parametrize(
    ("paragraph", "named", "cure"),
    [
        ("For {{ plan.agenci }} only", "plan.agenci", "Did you mean plan.agency?"),
        ("{{ agency }}", "agency", "docs/templates.md"),
        ("{{ plan.vision.statement }}", "plan.vision.statement", "Did you mean plan.vision.statements?"),
        ("{{ plan.goals }}", "plan.goals", "It is a list"),
        ("{{ plan.vision }}", "plan.vision", "print one of them: statements"),
        ("{{ plan.agency.name }}", "plan.agency.name", "no such placeholder"),
        ("{% for x in plan.agency %}{{ x }}{% endfor %}", "plan.agency", "It is not a list"),
        ("{% for g in plan.goals %}{{ g.gaol }}{% endfor %}", "g.gaol", "Did you mean g.goal?"),
        ("{% for g in plan.evaluation %}{{ g.unheard }}{% endfor %}", "g.unheard", "no such placeholder"),
        ("{% if plan.readyness %}yes{% endif %}", "plan.readyness", "Did you mean plan.readiness?"),
        ("{% macro f() %}x{% endmacro %}", "macro", "Only if, for and set"),
    ],
)
def test_an_unknown_placeholder_is_named_with_its_paragraph(tmp_path: Path, paragraph: str, named: str, cure: str):
    file = template(tmp_path, "First.", paragraph, "Last.")
    with pytest.raises(TemplateError) as stopped:
        open_template(file, {"plan": PlanContent})
    message = str(stopped.value)
    assert str(file) in message
    assert f"{named} cannot be filled" in message
    assert cure in message
    assert "First." not in message
    assert paragraph[:20] in message


@pytest.mark.parametrize(
    "paragraph", ["{% for x in plan.goals %}", "{{ plan. }}", "{{ plan.agency | shout }}", "{% fi %}"]
)
def test_a_broken_tag_is_named_with_its_file(tmp_path: Path, paragraph: str, content: PlanContent):
    file = template(tmp_path, "First.", paragraph)
    with pytest.raises(TemplateError, match=r"own\.docx, paragraph"):
        compose(file, content)


def test_tags_that_tear_a_paragraph_apart_are_told(tmp_path: Path, content: PlanContent):
    file = template(tmp_path, "{% for goal in plan.goals %}", "{%p endfor %}")
    with pytest.raises(TemplateError, match="tear a table or paragraph apart"):
        compose(file, content)


@pytest.mark.parametrize(
    "attack",
    [
        "{{ plan.agency.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ plan.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__.os.popen('true') }}",
        "{{ plan.goals.append(1) }}",
    ],
)
def test_a_template_cannot_reach_out_of_the_plan(tmp_path: Path, content: PlanContent, attack: str):
    with pytest.raises(TemplateError):
        compose(template(tmp_path, attack), content)


def test_a_chart_in_a_footer_is_refused(tmp_path: Path, content: PlanContent):
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "{% for n in plan.needs %}{{ n.chart }}{% endfor %}"
    document.save(str(tmp_path / "own.docx"))
    with pytest.raises(TemplateError, match="only in the body"):
        compose(tmp_path / "own.docx", content)


def test_a_tag_that_word_split_over_runs_is_one_tag(tmp_path: Path, content: PlanContent):
    document = docx.Document()
    paragraph = document.add_paragraph("{")
    for piece in ("{ pl", "an.", "agency }", "}"):
        paragraph.add_run(piece).bold = len(piece) % 2 == 0
    document.save(str(tmp_path / "own.docx"))
    assert content.agency in text_of(body_of(compose(tmp_path / "own.docx", content)))


def test_a_changed_template_is_read_again(tmp_path: Path, content: PlanContent):
    first = compose(template(tmp_path, "Before {{ plan.round }}"), content)
    second = compose(template(tmp_path, "After that, {{ plan.round }}"), content)
    assert "Before Fall 2026" in text_of(body_of(first))
    assert "After that, Fall 2026" in text_of(body_of(second))


def test_an_unchanged_template_is_read_once():
    assert open_template(TEMPLATE, {"plan": PlanContent}) is open_template(TEMPLATE, {"plan": PlanContent})


@pytest.mark.parametrize("name", ["missing.docx", "text.docx", "zip.docx"])
def test_what_is_no_word_file_is_told(tmp_path: Path, content: PlanContent, name: str):
    (tmp_path / "text.docx").write_text("not a package")
    with ZipFile(tmp_path / "zip.docx", "w") as package:
        package.writestr("a.txt", "nothing of Word's")
    with pytest.raises(TemplateError, match=name):
        compose(tmp_path / name, content)
