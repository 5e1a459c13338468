"""Messages that Outlook saved: written here by the specification, and read by `olefile` as well."""

import io
import os

import pytest
from olefile import DEFECT_INCORRECT, OleFileIO

from extractors.packed import outlook as rules
from extractors.packed.mail import LINKED, SEALED
from extractors.read import read_bytes, unpacked
from planwright.model import Attached, Reading
from tests.packed.compound import Tree, attached, compound, message, msg, storage, text, within

FORM = b"%PDF-1.7 a form"
LARGE = os.urandom(100_000)


def read(data: bytes) -> Reading:
    return read_bytes(data, name="mail.msg")[1]


def files(data: bytes) -> list[Attached]:
    return list(unpacked(data, read(data).attached))


def found(data: bytes) -> dict[str, bytes]:
    return {one.name: one.data for one in files(data)}


def test_what_is_written_here_is_a_compound_file():
    data = msg(attached("a.pdf", FORM), attached("b.docx", LARGE))
    with OleFileIO(io.BytesIO(data), raise_defects=DEFECT_INCORRECT) as ole:
        assert ole.openstream(["__attach_version1.0_#00000001", "__substg1.0_37010102"]).read() == LARGE
        assert ole.parsing_issues == []


def test_files_are_found_under_their_long_names():
    assert found(msg(attached("needs assessment – niños.pdf", FORM), attached("b.docx", LARGE))) == {
        "needs assessment – niños.pdf": FORM,
        "b.docx": LARGE,
    }


def test_files_of_messages_within_the_message_are_found():
    inner = message(attached("b.pdf", FORM), within(message(attached("c.docx", LARGE), top=False)), top=False)
    assert found(msg(within(inner), attached("a.pdf", FORM))) == {"b.pdf": FORM, "c.docx": LARGE, "a.pdf": FORM}


def test_names_in_an_older_code_and_short_names_are_read():
    old: Tree = {"__substg1.0_3707001E": "niño.pdf".encode("cp1252"), "__substg1.0_37010102": FORM}
    short: Tree = {**text("3704", "A~1.PDF"), "__substg1.0_37010102": FORM}
    none: Tree = {"__substg1.0_37010102": FORM}
    names = [one.name for one in files(msg(*(storage(bytes(8), one, {0x37050003: 1}) for one in (old, short, none))))]
    assert names == ["niño.pdf", "A~1.PDF", "file 3"]


@pytest.mark.parametrize("kept", ["Package", "CONTENTS"])
def test_a_document_that_lies_in_the_letter_as_an_object_is_read(kept: str):
    assert found(msg(within({kept: LARGE, "\x01CompObj": b"x"}, "form"))) == {"form": LARGE}


def test_what_cannot_be_taken_out_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "SIZE_LIMIT", 1000)
    parts = [
        attached("link.docx", b"", how=7),
        attached("smime.p7m", FORM),
        attached("empty.pdf", b""),
        attached("large.pdf", LARGE),
        within({"WordDocument": LARGE}, "old form"),
    ]
    told = {one.name: one.unread for one in files(msg(*parts))}
    assert told == {
        "link.docx": LINKED,
        "smime.p7m": SEALED,
        "empty.pdf": "empty",
        "large.pdf": rules.TOO_LARGE,
        "old form": "an object of another program, which Outlook alone opens",
    }


def test_a_message_that_had_more_files_is_told():
    assert [one.code for one in read(msg(attached("a.pdf", FORM), count=2)).problems] == ["package-cut"]
    assert read(msg(attached("a.pdf", FORM))).problems == ()


def test_a_message_with_too_much_in_it_is_not_taken_apart(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rules, "MOST_FILES", 1)
    assert [one.code for one in read(msg(attached("a.pdf", FORM), attached("b.pdf", FORM))).problems] == [
        "package-too-much"
    ]


def test_messages_within_messages_without_end_are_damaged():
    inner = message(top=False)
    for _ in range(12):
        inner = message(within(inner), top=False)
    assert [one.code for one in read(msg(within(inner))).problems] == ["package-damaged"]


def test_a_message_that_is_cut_anywhere_or_changed_anywhere_is_told_or_read():
    data = msg(attached("a.pdf", FORM), attached("b.docx", LARGE[:9000]))
    for length in range(512, len(data), 700):
        for one in files(data[:length]):
            assert one.data or one.unread
    for at in range(0, len(data), 97):
        changed = bytearray(data)
        changed[at] ^= 0xFF
        list(files(bytes(changed)))


def test_other_compound_files_are_no_messages():
    assert [one.code for one in read(compound({"Workbook": LARGE})).problems] == ["not-a-form-file"]
