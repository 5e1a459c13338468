"""A composed plan: a sound Word file with every section, in order, whose text is exactly what was said."""

import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.plans import NOT_PROVIDED, PlanContent, compose
from tests.issuing.word_order import disorder
from tests.plans.harbor import (
    TEMPLATE,
    W,
    all_summaries,
    body_of,
    content_of,
    headings_of,
    newest,
    parts_of,
    section_of,
    summary_of,
    text_of,
)

# heading of the section, the practice that feeds it, words that stand there when it is fed
SECTIONS = [
    ("Forms counted", "visioning", "Vision for change"),
    ("About the program", "needs-assessment", "on average"),
    ("Gaps between today and where the program wants to be", "needs-assessment", "Needs assessment, 6 individual"),
    ("Readiness for change", "readiness", " of 5"),
    ("Capacity for change", "capacity", "%"),
    ("Strengths to build on", "needs-assessment", "more.strength by 6"),
    ("Concerns", "needs-assessment", "more.concern by 1"),
    ("Who took part", "visioning", "1 person"),
    ("Vision", "visioning", "vision.statement by 1"),
    ("Priorities and why", "decision-making", "votes in all"),
    ("Reasons given", "decision-making", "reasons.why by 3"),
    ("Goals, objectives and steps", "objectives-goals", "plan.goals.1.objectives.2.steps.1.evidence by 1"),
    ("Practices to be put in place", "intervention-practices", "chosen.practices.2.name by 1"),
    ("Fit of the practice with the program", "fit", "practice.mission.note by 1"),
    ("Fit of the technical assistance with the program", "fit", "assistance.trust.note by 1"),
    ("Recommendation", "fit", "Fit of the practice and of the assistance"),
    ("Logic model", "logic-model", "model.outcomes-long.1.entry by 1"),
    ("Who does what", "staff-roles", "further.tasks.1.task by 1"),
    ("People", "staff-roles", "staff.people.1.contribution by 1"),
    ("Technical assistance resources", "ta-resources", "offer.resources.1.provider by 1"),
    ("Review dates", "objectives-goals", "Oct 1, 2026"),
    ("On the forms", "objectives-goals", "Signed for the program"),
    ("Forms behind this plan", "logic-model", "Logic model"),
]


# the heading over those that an empty plan does not repeat
ABOVE = {
    "Reasons given": "Priorities and why",
    "Practices to be put in place": "Practices and their fit",
    "Fit of the practice with the program": "Practices and their fit",
    "Fit of the technical assistance with the program": "Practices and their fit",
    "Recommendation": "Practices and their fit",
    "Who does what": "Roles and people",
    "People": "Roles and people",
}


@pytest.fixture(scope="module")
def content(instruments: Instruments) -> PlanContent:
    """A plan fed by every instrument."""
    return content_of(instruments, all_summaries(instruments))


@pytest.fixture(scope="module")
def plan(content: PlanContent) -> bytes:
    """The same as a Word file."""
    return compose(TEMPLATE, content)


@pytest.fixture(scope="module")
def empty(instruments: Instruments) -> bytes:
    """A plan that nothing was returned for."""
    return compose(TEMPLATE, content_of(instruments, []))


@pytest.mark.parametrize(("heading", "practice", "words"), SECTIONS, ids=[one[0] for one in SECTIONS])
def test_a_section_says_what_was_returned_or_that_nothing_was(
    instruments: Instruments, empty: bytes, heading: str, practice: str, words: str
):
    instrument = newest(instruments, practice)
    fed = compose(
        TEMPLATE, content_of(instruments, [summary_of(instrument, forms=6 if instrument.least_answers > 1 else None)])
    )
    assert words in section_of(fed, heading)
    assert NOT_PROVIDED in where_empty(empty, heading)


def where_empty(plan: bytes, heading: str) -> str:
    """What stands where this section would: below its heading, in the list of what a summary lacks, or a level up."""
    headings = [title for _, title in headings_of(plan)]
    if heading in headings:
        return section_of(plan, heading)
    lacking = section_of(plan, "Not in this summary").split("\n")
    return lacking[lacking.index(heading) + 1] if heading in lacking else section_of(plan, ABOVE[heading])


