"""an answer of several paragraphs that LibreOffice cut after the first is read whole, and with less certainty
WC02 where the text below a control may be something else, the field is in conflict: it may hold half an answer
WC03 what a person typed below a control that nothing was cut from is no part of its answer"""

import subprocess
from collections.abc import Mapping

import pytest

from extractors.read import learn_texts, read_lost
from extractors.slots import BlankTexts
from extractors.word.lost import Lost
from planwright.model import State
from tests.extractors.word_files import control, para, row, run, table, tc, word

RICH = ""
COUNTED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
LEVEL = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
LISTS = (
    f'<w:abstractNum w:abstractNumId="0">{LEVEL}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERING = f'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{LISTS}</w:numbering>'
BREAK = "<w:r><w:br/></w:r>"
CENTERED = '<w:pPr><w:jc w:val="center"/></w:pPr>'
STRUCK = "<w:strike/>"
ROOMS = para(run("We have two rooms."))
THIRD = para(run("A third opens soon."))
BOTH = "We have two rooms.\nA third opens soon."


def form(**given: str) -> bytes:
    """The form; `given` is what stands in its controls, and `under` them."""
    inside = {name: given.get(name, ROOMS) for name in "abcdefg"}
    boxes = {name: control(one, RICH, tag=name) for name, one in inside.items()}
    plain = control(inside["d"], tag="d")
    return word(
        "".join(
            (
                *(para(run("What goes well?")), boxes["a"], given.get("under_a", "")),
                *(para(run("What is hard?")), boxes["b"], given.get("under_b", para()), para(run("What else?"))),
                table(
                    f"<w:tr>{tc(para(run('Where')))}{tc(boxes['c'])}</w:tr>",
                    f"<w:tr>{tc(para(run('When')))}{control(tc(inside['e']), RICH, tag='e')}</w:tr>",
                ),
                *(para(run("Who helps?")), plain, given.get("under_d", ""), para(run("Who leads?"))),
                *(boxes["f"], boxes["g"], para(run("Thank you for your answers."))),
            )
        ),
        stories={"numbering": NUMBERING},
    )


WHOLE = {
    "two paragraphs": ("a", BOTH, {"a": ROOMS + THIRD}),
    "three paragraphs": ("a", f"{BOTH}\nYes.", {"a": ROOMS + THIRD + para(run("Yes."))}),
    "an empty paragraph between": ("a", BOTH.replace("\n", "\n\n"), {"a": ROOMS + para() + THIRD}),
    "an empty paragraph first": ("a", BOTH, {"a": para() + ROOMS + THIRD}),
    "a broken line": ("a", f"{BOTH}\nYes.", {"a": ROOMS + para(run("A third opens soon."), BREAK, run("Yes."))}),
    "above an empty paragraph of the blank": ("b", BOTH, {"b": ROOMS + THIRD}),
    "in a cell": ("c", BOTH, {"c": ROOMS + THIRD}),
    "around a cell": ("e", BOTH, {"e": ROOMS + THIRD}),
    "typed below, which looks the same": ("a", BOTH, {"a": ROOMS, "under_a": THIRD}),
}
UNSURE = {
    "set otherwise": ("a", {"a": ROOMS, "under_a": THIRD.replace("<w:p>", f"<w:p>{CENTERED}")}),
    "in an empty paragraph of the blank": ("b", {"b": ROOMS, "under_b": THIRD}),
    "crossed out": ("a", {"a": ROOMS + para(run("A third opens soon.", STRUCK))}),
    "a list that Word counts": ("a", {"a": (ROOMS + THIRD).replace("<w:p>", f"<w:p>{COUNTED}")}),
    "a table": ("a", {"a": ROOMS + table(row("A third")) + THIRD}),
    "before another control": ("f", {"f": ROOMS + THIRD}),
}
APART = {
    "a control of one line": ("d", {"d": ROOMS, "under_d": THIRD}),
    "nothing below": ("a", {"a": ROOMS}),
}
EVERY = {
    **{name: given for name, (_, _, given) in WHOLE.items()},
    **{name: given for name, (_, given) in (UNSURE | APART).items()},
}


@pytest.fixture(name="blank", scope="module")
def _blank() -> BlankTexts:
    return learn_texts(form(), (), has_open_places=True)


@pytest.fixture(name="saved", scope="module", params=["docx", "odt"])
def _saved(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The forms as LibreOffice saves them."""
    folder = tmp_path_factory.mktemp("cut")
    paths = {name: folder / f"{number}.docx" for number, name in enumerate(EVERY)}
    for name, path in paths.items():
        path.write_bytes(form(**EVERY[name]))
    target = "docx:MS Word 2007 XML" if request.param == "docx" else request.param
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder / "out", *paths.values()]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: (folder / "out" / f"{path.stem}.{request.param}").read_bytes() for name, path in paths.items()}


def lost_in(data: bytes, blank: BlankTexts) -> Lost:
    lost = read_lost(data, blank)
    assert lost is not None
    return lost


def at(lost: Lost, name: str) -> str:
    """The XPath of a control."""
    return next(xpath for xpath, said in lost.names.items() if said == name)


@pytest.mark.parametrize("name", WHOLE)
def test_an_answer_that_was_cut_is_read_whole(name: str, saved: Mapping[str, bytes], blank: BlankTexts):
    key, value, _ = WHOLE[name]
    lost = lost_in(saved[name], blank)
    (read,) = lost.beside.values()
    assert (read.value, read.state) == (value, State.ANSWERED)
    assert 0.9 <= read.confidence < 1
    assert list(lost.beside) == [at(lost, key)]
    assert not lost.astray
    assert "A third opens soon." in lost.lines


@pytest.mark.parametrize("name", UNSURE)
def test_what_may_be_half_an_answer_is_in_conflict(name: str, saved: Mapping[str, bytes], blank: BlankTexts):
    key, _ = UNSURE[name]
    lost = lost_in(saved[name], blank)
    assert at(lost, key) in lost.astray
    assert not lost.beside
    assert "A third opens soon." not in lost.lines


@pytest.mark.parametrize("name", APART)
def test_a_control_that_cannot_have_been_cut_is_as_it_is(name: str, saved: Mapping[str, bytes], blank: BlankTexts):
    lost = lost_in(saved[name], blank)
    assert (dict(lost.beside), lost.astray) == ({}, frozenset())


@pytest.mark.parametrize("name", EVERY)
def test_where_the_control_is_around_paragraphs_still_it_holds_all_of_its_answer(name: str, blank: BlankTexts):
    assert not lost_in(form(**EVERY[name]), blank).beside
