"""Forms of which a respondent changed what is printed: words gone, hidden, marked, numbered or in another order."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from benchmarks.accuracy.truth import RETURNED, editions, instruments
from flows.form import read_form
from flows.known import Known
from planwright.model import Accepted, NeedsReview, Outcome
from tests.fill_word import W
from tests.forms import completed
from tests.round_trip.altered import answers_of, codes_of, known_of, with_body

Change = Callable[[etree._Element], None]
Read = Callable[[str, Change], Outcome]
NUMBERING = f"""<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
RELATION = (
    '<Relationship Id="rIdLists" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"'
    ' Target="lists.xml"/></Relationships>'
)
PLAIN, CONTROLS, OURS = "capacity-table-alder", "needs-survey-juniper", "needs-assessment"


@pytest.fixture(name="read", scope="module")
def _read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """What becomes of a form once its body was changed: a returned copy of an adopted one, or one that we issued."""
    folder = tmp_path_factory.mktemp("forms")
    adopted = Known(instruments=instruments(), editions=editions())
    issued = known_of(instruments())
    filled = completed(instruments()[OURS, "1"], {"program.classrooms": 12, "more.strength": "We talk every day."})

    def become(name: str, change: Change) -> Outcome:
        is_ours = name == OURS
        form = filled if is_ours else (RETURNED / f"{name}.docx").read_bytes()
        file = folder / "form.docx"
        file.write_bytes(with_lists(with_body(form, change)))
        return read_form(file, issued if is_ours else adopted)

    return become


