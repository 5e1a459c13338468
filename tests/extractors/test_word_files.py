"""Word files that are damaged, hostile, foreign or not forms end in one problem with a cure, never in a traceback."""

import io
import struct
import zipfile

import docx
import pytest

from extractors.limits import Limits
from extractors.word import labels as word_labels
from extractors.word.controls import read as word_controls
from extractors.word.fields import read_word_fields
from extractors.word.file.package import parse_xml
from planwright.model import Reading, Severity
from planwright.problems import FileCode
from tests.extractors.word_files import (
    MAIN,
    NAMESPACES,
    PLACEHOLDER,
    check_box,
    control,
    document,
    para,
    read_body,
    relations,
    run,
    story,
    word,
    zipped,
)

ONE = para(control(run("Ada")))
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE d [<!ENTITY e0 "ha">{ENTITIES}]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def refused(data: bytes) -> str:
    """The code of the one problem of a file that cannot be read."""
    reading = read_word_fields(data)
    assert reading.fields == ()
    (problem,) = reading.problems
    assert problem.severity is Severity.FATAL
    return problem.code


# -- damage -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [10, 200, -30, -1])
def test_a_truncated_file_is_a_problem(kept):
    assert refused(word(ONE)[:kept]) == FileCode.WORD_CORRUPT.id


