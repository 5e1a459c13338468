"""Word forms with content controls, and with the older form fields, filled in as Word does or in spite of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.accuracy.filled import Answers
from benchmarks.accuracy.word.said import MAKERS, said
from examples.build.adopted.asked import Question
from examples.build.adopted.edit import NS, Edited
from examples.build.adopted.ooxml import para, run
from planwright.editions import Edition
from planwright.model import Value
from tests.round_trip.altered import with_body, without_controls

W = f"{{{NS['w']}}}"
BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
Enter = Callable[["Screen", Question, str, Value], None]


class Screen(Edited):
    """A form with fields on somebody's screen; Enter in a form field for text breaks the line."""

    def xml(self) -> str:
        """The main part as it is now."""
        head, mark, rest = super().xml().partition("?>\n")
        return head + mark + rest.replace("\n", BREAK)

    def type_over(self, key: str, text: str) -> None:
        """Type in the place of a control or a form field, which was deleted."""
        here = self.place(key)
        if here.tag == f"{W}sdt":
            blocks = here.getparent().tag in (f"{W}body", f"{W}tc")
            self.replace(key, "".join(para(run(one)) for one in text.split("\n")) if blocks else run(text))
            return
        for each in _field_runs(here)[1:]:
            each.getparent().remove(each)
        self.replace(key, run(text))


def _field_runs(begin: Any) -> list[Any]:
    """The runs of a form field, from where it begins to where it ends."""
    found = [begin]
    for each in begin.itersiblings(f"{W}r"):
        found.append(each)
        if each.xpath("w:fldChar/@w:fldCharType", namespaces=NS) == ["end"]:
            return found
    raise ValueError("The field does not end.")


def as_meant(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """Each answer entered where the form's maker meant it."""
    return _filled(_enter_control if edition.id == "needs-survey" else _enter_field, blank, edition, answers)


def typed_over(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The fields of what is answered deleted, and the answers typed in their place."""
    return _filled(_type_over, blank, edition, answers)


def become_text(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """Filled in, and every control made text by another program, prompts too."""
    return with_body(as_meant(blank, edition, answers), without_controls)


def _filled(enter: Enter, blank: bytes, edition: Edition, answers: Answers) -> bytes:
    maker = MAKERS[edition.id]
    if maker.blank() != blank:
        raise ValueError(f"{edition.blank} is not the blank that examples.build.adopted makes.")
    form = Screen(maker.keyed())
    asked = {one.key: one for one in maker.QUESTIONS}
    for key, words in said(maker.QUESTIONS, answers, edition.language or "").items():
        for one in words if isinstance(words, list) else [words]:
            enter(form, asked[key], one, answers[asked[key].item or ""])
    data: bytes = maker.wrapped(form)
    return data


def _enter_control(form: Screen, asked: Question, words: str, value: Value) -> None:
    match asked.kind:
        case "mark":
            form.tick(f"{asked.key}={words}")
        case "choice":
            form.choose(asked.key, words)
        case "date":
            form.pick(asked.key, date.fromisoformat(str(value)))
        case _:
            form.enter(asked.key, words)


def _enter_field(form: Screen, asked: Question, words: str, _: Value) -> None:
    match asked.kind:
        case "mark":
            form.tick_field(f"{asked.key}={words}")
        case "choice":
            form.choose_field(asked.key, words)
        case _:
            form.type_field(asked.key, words)


def _type_over(form: Screen, asked: Question, words: str, _: Value) -> None:
    if asked.kind == "mark":
        form.type_over(f"{asked.key}={words}", "X")
    else:
        form.type_over(asked.key, words)
