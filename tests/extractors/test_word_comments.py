"""Comments are kept beside the fields they stand on; those that stand elsewhere are told as unread."""

import subprocess
from pathlib import Path

import pytest

from extractors.read import read
from extractors.word.fields import read_word_fields
from planwright.model import Reading
from tests.extractors.word_files import (
    NAMESPACES,
    check_box,
    control,
    para,
    read_body,
    relations,
    row,
    run,
    story,
    table,
    text_field,
    word,
)

EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"


def start(name: int = 1) -> str:
    return f'<w:commentRangeStart w:id="{name}"/>'


def end(name: int = 1) -> str:
    return f'<w:commentRangeEnd w:id="{name}"/>'


def mark(name: int = 1) -> str:
    return f'<w:r><w:commentReference w:id="{name}"/></w:r>'


def comment(name: int, words: str, paragraph: str = "") -> str:
    said = f'<w:p w14:paraId="{paragraph}">{run(words)}</w:p>' if paragraph else para(run(words))
    return f'<w:comment w:id="{name}" w:author="Ben">{said}</w:comment>'


def commented(body: str, *comments: str) -> Reading:
    """The reading of a form with these comments, else one that says “ask Ana”."""
    return read_body(body, stories={"comments": story("".join(comments or (comment(1, "ask Ana"),)))})


def told(reading: Reading) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    assert reading.problems == ()
    return [field.comments for field in reading.fields], reading.unread


ON, OFF = ([("ask Ana",), ()], ()), ([(), ()], ("ask Ana",))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (para(start(), control(run("15")), end(), mark()), ON),
        (para(control(start() + run("15") + end() + mark())), ON),
        (para(control(run("1") + start() + run("5") + end()), mark()), ON),
        (para(control(start() + run("15")), end(), mark()), ON),
        (para(start(), control(run("15") + end()), mark()), ON),
        (para(control(run("15") + mark())), ON),
        (para(start(), run("How many? "), control(run("15")), end(), mark()), ON),
        (para(start(), run("How many? "), end(), mark(), control(run("15"))), OFF),
        (para(control(run("15")), start(), run(" children"), end(), mark()), OFF),
        (para(control(run("15")), mark()), OFF),
        (start() + para(control(run("15"))) + end() + para(mark()), ON),
        (table(row(start() + control(run("15")) + end() + mark())), ON),
        (para(start(), check_box("1", "☒"), end(), mark()), ON),
        (para(start(), text_field("Text1", "15"), end(), mark()), ON),
        (para(text_field("Text1", None, shown_xml=run("1") + start() + run("5") + end() + mark())), ON),
        (para(text_field("Text1", "15"), start(), run(" children"), end(), mark()), OFF),
    ],
)
def test_a_comment_is_kept_with_the_field_it_stands_on(first: str, expected: object):
    second = para(text_field("b", "x")) if "ffData" in first else para(control(run("x"), tag="b"))
    assert told(commented(first + second)) == expected


def test_a_comment_over_several_fields_is_kept_with_each():
    body = para(start(), control(run("a")), control(run("b")), end(), control(run("c")), mark())
    assert told(commented(body)) == ([("ask Ana",), ("ask Ana",), ()], ())


def test_the_comments_of_one_field_are_kept_in_their_order():
    body = para(start(2), start(1), control(run("a")), end(1), mark(1), end(2), mark(2))
    reading = commented(body, comment(1, "first"), comment(2, "second"), comment(3, "elsewhere"), comment(4, ""))
    assert told(reading) == ([("first", "second")], ("elsewhere",))
    assert reading.fields[0].to_json()["comments"] == ["first", "second"]


def test_comments_that_say_the_same_are_told_each_in_its_place():
    body = para(start(1), control(run("a")), end(1), mark(1), start(2), run("printed"), end(2), mark(2))
    assert told(commented(body, comment(1, "?"), comment(2, "?"))) == ([("?",)], ("?",))


def test_a_reply_stands_where_the_comment_stands_that_it_answers():
    threads = "".join(
        f'<w15:commentEx w15:paraId="{one}"{to and f" w15:paraIdParent={chr(34)}{to}{chr(34)}"} w15:done="0"/>'
        for one, to in (("0A", ""), ("0B", "0A"), ("0C", ""))
    )
    comments = [comment(1, "why?", "0A"), comment(2, "because", "0B"), comment(3, "elsewhere", "0C")]
    data = word(
        para(start(), control(run("a")), end(), mark()),
        parts={
            "word/comments.xml": story("".join(comments)),
            "word/commentsExtended.xml": f"<w15:commentsEx {NAMESPACES}>{threads}</w15:commentsEx>",
            "word/_rels/document.xml.rels": relations(("comments", "comments.xml"), (EXTENDED, "commentsExtended.xml")),
        },
    )
    assert told(read_word_fields(data)) == ([("why?", "because")], ("elsewhere",))


def test_a_field_without_comments_says_nothing_of_them():
    assert "comments" not in read_body(para(control(run("a")))).fields[0].to_json()


@pytest.mark.parametrize("target", ["docx:MS Word 2007 XML", "odt"])
def test_comments_that_libreoffice_saved_stand_where_they_stood(tmp_path: Path, target: str):
    body = para(run("Here: "), start(1), control(run("a"), tag="a"), end(1), mark(1))
    body += para(run("There: "), control(run("b"), tag="b")) + para(start(2), run("printed"), end(2), mark(2))
    said = comment(1, "ask Ana") + comment(2, "who says so?")
    stories = {"comments": f"<w:comments {NAMESPACES}>{said}</w:comments>"}
    (tmp_path / "form.docx").write_bytes(word(body, stories=stories))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", target, "--outdir", tmp_path / "out"]
    subprocess.run([*command, tmp_path / "form.docx"], check=True, capture_output=True, timeout=120)
    _, reading = read(next((tmp_path / "out").iterdir()))
    assert [(field.key, field.comments) for field in reading.fields] == [("a", ("ask Ana",)), ("b", ())]
    assert reading.unread == ("who says so?",)