def test_an_empty_plan_says_it_once_for_each_part(instruments: Instruments, empty: bytes):
    assert [title for level, title in headings_of(empty) if level == 1] == [
        title
        for level, title in headings_of(compose(TEMPLATE, content_of(instruments, all_summaries(instruments))))
        if level == 1
    ]
    assert [title for level, title in headings_of(empty) if level > 1] == [
        "Forms counted",
        "Not in this summary",
        "On the forms",
        "On this plan",
        "Forms behind this plan",
    ]


def test_the_cover_names_center_agency_program_and_what_is_not_counted(instruments: Instruments):
    def cover(**about: object) -> list[list[str]]:
        said = content_of(instruments, all_summaries(instruments), {"readiness": 1})
        table = next(body_of(compose(TEMPLATE, replace(said, **about))).iter(f"{W}tbl"))  # type: ignore[arg-type]
        return [[text_of(cell) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")]

    assert cover()[:2] == [["Program", "Infants and toddlers"], ["Prepared by", "Two Rivers TA Center"]]
    assert cover()[-1] == ["Not counted yet", "1 more form waits for a person, listed in the assessment summary"]
    assert [row[0] for row in cover(program="", uncounted="")] == ["Prepared by", "Version", "Prepared from"]


def test_forms_that_wait_stand_apart_from_those_not_returned(instruments: Instruments):
    summaries = [summary_of(newest(instruments, "readiness"), forms=6)]
    made = compose(TEMPLATE, content_of(instruments, summaries, {"capacity": 1, "readiness": 2}))
    said = section_of(made, "Forms counted").split("\n")
    waiting, missing = said.index("Waiting for a person"), said.index("Not returned in this round")
    assert said[waiting:missing].count("Capacity for change") == 1
    assert said[said.index("Capacity for change") :][:3] == ["Capacity for change", "1 form", "none"]
    assert "Capacity for change" not in said[missing:]
    assert where_empty(made, "Capacity for change") == "not provided yet: 1 form waits for a person"
    assert "Waiting for a person" not in text_of(body_of(compose(TEMPLATE, content_of(instruments, summaries))))


def test_individual_and_agreed_answers_have_headings_that_tell_them_apart(instruments: Instruments):
    assessment = newest(instruments, "needs-assessment")
    both = compose(TEMPLATE, content_of(instruments, [summary_of(assessment, forms=6), summary_of(assessment)]))
    found = [title for level, title in headings_of(both) if level in (2, 3)]
    assert len(found) == len(set(found))
    assert sum(title.endswith("– agreed by the team") for title in found) == 3
    alone = compose(TEMPLATE, content_of(instruments, [summary_of(assessment)]))
    assert not any(level == 3 for level, _ in headings_of(alone))


@pytest.mark.parametrize("heading", ["Evaluation", "Sustainability"])
def test_evaluation_and_sustainability_have_their_place(empty: bytes, heading: str):
    assert section_of(empty, heading).strip() == NOT_PROVIDED


def test_no_tag_of_the_template_is_left(plan: bytes, empty: bytes):
    for made in (plan, empty):
        for name, data in parts_of(made).items():
            if name.endswith(".xml"):
                assert b"{{" not in data, name
                assert b"{%" not in data, name


def test_headings_descend_without_a_gap_and_sections_stand_in_order(plan: bytes):
    headings = headings_of(plan)
    levels = [level for level, _ in headings]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert [title for level, title in headings if level == 1] == [
        "Assessment summary",
        "Vision",
        "Priorities and why",
        "Goals, objectives and steps",
        "Practices and their fit",
        "Logic model",
        "Roles and people",
        "Technical assistance resources",
        "Evaluation",
        "Sustainability",
        "Review dates",
        "Signatures",
    ]


def test_every_table_of_figures_repeats_its_header_row_and_has_a_name(plan: bytes):
    tables = list(body_of(plan).iter(f"{W}tbl"))
    headed = [table for table in tables if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None]
    assert len(headed) > 15
    for table in headed:
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
        assert len(table.findall(f"{W}tr")) > 1, text_of(table)


def test_every_row_fills_the_grid_of_its_table_and_every_cell_ends_with_a_paragraph(plan: bytes, empty: bytes):
    for made in (plan, empty):
        for table in body_of(made).iter(f"{W}tbl"):
            columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
            for row in table.iterfind(f"{W}tr"):
                spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iterfind(f"{W}tc")]
                assert sum(1 if span is None else int(span.get(f"{W}val", 1)) for span in spans) == columns
            assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))


