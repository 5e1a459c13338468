"""What a file is, is told by its bytes; whatever is not a form gets one problem that says what to do about it."""

import hashlib
import io
import os
import subprocess
import sys
import zipfile
from datetime import UTC, datetime

import pytest

from extractors import triage as rules
from extractors.read import read, read_bytes
from extractors.triage import PDF, triage
from planwright.model import Severity
from planwright.problems import FileCode
from tests.extractors.word_files import WORD_TYPE, content_types, control, para, run, word, zipped

ONE = para(control(run("Ada")))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MEDIA = {
    WORD_TYPE: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    WORD_TYPE.replace("document.main", "template.main"): (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template"
    ),
    "application/vnd.ms-word.document.macroEnabled.main+xml": "application/vnd.ms-word.document.macroEnabled.12",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": (
        "application/vnd.ms-word.template.macroEnabled.12"
    ),
}


@pytest.mark.parametrize(("main", "media"), MEDIA.items())
def test_word_documents_and_templates_are_told_by_what_they_declare(main, media):
    told, reading = read_bytes(word(ONE, parts={"[Content_Types].xml": content_types(main)}), name="form.pdf")
    assert told == media
    assert [field.value for field in reading.fields] == ["Ada"]
    macros = [problem.code for problem in reading.problems]
    assert macros == ([FileCode.WORD_MACROS.id] if "macro" in main else [])


def test_macros_are_told_and_do_not_keep_the_answers_from_being_read():
    data = word(ONE, parts={"[Content_Types].xml": content_types(list(MEDIA)[2])})
    _, reading = read_bytes(data, name="form.docm")
    assert reading.problems[0].severity is Severity.WARNING


def test_a_word_file_without_a_list_of_contents_is_still_one():
    _, reading = read_bytes(word(ONE, parts={"[Content_Types].xml": "<broken"}), name="x")
    assert [field.value for field in reading.fields] == ["Ada"]


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"\xef\xbb\xbf%PDF-1.4", b"junk" * 100 + b"%PDF-1.4"])
def test_a_pdf_begins_within_its_first_kilobyte(head):
    assert triage(head).media_type == PDF
    assert triage(head).problem is None


def opendocument(kind: str) -> bytes:
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": "<x/>"})


def name(text: str) -> bytes:
    return OLE + text.encode("utf-16-le")


OTHER_FORMATS = {
    "doc": name("WordDocument"),
    "rtf": b"{\\rtf1\\ansi Hello}",
    "odt": opendocument("text"),
    "xml": b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>',
    "flat": b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
}


@pytest.mark.parametrize(("ending", "data"), OTHER_FORMATS.items())
def test_documents_of_other_formats_are_told_to_be_brought_to_docx(ending, data):
    finding = triage(data)
    assert finding.problem is None
    assert finding.other is not None
    assert finding.other.ending == ending


NOT_FORMS = {
    "empty": (b"", FileCode.FILE_EMPTY, "0 bytes"),
    "encrypted": (name("EncryptedPackage"), FileCode.PASSWORD, "password"),
    "ods": (opendocument("spreadsheet"), FileCode.NOT_A_FORM_FILE, "not a text"),
    "xls": (name("Workbook"), FileCode.NOT_A_FORM_FILE, "not of Word"),
    "msg": (name("__substg1.0_0037001F"), FileCode.PACKAGE_DAMAGED, ".msg"),
    "xlsx": (zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), FileCode.NOT_A_FORM_FILE, "Excel"),
    "pptx": (zipped({"ppt/presentation.xml": "<x/>"}), FileCode.NOT_A_FORM_FILE, "PowerPoint"),
    "cut zip": (zipped({"a": "b" * 99})[:40], FileCode.PACKAGE_DAMAGED, "a ZIP archive, and it is damaged"),
    "7z": (b"7z\xbc\xaf\x27\x1c" + bytes(40), FileCode.PACKED, "7-Zip"),
    "rar": (b"Rar!\x1a\x07\x01\x00" + bytes(40), FileCode.PACKED, "RAR"),
    "gzip": (b"\x1f\x8b\x08" + bytes(40), FileCode.PACKED, "gzip"),
    "mbox": (
        b"From ada@example.org Mon Oct  5 10:00:00 2026\nFrom: ada@example.org\n\nHi\n",
        FileCode.PACKED,
        "mailbox",
    ),
    "cut docx": (word(ONE)[:-40], FileCode.WORD_CORRUPT, "cut off"),
    "html": (b"\r\n<!DOCTYPE html><html><body>Save as .doc", FileCode.NOT_A_FORM_FILE, "web page"),
    "html 16": ("<html>".encode("utf-16"), FileCode.NOT_A_FORM_FILE, "web page"),
    "png": (b"\x89PNG\r\n\x1a\n", FileCode.NOT_A_FORM_FILE, "PNG"),
    "jpeg": (b"\xff\xd8\xff\xe0", FileCode.NOT_A_FORM_FILE, "JPEG"),
    "tiff": (b"II*\x00", FileCode.NOT_A_FORM_FILE, "TIFF"),
    "heic": (b"\x00\x00\x00\x18ftypheic", FileCode.NOT_A_FORM_FILE, "phone"),
    "webp": (b"RIFF\x00\x00\x00\x00WEBP", FileCode.NOT_A_FORM_FILE, "WebP"),
    "note": (b"Subject of the meeting: needs\nDate: Friday", FileCode.NOT_A_FORM_FILE, "plain text"),
    "text": ("Unsere Vision: jedes Kind liest täglich.\n".encode(), FileCode.NOT_A_FORM_FILE, "plain text"),
    "binary": (bytes(range(256)) * 4, FileCode.NOT_A_FORM_FILE, "unknown kind"),
}


