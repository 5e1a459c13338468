"""The identity of an issued Word form is found in each place that carries it."""

import io

import docx
import pytest

from extractors.word.fields import read_word_fields
from planwright.stamp import STAMP_KEY, Stamp
from tests.extractors.word_files import PLACEHOLDER, control, para, read_body, relations, run, story, word

STAMP = Stamp(instrument="needs-assessment", version="1", agency="harbor", round="2026-fall")
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def test_the_stamp_in_the_core_properties_is_found():
    made = docx.Document()
    made.core_properties.identifier = str(STAMP)
    out = io.BytesIO()
    made.save(out)
    assert read_word_fields(out.getvalue()).stamps == (("document property", STAMP),)


def test_the_stamp_in_the_custom_properties_is_found():
    vt = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
    custom = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
    parts = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml"), ("custom-properties", "docProps/custom.xml")),
        "docProps/custom.xml": f'<Properties xmlns="{custom}" xmlns:vt="{vt}">'
        f'<property pid="2" name="Other"><vt:lpwstr>{STAMP}</vt:lpwstr></property>'
        f'<property pid="3" name="{STAMP_KEY}"><vt:lpwstr>{STAMP}</vt:lpwstr></property></Properties>',
    }
    assert read_body(para(control(run("x"))), parts=parts).stamps == (("custom document property", STAMP),)


def test_the_stamp_in_the_footers_control_is_found():
    footer = story(para(control(run(f" {STAMP} "), tag=STAMP_KEY)))
    assert read_body(para(control(run("x"))), stories={"footer": footer}).stamps == (("stamp field", STAMP),)


def test_a_hidden_stamp_is_found_and_a_prompt_or_other_text_is_none():
    def stamps_of(inside: str, more: str = "") -> object:
        return read_body(para(control(inside, tag=STAMP_KEY, more=more))).stamps

    assert stamps_of(run(str(STAMP), "<w:vanish/>")) == (("stamp field", STAMP),)
    assert stamps_of(run(str(STAMP)), PLACEHOLDER) == ()
    assert stamps_of(run("PW1/needs-assessment")) == ()


def test_stamps_that_differ_are_all_told():
    other = Stamp(instrument="vision", version="2", agency="bay", round="2026-fall")
    body = para(control(run(str(STAMP)), tag=STAMP_KEY)) + para(control(run(str(other)), tag=STAMP_KEY))
    assert [stamp for _, stamp in read_body(body).stamps] == [STAMP, other]


@pytest.mark.parametrize("core", ["<a/>", "<a><b/></a>"])
def test_properties_of_another_form_hold_no_stamp(core):
    parts = {"_rels/.rels": relations(("officeDocument", "word/document.xml"), (CORE, "core.xml")), "core.xml": core}
    assert read_word_fields(word(para(control(run("x"))), parts=parts)).stamps == ()
