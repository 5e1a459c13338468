"""Another office program opens every form, prints it, and saves it without losing an answer's place."""

import subprocess
from pathlib import Path

import pdfplumber
import pypdf
import pytest

from extractors.word.fields import read_word_fields
from planwright.bind import bind
from planwright.issuing.word.words import WORDS
from planwright.model import State
from planwright.stamp import STAMP_KEY
from tests.issuing.word_package import AGENCY, ROUND, controls, part, parts, stamp_of

TOP, BOTTOM = 50, 84  # points from the edges of the paper to the text area
AROUND = ("group", "repeatingSection", "repeatingSectionItem")


def office(files, target, folder: Path) -> None:
    """Converts all the files in one call of LibreOffice, with a profile of its own."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", str(folder), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)


@pytest.fixture(scope="module")
def opened(issued, tmp_path_factory) -> Path:
    """The folder of every form as LibreOffice saved it again and as it printed it."""
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name, (_, form) in issued.items():
        files.append(folder / "blank" / f"{name}.docx")
        files[-1].parent.mkdir(exist_ok=True)
        files[-1].write_bytes(form)
    office(files, "docx:Office Open XML Text", folder)
    office(files, "pdf", folder)
    return folder


def test_every_form_is_printed_with_its_identity_on_every_page(issued, opened):
    for name, (instrument, _) in issued.items():
        pages = pypdf.PdfReader(opened / f"{name}.pdf").pages
        assert pages, name
        for page in pages:
            text = page.extract_text()
            assert str(stamp_of(instrument)) in text
            assert "\ufffd" not in text
        assert instrument.title in pages[0].extract_text()


def test_no_page_before_the_last_leaves_a_third_of_its_text_area_empty(issued, opened):
    for name in issued:
        with pdfplumber.open(opened / f"{name}.pdf") as pdf:
            for page in pdf.pages[:-1]:
                foot = page.height - BOTTOM
                feet = [one["bottom"] for one in (*page.extract_words(), *page.rects) if one["bottom"] <= foot + 1]
                assert foot - max(feet) < (foot - TOP) / 3, (name, page.page_number)


def test_no_page_begins_with_how_to_add_a_row_to_a_table_before_it(issued, opened):
    for name, (instrument, _) in issued.items():
        told = WORDS[instrument.language].add_row[:30]
        with pdfplumber.open(opened / f"{name}.pdf") as pdf:
            begins = [page.extract_text()[: len(told)] for page in pdf.pages]
        assert told not in begins, name


def test_saving_keeps_every_key_and_kind(issued, opened):
    for name, (_, form) in issued.items():
        saved = (opened / f"{name}.docx").read_bytes()
        before = [(c.tag, c.kind, c.title) for c in controls(part(form)) if c.kind not in AROUND]
        keys = {tag for tag, _, _ in before}
        after = [(c.tag, c.kind, c.title) for c in controls(part(saved)) if c.tag in keys]
        assert after == before, name


def test_saving_keeps_the_identity_and_the_prompts(issued, opened):
    for name, (instrument, form) in issued.items():
        saved = (opened / f"{name}.docx").read_bytes()
        stamp = str(stamp_of(instrument))
        assert stamp in parts(saved)["docProps/custom.xml"].decode(), name
        assert stamp in parts(saved)["docProps/core.xml"].decode()
        footers = [held for held in parts(saved) if held.startswith("word/footer")]
        tags = [control.tag for held in footers for control in controls(part(saved, held))]
        assert STAMP_KEY in tags
        prompts = {control.prompt for control in controls(part(form)) if control.prompt}
        assert all(prompt in parts(saved)["word/glossary/document.xml"].decode() for prompt in prompts)


@pytest.mark.parametrize("saved", [False, True])
def test_a_blank_form_is_read_back_as_blank(issued, opened, saved):
    """Nothing that the form itself prints, and nothing that saving adds to it, is taken for an answer."""
    for name, (instrument, form) in issued.items():
        data = (opened / f"{name}.docx").read_bytes() if saved else form
        reading = read_word_fields(data)
        assert reading.problems == ()
        assert {stamp for _, stamp in reading.stamps} == {stamp_of(instrument)}, name
        submission, problems = bind(reading, instrument, stamp_of(instrument))
        assert problems == (), name
        answered = {one.item: one.value for one in submission.responses if one.state is State.ANSWERED}
        assert answered == {"identity.agency": AGENCY, "identity.round": ROUND}