@pytest.mark.parametrize(("data", "code", "words"), NOT_FORMS.values(), ids=NOT_FORMS)
def test_what_is_not_a_form_gets_one_problem_in_a_persons_words(data, code, words):
    _, reading = read_bytes(data, name="form.docx")
    assert [problem.code for problem in reading.problems] == [code.id]
    assert words in reading.problems[0].message
    assert reading.fields == ()


def test_words_lock_file_is_told_by_its_name():
    _, reading = read_bytes(b"\x05Ada L" + bytes(156), name="~$form.docx")
    assert reading.problems[0].message.startswith(
        "This is Word's own note of who has a document open, not a Word (.docx)"
    )


def test_an_archive_that_is_not_opened_is_to_be_unpacked_here_and_not_asked_for_again():
    _, reading = read_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(40), name="forms.7z")
    assert "Take the form out and put that into the inbox." in reading.problems[0].message
    assert "sender" not in reading.problems[0].message


LETTERS = [
    b"From: ada@example.org\nSubject: form\n\nattached",
    b"\r\nReceived: from a by b\r\nFrom: c",
    b"X-Unsent: 1\nTo: ta@example.org\nDate: Mon, 5 Oct 2026 10:00:00 +0000\n\n",
    b"Message-ID: <1@x>\nMIME-Version: 1.0\n\n",
    b"\xef\xbb\xbfDate: Mon, 5 Oct 2026\nTo:\n ta@example.org\n\n",
]


@pytest.mark.parametrize("data", LETTERS)
def test_a_letter_is_told_by_its_headers(data):
    assert triage(data).media_type == "message/rfc822"


def test_packages_are_told_and_list_what_is_in_them():
    media_type, reading = read_bytes(zipped({"form.docx": word(ONE)}), name="forms.zip")
    assert media_type == "application/zip"
    assert reading.package == "a ZIP archive"
    assert [one.name for one in reading.attached] == ["form.docx"]


def test_a_file_read_from_disk_keeps_its_identity(tmp_path):
    path = tmp_path / "form.docx"
    path.write_bytes(word(ONE))
    before = datetime.now(UTC)
    intake, reading = read(path)
    assert (intake.path, intake.sha256) == (path, hashlib.sha256(path.read_bytes()).hexdigest())
    assert intake.media_type == MEDIA[WORD_TYPE]
    assert before <= intake.received <= datetime.now(UTC)
    assert reading.fields[0].value == "Ada"


def test_a_file_that_is_too_large_is_not_loaded_and_still_known(tmp_path, monkeypatch):
    path = tmp_path / "form.docx"
    path.write_bytes(word(ONE))
    monkeypatch.setattr("extractors.read.SIZE_LIMIT", 100)
    intake, reading = read(path)
    assert [problem.code for problem in reading.problems] == [FileCode.FILE_TOO_LARGE.id]
    assert intake.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_bytes_that_are_too_many_are_a_problem(monkeypatch):
    monkeypatch.setattr(rules, "SIZE_LIMIT", 2 * 2**20)
    problem = triage(bytes(3 * 2**20)).problem
    assert problem is not None
    assert "3 MB where at most 2 MB" in problem.message


def test_a_file_that_is_gone_or_is_no_file_is_a_problem(tmp_path):
    pipe = tmp_path / "pipe.docx"
    os.mkfifo(pipe)
    gone, folder = tmp_path / "gone.docx", tmp_path
    for path, code in (
        (gone, FileCode.FILE_MISSING),
        (folder, FileCode.FILE_UNREADABLE),
        (pipe, FileCode.FILE_UNREADABLE),
    ):
        intake, reading = read(path)
        assert [problem.code for problem in reading.problems] == [code.id]
        assert "any more" not in reading.problems[0].message
        assert "Give planwright the right" not in reading.problems[0].message
        assert intake.sha256 == ""


def test_reading_word_files_loads_no_pdf_library(tmp_path):
    path = tmp_path / "form.docx"
    path.write_bytes(word(ONE))
    code = "import sys, pathlib; from extractors.read import read; read(pathlib.Path(sys.argv[1]))"
    code += "; print([name for name in ('pikepdf', 'pdfplumber', 'prefect', 'docx') if name in sys.modules])"
    run_it = subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, text=True)
    assert run_it.stdout == "[]\n"


def test_a_huge_list_of_contents_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(rules, "_LIST_LIMIT", 10)
    assert triage(word(ONE)).problem is None


def test_a_list_of_contents_packed_in_an_unknown_way_is_a_problem():
    data = bytearray(word(ONE))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        first = archive.filelist[0].filename.encode()
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(first))
    data[entry + 10] = 99
    assert triage(bytes(data)).problem is not None