def with_lists(form: bytes, kind: str = "decimal", text: str = "%1.") -> bytes:
    """The form with a list that begins with 3."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as before, zipfile.ZipFile(out, "w") as after:
        for entry in before.infolist():
            data = before.read(entry)
            if entry.filename == "word/_rels/document.xml.rels":
                said = re.sub(r'<Relationship [^>]*relationships/numbering"[^>]*/>', "", data.decode())
                data = said.replace("</Relationships>", RELATION).encode()
            after.writestr(entry, data)
        after.writestr("word/lists.xml", NUMBERING % (kind, text))
    return out.getvalue()


def words(paragraph: etree._Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))


def line(root: etree._Element, text: str) -> etree._Element:
    """The innermost paragraph with these words."""
    return [one for one in root.iter(f"{{{W}}}p") if text in words(one)][-1]


def looks(text: str, look: str) -> Change:
    """Gives all the runs of a paragraph a look."""

    def change(root: etree._Element) -> None:
        for run in line(root, text).iter(f"{{{W}}}r"):
            add(run, "rPr", look)

    return change


def add(element: etree._Element, properties: str, look: str) -> None:
    held = element.find(f"{{{W}}}{properties}")
    if held is None:
        held = etree.Element(f"{{{W}}}{properties}")
        element.insert(0, held)
    for one in etree.fromstring(f'<a xmlns:w="{W}">{look}</a>'):
        for same in held.findall(one.tag):
            held.remove(same)
        held.append(one)


def emptied(text: str) -> Change:
    def change(root: etree._Element) -> None:
        for one in line(root, text).iter(f"{{{W}}}t"):
            one.text = ""

    return change


def deleted(text: str) -> Change:
    """Deletes the words of a paragraph while changes are tracked."""

    def change(root: etree._Element) -> None:
        for run in list(line(root, text).iter(f"{{{W}}}r")):
            around = etree.Element(f"{{{W}}}del", {f"{{{W}}}id": "7", f"{{{W}}}author": "B"})
            run.addprevious(around)
            around.append(run)
            for one in run.iter(f"{{{W}}}t"):
                one.tag = f"{{{W}}}delText"

    return change


def rewritten(text: str, old: str, new: str) -> Change:
    def change(root: etree._Element) -> None:
        held = next(one for one in line(root, text).iter(f"{{{W}}}t") if old in (one.text or ""))
        held.text = (held.text or "").replace(old, new)

    return change


PRINTED = [
    (PLAIN, "Complete this form together"),
    (PLAIN, "Looking ahead"),
    (PLAIN, "Leadership and policy"),
    (CONTROLS, "Your answers decide"),
    (CONTROLS, "Meals are served"),
    (OURS, "Fill this form in"),
    (OURS, "How many classrooms"),
    (OURS, "Daily routines are planned"),
]
LOOKS = {
    "white": '<w:color w:val="ffffff"/>',
    "hidden": "<w:vanish/>",
    "struck": "<w:strike/>",
    "struck twice": "<w:dstrike/>",
}


@pytest.mark.parametrize("name", [PLAIN, CONTROLS, OURS])
def test_a_form_that_nobody_changed_is_told_nothing(read: Read, name: str):
    outcome = read(name, lambda _: None)
    assert isinstance(outcome.verdict, Accepted)
    assert not set(codes_of(outcome)) & {"print-gone", "print-marked", "text-unread"}


@pytest.mark.parametrize("how", [emptied, deleted])
@pytest.mark.parametrize(("name", "text"), PRINTED)
def test_printed_words_that_were_taken_out_are_told(read: Read, name: str, text: str, how: Callable[[str], Change]):
    outcome = read(name, how(text))
    assert isinstance(outcome.verdict, NeedsReview)
    (told,) = [one for one in outcome.verdict.problems if one.code == "print-gone"]
    assert f"prints “{text}" in told.message
    assert " below “" in told.message


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize(("name", "text"), PRINTED)
def test_printed_words_that_nobody_sees_or_that_are_crossed_out_are_told(read: Read, name: str, text: str, look: str):
    kind = "crossed out" if look.startswith("struck") else "hidden"
    outcome = read(name, looks(text, LOOKS[look]))
    assert isinstance(outcome.verdict, NeedsReview)
    said = [one.message for one in outcome.verdict.problems if one.code in ("text-unread", "print-marked")]
    assert any(f"({kind}: {text}" in message or (f"“{text}" in message and "in white" in message) for message in said)


def test_white_words_on_a_dark_ground_are_seen(read: Read):
    look = '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="1F3A5F"/>'
    assert "text-unread" not in codes_of(read(PLAIN, looks("Looking ahead", look)))


@pytest.mark.parametrize(
    ("name", "text", "old", "new"),
    [
        (PLAIN, "preparing for", "preparing", "not preparing"),
        (PLAIN, "How far is each", "in place", "not in place"),
        (CONTROLS, "Children enrolled", "Children", "Adults"),
        (OURS, "How many classrooms", "classrooms", "children"),
        (OURS, "Home visiting", "Home", "No home"),
    ],
)
def test_printed_words_that_were_changed_are_told(read: Read, name: str, text: str, old: str, new: str):
    assert isinstance(read(name, rewritten(text, old, new)).verdict, NeedsReview)


def test_questions_that_changed_places_are_told(read: Read):
    def swap(root: etree._Element) -> None:
        asked = ("How many classrooms do your answers cover?", "How many children are in them?")
        first, second = (next(one for one in root.iter(f"{{{W}}}t") if one.text == text) for text in asked)
        first.text, second.text = second.text, first.text

    outcome = read(OURS, swap)
    assert codes_of(outcome) == ["print-gone"]
    assert "prints “How many classrooms do your answers cover?”" in outcome.verdict.problems[0].message


@pytest.mark.parametrize("form", [PLAIN, OURS])
@pytest.mark.parametrize("look", ["<w:vanish/>", '<w:color w:val="FFFFFF"/>'])
def test_an_answer_that_nobody_sees_goes_to_a_person(read: Read, form: str, look: str):
    text = "We talk every" if form == OURS else "Meets first"
    outcome = read(form, looks(text, look))
    assert isinstance(outcome.verdict, NeedsReview)
    assert set(codes_of(outcome)) & {"answer-conflict", "answer-unreadable"}


# -- what stands out --------------------------------------------------------------------------------------------------

YELLOW, FRAME = '<w:highlight w:val="yellow"/>', '<w:bdr w:val="single" w:color="FF0000"/>'
GROUND = '<w:shd w:val="clear" w:fill="FFFF00"/>'


@pytest.mark.parametrize("look", [YELLOW, FRAME, GROUND])
@pytest.mark.parametrize(("name", "text"), [*PRINTED, (PLAIN, "Partly in place"), (OURS, "Home visiting")])
def test_printed_words_that_stand_out_are_told(read: Read, name: str, text: str, look: str):
    outcome = read(name, looks(text, look))
    assert isinstance(outcome.verdict, NeedsReview)
    (told,) = [one for one in outcome.verdict.problems if one.code == "print-marked"]
    assert f": “{text}" in told.message


@pytest.mark.parametrize("name", [PLAIN, CONTROLS, OURS])
def test_colors_that_a_program_writes_in_small_letters_are_no_marks(read: Read, name: str):
    def small(root: etree._Element) -> None:
        for one in root.iter():
            for key in ("fill", "color"):
                if (color := one.get(f"{{{W}}}{key}")) is not None:
                    one.set(f"{{{W}}}{key}", color.lower())

    assert isinstance(read(name, small).verdict, Accepted)


@pytest.mark.parametrize(("name", "text"), [(PLAIN, "Meets first"), (OURS, "We talk every")])
def test_an_answer_may_stand_out(read: Read, name: str, text: str):
    assert isinstance(read(name, looks(text, YELLOW)).verdict, Accepted)


@pytest.mark.parametrize(
    "look",
    [GROUND, '<w:tcBorders><w:top w:val="single" w:color="FF0000"/></w:tcBorders>'],
)
def test_a_cell_that_was_colored_or_framed_is_told(read: Read, look: str):
    def change(root: etree._Element) -> None:
        row = next(line(root, "Daily routines are planned").iterancestors(f"{{{W}}}tr"))
        add(list(row.iter(f"{{{W}}}tc"))[1], "tcPr", look)

    assert codes_of(read(OURS, change)) == ["print-marked"]


def test_a_choice_made_by_tracked_formatting_is_an_edit_nobody_accepted(read: Read):
    def change(root: etree._Element) -> None:
        asked = line(root, "Position (please circle)")
        chosen = next(run for run in asked.iter(f"{{{W}}}r") if "Director" in words(run))
        add(chosen, "rPr", '<w:rPrChange w:id="1" w:author="B"><w:rPr/></w:rPrChange>')

    outcome = read(PLAIN, change)
    (told,) = [one for one in outcome.verdict.problems if one.code == "answer-edited"]
    assert (told.item, answers_of(outcome)["identity.role"]) == ("identity.role", "director")


# -- numbers that Word counts -----------------------------------------------------------------------------------------

LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def numbered(text: str, *, keep: bool = True) -> Change:
    """Makes the paragraph that holds this text one of a list, with or without its text."""

    def change(root: etree._Element) -> None:
        held = next(one for one in root.iter(f"{{{W}}}p") if words(one).strip() in (text, f"{text} classrooms"))
        add(held, "pPr", LISTED)
        if not keep:
            emptied(text)(held)

    return change


def test_a_number_that_word_counts_is_the_answer_a_person_sees(read: Read):
    outcome = read(PLAIN, numbered("4", keep=False))
    assert answers_of(outcome)["team.members"] == "3."
    assert codes_of(outcome) == ["not-asked", "not-a-number"]


def test_a_number_before_an_answer_is_part_of_it(read: Read):
    outcome = read(PLAIN, numbered("Meets first Tuesdays; minutes since April"))
    said = "3. Meets first Tuesdays; minutes since April"
    assert answers_of(outcome)["leadership.team.evidence"] == said
    assert isinstance(read(PLAIN, numbered("9/17/2026")).verdict, NeedsReview)


@pytest.mark.parametrize(("name", "text"), [(CONTROLS, "18"), (OURS, "12")])
def test_a_number_before_a_field_goes_to_a_person(read: Read, name: str, text: str):
    assert isinstance(read(name, numbered(text)).verdict, NeedsReview)


def test_a_bullet_says_nothing_and_a_tick_for_one_is_a_mark(tmp_path: Path):
    known = Known(instruments=instruments(), editions=editions())
    form = (RETURNED / f"{PLAIN}.docx").read_bytes()

    def mark(root: etree._Element) -> None:
        row = next(line(root, "A standing team guides").iterancestors(f"{{{W}}}tr"))
        cells = list(row.iter(f"{{{W}}}tc"))
        for one in cells[2].iter(f"{{{W}}}t"):
            one.text = ""
        add(next(cells[3].iter(f"{{{W}}}p")), "pPr", LISTED)

    def bulleted(root: etree._Element) -> None:
        numbered("Meets first Tuesdays; minutes since April")(root)

    def become(change: Change, symbol: str) -> Outcome:
        file = tmp_path / "form.docx"
        file.write_bytes(with_lists(with_body(form, change), "bullet", symbol))
        return read_form(file, known)

    assert answers_of(become(mark, "✓"))["leadership.team.score"] == 2
    assert "leadership.team.score" not in answers_of(become(mark, "•"))
    said = answers_of(become(bulleted, "•"))["leadership.team.evidence"]
    assert said == "Meets first Tuesdays; minutes since April"


@pytest.mark.parametrize("look", ['<w:vertAlign w:val="superscript"/>', '<w:position w:val="12"/>'])
@pytest.mark.parametrize(("name", "text"), [(PLAIN, "4"), (CONTROLS, "18"), (OURS, "12")])
def test_a_raised_digit_is_no_other(read: Read, name: str, text: str, look: str):
    def change(root: etree._Element) -> None:
        held = next(one for one in root.iter(f"{{{W}}}t") if (one.text or "").strip() == text)
        run = held.getparent()
        assert run is not None
        run.addnext(etree.fromstring(f'<w:r xmlns:w="{W}"><w:rPr>{look}</w:rPr><w:t>2</w:t></w:r>'))

    outcome = read(name, change)
    assert isinstance(outcome.verdict, NeedsReview)
    assert int(f"{text}2") not in answers_of(outcome).values()
