"""The page of a run: it says what is asked of it, holds no answer, loads nothing, and can be read by everybody."""

import re
import subprocess
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
from lxml import html

from benchmarks.accuracy.browser import PROGRAM, QUIET, SECONDS
from flows.nightly import nightly
from planwright.durable import write
from planwright.instruments import Instruments
from planwright.report import content_of, markdown, page_of
from planwright.report.content import Happened
from planwright.workspace import Workspace, ledger_of, open_workspace
from tests.forms import completed, new_workspace

EVIL = "<script>alert('x')</script><img src=//evil.example/x> & Sons"
BOGUS = "\u202efdp.exe <b>bold {{ 7*7 }}.docx"
WRITTEN = "Zyxwv"
NEEDS = {"identity.completed": "2020-09-30"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, instruments: Instruments) -> Workspace:
    """A workspace of hostile names, after a nightly run over a form that counts, ones that do not, and a picture."""
    made = new_workspace(tmp_path_factory.mktemp("page") / "center")
    toml = made.folder / "planwright.toml"
    text = toml.read_text().replace("Test center", EVIL.replace('"', "")).replace("[agencies.mesa]", CONTACT)
    write(toml, text.encode())
    readiness = instruments["readiness", "1"]
    (made.inbox / "good.docx").write_bytes(completed(readiness, NEEDS))
    (made.inbox / "good again.docx").write_bytes(completed(readiness, NEEDS))
    (made.inbox / BOGUS).write_bytes(completed(readiness, {**NEEDS, "identity.agency": WRITTEN, "identity.name": "B"}))
    (made.inbox / "no name.docx").write_bytes(completed(readiness, {**NEEDS, "identity.name": None}))
    (made.inbox / "holiday.jpg").write_bytes(b"\xff\xd8\xff\xe0 no form")
    nightly(str(made.folder))
    return open_workspace(made.folder)


CONTACT = f'[agencies.evil]\nname = "{EVIL}"\ncontact = "<i>who</i>@evil.example"\n\n[agencies.mesa]'


@pytest.fixture(scope="module")
def source(workspace: Workspace) -> str:
    file = page_of(workspace, 1)
    assert file is not None
    assert re.fullmatch(r"run-1-\d{4}-\d\d-\d\d\.html", file.name)
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(source: str) -> html.HtmlElement:
    return html.fromstring(source)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def section(page: html.HtmlElement, title: str) -> html.HtmlElement:
    [found] = page.xpath("//section[h2=$title]", title=title)
    return found


def test_it_says_what_came_and_what_became_of_it(page: html.HtmlElement):
    assert "5 files came in. 1 plan was made. 3 files need a person, all of them new." in words(page)
    rows = {words(row[0]): [words(cell) for cell in row[1:]] for row in page.xpath("//table//tbody/tr")}
    assert rows["(not known)"] == ["(not known)", "1", "0", "0", "1", "0", "0"]
    told = words(section(page, "What came, and what became of it"))
    assert "Harbor Early Learning Fall 2026 4 1 2 0 1 0" in told
    assert "plans/harbor/2026-fall/harbor-2026-fall-ta-plan-v1.docx" in told


def test_it_says_who_has_not_returned_what(page: html.HtmlElement, instruments: Instruments):
    told = section(page, "What has come back")
    [brief, matrix] = told.xpath(".//table")
    rows = {words(row[0]): row for row in brief.xpath(".//tbody/tr")}
    count = len(instruments.newest())
    harbor, mesa = rows["Harbor Early Learning"], rows["Mesa Child Development"]
    assert words(harbor[1]) == f"1 of {count}"
    assert "Readiness for change" not in words(harbor[2])
    assert "Needs assessment" in words(harbor[2])
    assert [words(cell) for cell in mesa[1:]] == [f"0 of {count}", "any practice"]
    column = [words(cell) for cell in matrix.xpath(".//thead//th")].index("Readiness for change")
    cells = {words(row[0]): words(row[column]) for row in matrix.xpath(".//tbody/tr")}
    assert cells["Harbor Early Learning"] == "1 2 to settle"
    assert cells["Mesa Child Development"] == "none"


def test_it_says_of_each_file_that_needs_a_person_where_it_lies_and_what_to_do(
    page: html.HtmlElement, workspace: Workspace
):
    told = section(page, "What needs a person")
    with ledger_of(workspace) as ledger:
        [entry] = [one for one in ledger.entries() if one.name == "no name.docx"]
    [one] = [article for article in told.xpath(".//article") if "no name.docx" in words(article)]
    assert f"File {entry.id}, came" in words(one)
    assert entry.location in words(one)
    assert "was left blank and needs an answer. Ask the respondent." in words(one)


