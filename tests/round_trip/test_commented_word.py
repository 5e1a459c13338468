"""A comment on an answer comes with it, in the words of the question; no comment is lost, and none is an answer."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from planwright.instruments import Instruments
from planwright.model import Accepted, NeedsReview, Outcome, Value
from planwright.restore import submission_from
from tests.extractors.word_files import NAMESPACES, RELATIONS, para, run
from tests.fill_word import PART
from tests.forms import completed
from tests.round_trip.altered import W, answers_of, control_of, outcome_of, with_body, without_controls

RELATED = "word/_rels/document.xml.rels"
NEEDED: dict[str, Value] = {"needs.n01.current": 3, "program.services": ("center",), "more.strength": "We talk"}
Commented = Callable[..., Outcome]


@pytest.fixture(name="commented")
def _commented(instruments: Instruments, tmp_path: Path) -> Commented:
    """What becomes of a form with these answers and this comment on what lies between these two controls."""

    def become(
        practice: str,
        answers: dict[str, Value],
        first: str,
        last: str = "",
        *,
        words: str = "Ask Ana",
        then: Callable[[etree._Element], None] = lambda _: None,
    ) -> Outcome:
        def change(root: etree._Element) -> None:
            control_of(root, first).addprevious(anchor("Start"))
            control_of(root, last or first).addnext(anchor("End"))
            then(root)

        form = with_body(completed(instruments[practice, "1"], answers), change)
        return outcome_of(with_comment(form, words), tmp_path, instruments)

    return become


def anchor(side: str) -> etree._Element:
    made = etree.Element(f"{{{W}}}commentRange{side}")
    made.set(f"{{{W}}}id", "7")
    return made


def with_comment(form: bytes, words: str) -> bytes:
    """The form with one comment in its part of comments."""
    package = zipfile.ZipFile(io.BytesIO(form))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == RELATED:
                more = f'<Relationship Id="rC" Type="{RELATIONS}/comments" Target="comments.xml"/></Relationships>'
                data = data.replace(b"</Relationships>", more.encode())
            changed.writestr(entry, data)
        said = f'<w:comment w:id="7" w:author="Ben">{para(run(words))}</w:comment>'
        changed.writestr("word/comments.xml", f"<w:comments {NAMESPACES}>{said}</w:comments>")
    assert PART in package.namelist()
    return out.getvalue()


def test_a_comment_on_an_answer_is_told_with_its_question_and_the_form_is_accepted(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "more.strength")
    assert isinstance(outcome.verdict, Accepted)
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("answer-commented", "more.strength")
    assert "carries a comment: “Ask Ana”" in told.message
    assert answers_of(outcome)["more.strength"] == "We talk"


def test_a_comment_on_one_of_several_boxes_is_about_their_question(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "program.services=school")
    assert [(one.code, one.item) for one in outcome.verdict.problems] == [("answer-commented", "program.services")]


def test_a_comment_on_a_blank_may_be_the_answer(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "needs.n02.current", words="4, I think")
    assert isinstance(outcome.verdict, NeedsReview)
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("comment-alone", "needs.n02.current")
    assert "needs.n02.current" not in answers_of(outcome)


def test_a_comment_in_a_row_that_holds_nothing_is_told(commented: Commented) -> None:
    outcome = commented(
        "ta-resources", {"offer.resources.1.resource": "Workshop"}, "offer.resources.3.resource", words="none yet"
    )
    [told] = outcome.verdict.problems
    assert told.code == "text-unread"
    assert "“none yet” (1 in all)" in told.message


def test_a_comment_over_much_of_the_form_is_told_once(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "program.classrooms", "needs.n05.current", words="draft")
    [told] = outcome.verdict.problems
    assert (told.code, told.item) == ("text-unread", None)
    assert "“draft” (1 in all)" in told.message


def test_a_comment_in_a_form_without_fields_is_told(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "more.strength", then=without_controls)
    assert [one.code for one in outcome.verdict.problems] == ["read-from-texts", "text-unread"]


def test_a_comment_is_in_the_json_and_comes_back_from_it(commented: Commented) -> None:
    outcome = commented("needs-assessment", NEEDED, "more.strength")
    assert outcome.submission is not None
    said = outcome.submission.to_json()
    [carrying] = [one for one in said["responses"] if "comments" in one]  # type: ignore[attr-defined]
    assert carrying["comments"] == ["Ask Ana"]
    assert submission_from(said) == outcome.submission