def test_elements_stand_in_the_order_the_standard_demands(plan: bytes, empty: bytes):
    for made in (plan, empty):
        for name, data in parts_of(made).items():
            if name.startswith("word/") and name.count("/") == 1 and name.endswith(".xml"):
                faults = [one for one in disorder(etree.fromstring(data)) if "not among the elements" not in one]
                assert faults == [], name


def test_the_footer_names_agency_round_version_and_pages(plan: bytes):
    footers = [data.decode() for name, data in parts_of(plan).items() if "footer" in name and "rels" not in name]
    full = [xml for xml in footers if "PAGE" in xml]
    assert len(full) == 3
    for xml in full:
        assert "Harbor Early Learning Center · Fall 2026 · Version of October 12, 2026" in xml
        assert "NUMPAGES" in xml


def test_pages_lie_on_their_side_only_where_something_wide_stands_on_them(
    instruments: Instruments, plan: bytes, empty: bytes
):
    def sides(made: bytes) -> list[str]:
        return [size.get(f"{W}orient", "portrait") for size in body_of(made).iter(f"{W}pgSz")]

    def of(*practices: str) -> bytes:
        return compose(TEMPLATE, content_of(instruments, [summary_of(newest(instruments, one)) for one in practices]))

    assert sides(plan) == ["portrait", "portrait", "landscape", "portrait"]
    assert sides(empty) == ["portrait", "portrait"]
    for practice, heading, other in (
        ("logic-model", "Logic model", "Roles and people"),
        ("staff-roles", "Roles and people", "Logic model"),
    ):
        made = of(practice)
        assert sides(made) == ["portrait", "portrait", "landscape", "portrait"]
        [lying] = [
            text_of(part) for part in pages_of(made) if part[-1].find(f".//{W}pgSz[@{W}orient='landscape']") is not None
        ]
        assert lying.startswith(heading)
        assert f"\n{other}\n" not in lying


def pages_of(plan: bytes) -> list[etree._Element]:
    """The parts of a document between the ends of its sections of pages."""
    parts = [etree.Element("part")]
    for block in list(body_of(plan)[0]):
        parts[-1].append(block)
        if block.find(f".//{W}sectPr") is not None:
            parts.append(etree.Element("part"))
    return parts[:-1]


def test_no_page_ends_or_begins_with_a_single_row_of_a_narrow_table(plan: bytes):
    def keeps(row: etree._Element) -> bool:
        return all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p"))

    seen = 0
    for table in body_of(plan).iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        if len(table.find(f"{W}tblGrid")) <= 4 and len(rows) > 2:
            assert all(map(keeps, (rows[0], rows[1], rows[-2])))
            assert not keeps(rows[-1]), "a table does not hang on what comes after it"
            seen += 1
    assert seen > 10


def test_a_lead_stands_only_over_what_it_leads_to(plan: bytes, empty: bytes):
    for lead in ("Each list orders the same or similar areas", "This rating and the next answer"):
        assert lead in text_of(body_of(plan))
        assert lead not in text_of(body_of(empty))


def test_title_language_and_date_stand_in_the_properties(plan: bytes):
    properties = docx.Document(BytesIO(plan)).core_properties
    assert properties.title == "Technical assistance plan – Harbor Early Learning Center"
    assert properties.subject == "Fall 2026"
    assert properties.language == "en-US"
    assert properties.created is not None
    assert properties.created.date().isoformat() == "2026-10-12"
    assert b'w:lang w:val="en-US"' in parts_of(plan)["word/styles.xml"]