def test_a_file_with_changed_bytes_is_a_problem_or_reads_the_same():
    data = word(ONE)
    whole = read_word_fields(data)
    for at in range(0, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        reading = read_word_fields(bytes(changed))
        assert reading == whole or reading.problems, at


@pytest.mark.parametrize("of_directory", [True, False])
@pytest.mark.parametrize(("name", "other"), [("word/comments.xml", "word/somments.xml"), ("Bögen.xml", "Bägen.xml")])
def test_a_part_whose_name_was_changed_does_not_go_unseen(of_directory, name, other):
    """What has another name is not asked for, as comments are, and so nobody would see that it is not whole."""
    data = word(ONE, parts={name: "<x/>"})
    assert len(other.encode()) == len(name.encode())
    head, found, rest = data.rpartition(name.encode()) if of_directory else data.partition(name.encode())
    assert found
    assert refused(head + other.encode() + rest) == FileCode.WORD_CORRUPT.id
    assert read_word_fields(data).problems == ()


def test_an_entry_of_the_directory_that_swallows_the_next_does_not_go_unseen():
    data = bytearray(word(ONE, parts={"a.xml": "<x/>", "word/comments.xml": "<x/>", "z.xml": "<x/>"}))
    first, second, third = (data.rfind(b"PK\x01\x02", 0, data.rfind(name)) for name in (b"a.xml", b"word/c", b"z.xml"))
    assert first < second < third
    data[first + 32] = third - second  # the length of its comment
    assert len(zipfile.ZipFile(io.BytesIO(data)).filelist) == 6
    assert refused(bytes(data)) == FileCode.WORD_CORRUPT.id


def test_names_of_parts_in_an_old_encoding_are_as_they_should_be():
    out = io.BytesIO(word(ONE, parts={"Bgen.xml": "<x/>"}))
    assert read_word_fields(out.getvalue().replace(b"Bgen.xml", b"B\x94en.xml")).problems == ()


@pytest.mark.parametrize(
    "parts",
    [
        {"_rels/.rels": relations(("officeDocument", "word/gone.xml"))},
        {MAIN: "<not-word/>"},
        {MAIN: f"<w:document {NAMESPACES}/>"},
        {MAIN: "no XML"},
        {MAIN: ""},
        {MAIN: document(ONE)[:-20]},
        {MAIN: document(ONE).replace("Ada", "\x01")},
        {"_rels/.rels": "<"},
        {"word/_rels/document.xml.rels": relations(("footer", "footer.xml")), "word/footer.xml": "<cut"},
        {"WORD/document.xml": document(ONE)},
    ],
    ids=[
        "part missing",
        "other XML",
        "no body",
        "text",
        "empty",
        "cut",
        "control char",
        "relations",
        "footer",
        "twice",
    ],
)
def test_a_file_with_a_wrong_part_is_a_problem(parts):
    assert refused(word(ONE, parts=parts)) == FileCode.WORD_CORRUPT.id


def test_a_part_that_is_named_but_not_there_is_no_problem():
    assert read_body(ONE, parts={"word/_rels/document.xml.rels": relations(("header", "header9.xml"))}).problems == ()


def test_a_file_without_relations_is_read_by_its_usual_names():
    data = zipped({MAIN: document(ONE)})
    assert read_word_fields(data).fields[0].value == "Ada"


def test_names_with_backslashes_or_in_capitals_are_found():
    data = zipped(
        {"_rels\\.rels": relations(("officeDocument", "/Word/Document.xml")), "word\\document.XML": document(ONE)}
    )
    assert read_word_fields(data).fields[0].value == "Ada"


# -- hostility --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("doctype", [LAUGHS, EXTERNAL, "<!DOCTYPE d>", '<!DOCTYPE d SYSTEM "http://localhost/x">'])
@pytest.mark.parametrize("part", [MAIN, "_rels/.rels", "word/header.xml"])
def test_a_part_that_declares_entities_is_refused_before_they_are_looked_at(part, doctype):
    texts = {MAIN: document(ONE), "_rels/.rels": relations(("officeDocument", MAIN)), "word/header.xml": story(ONE)}
    parts = {part: doctype + texts[part].replace("Ada", "&e9;" if "e9" in doctype else "Ada")}
    assert refused(word(ONE, stories={"header": story(ONE)}, parts=parts)) == FileCode.WORD_CORRUPT.id


def test_a_zip_bomb_is_refused_by_the_size_it_declares(monkeypatch):
    monkeypatch.setattr("extractors.limits._held", [Limits(unpacked_mb=1)])
    bomb = document(ONE + "<w:p/>" * 500_000)
    assert refused(word("", parts={MAIN: bomb})) == FileCode.TOO_DEEP.id
    assert refused(word(ONE, parts={f"word/x{n}.xml": " " * 300_000 for n in range(4)})) == FileCode.TOO_DEEP.id
    named_otherwise = {"_rels/.rels": relations(("officeDocument", "word/document.bin")), "word/document.bin": bomb}
    assert refused(word(ONE, parts=named_otherwise)) == FileCode.TOO_DEEP.id


def test_a_zip_bomb_that_lies_about_its_size_is_never_unpacked_beyond_it():
    data = bytearray(word("<w:p/>" * 1_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        size = archive.getinfo(MAIN).file_size
    lie = bytes(data).replace(struct.pack("<L", size), struct.pack("<L", 100))
    assert lie != bytes(data)
    assert refused(lie) == FileCode.WORD_CORRUPT.id


def test_more_parts_than_word_writes_are_refused(monkeypatch):
    monkeypatch.setattr("extractors.limits._held", [Limits(entries=10)])
    assert refused(word(ONE, parts={f"x{n}": "" for n in range(10)})) == FileCode.TOO_DEEP.id


def test_more_fields_than_a_form_has_are_refused(monkeypatch):
    monkeypatch.setattr(word_controls, "FIELD_LIMIT", 3)
    assert read_body(ONE * 3).problems == ()
    assert refused(word(ONE * 4)) == FileCode.TOO_DEEP.id


@pytest.mark.parametrize("opening", ["<w:sdt><w:sdtContent>", "<w:smartTag>", "<w:ins>", "<a>"])
def test_deep_nesting_is_refused(opening):
    closing = "".join(f"</{name}>" for name in reversed(opening.strip("<>").split("><")))
    assert refused(word(opening * 5000 + closing * 5000)) == FileCode.TOO_DEEP.id


def test_nesting_up_to_the_parsers_limit_is_read():
    deep = "<w:sdt><w:sdtContent>" * 120 + run("x") + "</w:sdtContent></w:sdt>" * 120
    fields = read_body(deep).fields
    assert [field.value for field in fields] == ["x"] * 120


def test_an_encrypted_part_asks_for_its_password():
    data = bytearray(word(ONE))
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(MAIN.encode()))
    data[entry + 8] |= 1
    assert refused(bytes(data)) == FileCode.PASSWORD.id


def test_relations_out_of_the_file_are_not_followed(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(story(para(control(run("secret"), tag="s"))))
    target = f"../../../../../../../../..{secret}"
    external = [
        relations(("header", place)).replace("/>", ' TargetMode="External"/>') for place in (secret.as_uri(), "x.xml")
    ]
    for rels in (relations(("header", target)), *external):
        parts = {"word/_rels/document.xml.rels": rels, "word/x.xml": story(para(control(run("x"), tag="x")))}
        assert [field.key for field in read_body(ONE, parts=parts).fields] == ["a"]


def test_a_row_of_very_many_cells_is_read_once_for_all_their_labels(monkeypatch):
    calls = []
    monkeypatch.setattr(word_labels, "text_beside", lambda *said: calls.append(said) or "")
    cells = "".join(f"<w:tc>{para(control(run('x'), tag=''))}</w:tc>" for _ in range(500))
    assert len(read_body(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").fields) == 500
    assert len(calls) == 3 * 500  # before each control, and each cell as a neighbour and as a heading


def test_controls_that_only_wrap_each_other_around_much_text_are_refused(monkeypatch):
    monkeypatch.setattr(word_controls, "_TIMES", 1_000 / 2**24)
    nested = "<w:sdt><w:sdtContent>" * 10 + run("x" * 99) + "</w:sdtContent></w:sdt>" * 10
    assert read_body(nested).problems == ()
    assert refused(word("<w:sdt><w:sdtContent>" + nested + "</w:sdtContent></w:sdt>")) == FileCode.TOO_DEEP.id


# -- foreign files ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("strict", "usual"),
    [
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/customXml", "officeDocument/2006/customXml"),
        ("officeDocument/extendedProperties", "officeDocument/2006/extended-properties"),
        ("officeDocument/customProperties", "officeDocument/2006/custom-properties"),
    ],
)
def test_every_strict_name_is_brought_to_the_usual_one(strict, usual):
    root = parse_xml(f'<s:a xmlns:s="http://purl.oclc.org/ooxml/{strict}" s:b="1"/>'.encode(), "part")
    assert root.tag == f"{{http://schemas.openxmlformats.org/{usual}}}a"
    assert root.get(f"{{http://schemas.openxmlformats.org/{usual}}}b") == "1"


def test_a_strict_package_reads_like_a_transitional_one():
    body = ONE + para(check_box("1", "☒")) + para(control("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"))
    strict = {
        MAIN: document(body)
        .replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/math",
            "http://purl.oclc.org/ooxml/officeDocument/math",
        ),
        "_rels/.rels": relations(("http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument", MAIN)),
    }
    assert read_body("", parts=strict) == read_body(body)
    assert len(read_body(body).fields) == 3


def test_parts_in_utf_16_are_read():
    xml = f'<?xml version="1.0" encoding="UTF-16"?>{document(ONE)}'.encode("utf-16")
    assert read_body("", parts={MAIN: xml}).fields[0].value == "Ada"


def test_comments_and_instructions_between_letters_are_not_text():
    assert read_body(ONE.replace("Ada", "A<!-- x -->d<?y z?>a")).fields[0].value == "Ada"


# -- not forms --------------------------------------------------------------------------------------------------------

ACTIVE_X = '<w:r><w:object><w:control r:id="r5" w:name="CheckBox1"/></w:object></w:r>'


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_text_typed_into_a_document_without_controls_is_said_to_be_no_form():
    made = docx.Document()
    made.add_paragraph("Our vision is that every child reads.")
    out = io.BytesIO()
    made.save(out)
    assert refused(out.getvalue()) == FileCode.NO_WORD_FIELDS.id


def test_active_x_controls_alone_are_counted_and_not_read():
    reading = read_body(para(ACTIVE_X) + para(ACTIVE_X))
    assert codes(reading) == [FileCode.ACTIVE_X_ONLY.id]
    assert "2 of them" in reading.problems[0].message
    assert reading.fields == ()


def test_active_x_controls_beside_others_are_told_and_the_others_read():
    reading = read_body(ONE + para(ACTIVE_X))
    assert codes(reading) == [FileCode.ACTIVE_X.id]
    assert reading.problems[0].severity is Severity.ERROR
    assert [field.value for field in reading.fields] == ["Ada"]


def test_a_blank_form_is_no_problem():
    assert codes(read_body(para(control(run("Type here"), more=PLACEHOLDER)))) == []