def test_it_holds_no_answer(source: str, workspace: Workspace):
    assert WRITTEN not in source
    texts = [file.read_text() for file in workspace.review.rglob("*.problems.txt")]
    assert any(WRITTEN in text for text in texts), "nothing was kept back"


def test_names_are_words_and_nothing_else(page: html.HtmlElement, source: str):
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert not tags & {"script", "img", "b", "i", "link", "iframe", "object", "base", "form", "svg"}
    assert EVIL in page.text_content()
    assert "<i>who</i>@evil.example" in page.text_content()
    assert "{{ 7*7 }}" in page.text_content()
    assert "\u202e" not in source


def test_it_loads_nothing_and_runs_nothing(page: html.HtmlElement, source: str):
    for element in page.iter():
        assert not set(element.attrib) & {"src", "href", "srcset", "action", "data", "background", "style"}
        assert not [name for name in element.attrib if name.startswith("on")]
    style = page.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    assert policy.startswith("default-src 'none'")


def test_it_can_be_read_by_whoever_listens_to_it(page: html.HtmlElement):
    assert page.get("lang") == "en"
    assert words(page.find(".//title"))
    levels = [int(one.tag[1]) for one in page.iter("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in page.iter("table"):
        assert words(table.find("caption"))
        assert all(head.get("scope") == "col" for head in table.xpath("./thead//th"))
        assert all(row[0].tag == "th" and row[0].get("scope") == "row" for row in table.xpath("./tbody/tr"))
    assert page.find(".//main") is not None


def test_its_colours_are_greys_that_stand_out_from_each_other(source: str):
    def light(colour: str) -> float:
        digits = colour * 2 if len(colour) == 3 else colour
        assert digits[:2] == digits[2:4] == digits[4:], f"#{colour} is no grey"
        share = int(digits[:2], 16) / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    inks = {light(one) for one in re.findall(r"(?<![-\w])color: #([0-9a-f]+)", source)}
    grounds = {light(one) for one in re.findall(r"background: #([0-9a-f]+)", source)}
    assert inks
    assert grounds
    assert all((ground + 0.05) / (ink + 0.05) >= 7 for ink in inks for ground in grounds)


def test_as_markdown_it_says_the_same_and_names_mean_nothing(workspace: Workspace, instruments: Instruments):
    with ledger_of(workspace) as ledger:
        said = content_of(workspace, ledger, instruments, ledger.run_record(1), Happened(stages={"Reading": 1.0}))
    text = markdown(said)
    assert "5 files came in. 1 plan was made. 3 files need a person, all of them new." in text
    assert WRITTEN not in text
    assert not re.search(r"(?<!\\)<", text), "a tag"
    rows = [line for line in text.splitlines() if line.startswith("|")]
    blocks = [block for block in text.split("\n\n") if block.startswith("|")]
    assert rows
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}) == 1
    assert "| Harbor Early Learning | 1 of" in text


def test_a_stop_while_it_is_written_leaves_no_half_of_it(workspace: Workspace, tmp_path: Path):
    from planwright.recovery import recover
    from planwright.workspace import hold

    part = workspace.reports / ".planwright-0123456789abcdef.part"
    part.write_bytes(b"<!DOCTYPE")
    with hold(workspace), ledger_of(workspace) as ledger:
        recover(workspace, ledger)
    assert not part.exists()


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("A4", 595)])
def test_it_prints_with_nothing_cut_off(source: str, tmp_path: Path, paper: str, width: int):
    """Every word of the page is on the paper, within its margins; heads of columns stand upright."""
    (tmp_path / "page.html").write_text(source.replace("@page { ", f"@page {{ size: {paper}; "), encoding="utf-8")
    made = tmp_path / "page.pdf"
    where = (f"--user-data-dir={tmp_path}/profile", f"--print-to-pdf={made}", (tmp_path / "page.html").as_uri())
    subprocess.run([PROGRAM, *QUIET, *where], check=True, capture_output=True, timeout=SECONDS)
    with pdfplumber.open(made) as pdf:
        assert {round(page.width) for page in pdf.pages} == {width}
        characters = [one for page in pdf.pages for one in page.chars]
        held = " ".join(page.extract_text() for page in pdf.pages)
    margin = 14 / 25.4 * 72
    assert min(one["x0"] for one in characters) >= margin - 1
    assert max(one["x1"] for one in characters) <= width - margin + 1
    for said in ("Mesa Child Development", "holiday.jpg", "harbor-2026-fall-ta-plan-v1.docx", "No answers of any form"):
        assert said in held
    turned = "".join(one["text"] for one in characters if not one["upright"])
    assert "Readiness for change" in turned