def test_equal_contents_give_equal_bytes(content: PlanContent, plan: bytes):
    assert compose(TEMPLATE, content) == plan
    assert compose(TEMPLATE, replace(content, round="Spring 2027")) != plan


HOSTILE = [
    "a < b & c > d </w:t></w:r> <w:p/>",
    "{{ plan.agency }} {% for x in y %} {{% raw %}} {# no #} }} %} {_{ }_} {_% %_}",
    "first line\nsecond line\n\nafter an empty one",
    "name\tafter a tab\t\ttwo",
    "  two blanks before and after  ",
    "العربية في وسط النص ثم English",
    "שלום 👩🏽‍🏫 é é 𝒳 日本語",
    "\"quotes\" 'single' “curly” &amp; &#10; \\n \\1",
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_an_answer_is_text_and_survives_exactly(content: PlanContent, answer: str):
    person = replace(content.people[0], contribution=answer)
    told = replace(content, agency=answer, people=(person,), vision=replace(content.vision, statements=(answer,)))
    made = compose(TEMPLATE, told)
    paragraphs = [text_of_paragraph(one) for one in body_of(made).iter(f"{W}p")]
    assert paragraphs.count(answer) == 3
    footers = [etree.fromstring(data) for name, data in parts_of(made).items() if name.startswith("word/footer")]
    assert sum(answer in text_of(footer) for footer in footers) == 3
    assert docx.Document(BytesIO(made)).core_properties.title.endswith(f"– {answer}")


def text_of_paragraph(paragraph: etree._Element) -> str:
    """The text of one paragraph, its breaks and tabs as characters."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    pieces = paragraph.iterfind(f"{W}r/*")
    return "".join(signs.get(str(one.tag), one.text or "") for one in pieces if one.tag in (f"{W}t", *signs))


def test_characters_that_xml_cannot_hold_leave_a_visible_sign(content: PlanContent):
    statement = "bell\x07 null\x00 tab\x0b feed\x0c half\ud800 none\uffff line\r\nend\rlast"
    made = compose(TEMPLATE, replace(content, vision=replace(content.vision, statements=(statement,))))
    assert "bell␇ null␀ tab␋ feed␌ half� none� line\nend\nlast" in text_of(body_of(made))


@pytest.mark.parametrize("count", [0, 1, 2, 9])
def test_a_grid_has_as_many_columns_as_there_are_roles(content: PlanContent, count: int):
    names = tuple(f"Role {number}" for number in range(count))
    task = replace(content.roles[0].tasks[0], cells=("A",) * count)
    told = replace(content, roles=(replace(content.roles[0], columns=names, tasks=(task,)),))
    grid = next(table for table in body_of(compose(TEMPLATE, told)).iter(f"{W}tbl") if "Task" in text_of(table)[:5])
    assert len(grid.findall(f"{W}tblGrid/{W}gridCol")) == count + 1
    assert text_of(grid).split("\n")[: count + 1] == ["Task", *names]


def converted(file: Path, kind: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{kind}"


def test_a_template_that_another_program_saved_again_says_the_same(content: PlanContent, plan: bytes, tmp_path: Path):
    again = converted(TEMPLATE, "docx", tmp_path)
    made = compose(again, content)
    assert again.read_bytes() != TEMPLATE.read_bytes()
    assert text_of(body_of(made)).split() == text_of(body_of(plan)).split()


def test_libreoffice_opens_the_plan_and_shows_its_values(plan: bytes, content: PlanContent, tmp_path: Path):
    (tmp_path / "plan.docx").write_bytes(plan)
    converted(tmp_path / "plan.docx", "pdf", tmp_path)
    shown = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "plan.pdf", "-"], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    words = " ".join(shown.split())
    for heading in headings_of(plan):
        assert heading[1].split(" ")[0] in words
    for value in (content.agency, content.based_on, "vision.statement by 1", "Page 2 of", "Where we want to be"):
        assert value in words
    for row in content.needs[0].rows:
        assert row.gap in words
    for percent in content.capacity[0].rows:
        assert words.count(percent.value) >= 2, "in the table and in the picture"
