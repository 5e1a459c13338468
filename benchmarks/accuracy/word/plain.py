"""Word forms without fields, filled in on a screen in one of the ways in which people do it.

The places are found by the keys of the program that made the blanks, so that measuring shares no idea of a place with
what reads them.
"""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from reportlab.pdfbase.pdfmetrics import stringWidth

from benchmarks.accuracy.filled import Answers, Fill
from benchmarks.accuracy.word.said import MAKERS, Said, said
from examples.build.adopted.asked import Question
from examples.build.adopted.edit import Edited, added, ellipse, removed, wingding
from examples.build.adopted.ooxml import run
from planwright.editions import Edition

UNDERLINED = '<w:u w:val="single"/>'
SHOWN = {"bold": "<w:b/>", "underlined": UNDERLINED, "highlighted": '<w:highlight w:val="yellow"/>'}
STRUCK = "<w:strike/>"
SIZE = 10.0  # points, of what the forms print in Arial
HEIGHT, UP, MARGIN = 18.0, -3.0, 4.0  # of an oval around a line of that size
_CHOICE = re.compile(r"<mc:AlternateContent>.*?<mc:Fallback>(.*?)</mc:Fallback></mc:AlternateContent>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """How somebody fills in a form: what they do with lines to write on, columns, boxes, brackets and printed words.

    `mark` is put into the column, an empty one stands for their initials; `box` takes the place of a printed box.
    """

    line: str = "over"  # middle, bare, underlined, behind, asked
    mark: str = "X"
    box: str = "☒"
    bracket: str = "( X )"
    choice: str = "bold"  # underlined, highlighted, ellipse, oval, deleted, struck
    tracked: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Underscores to write on: the paragraphs they stand in, how many, what is printed before, where it is asked."""

    keys: tuple[str, ...]
    length: int
    before: str = ""
    asked: str = ""


def _lines(*pairs: tuple[str, int], length: int) -> dict[str, Line]:
    return {key: Line(tuple(f"{key}.{at}" for at in range(1, many + 1)), length, "", f"{key}?") for key, many in pairs}


LINES: Mapping[str, Mapping[str, Line]] = {
    "capacity-table": {
        "by": Line(("by",), 40),
        **{key: Line((key,), 84, "", f"{key}?") for key in ("more.lead", "more.staff", "more.learn", "more.apart")},
    },
    "vision-es": {
        "agency": Line(("agency",), 58),
        "name": Line(("name",), 26),
        "date": Line(("name",), 12, "Fecha: "),
        **_lines(("vision", 3), ("seen", 2), ("heard", 2), ("support", 2), ("keep", 2), length=82),
        "whose.other": Line(("whose=Otras personas",), 14),
        "doubt": Line(("doubt",), 52),
        "signed": Line(("sign",), 34),
        "signed.date": Line(("sign",), 14, "firma: "),
    },
}
WORDS = {  # printed words to choose among: what is printed between them
    "capacity-table": {"role": "     ", "led": "  /  "},
    "vision-es": {"post": "  /  "},
}
BOXES = {  # the paragraph of a box, and what is printed in it
    "basis": ("basis", "☐ {}"),
    "when": ("when", "☐ {}"),
    "whose": ("whose={}", "☐"),
    "agreed": ("agreed={}", "(   )"),
}
HANDS = tuple(
    Hand(line=line, mark=mark, box=box, bracket=bracket, choice=choice)
    for line, mark, box, bracket, choice in (
        ("over", "X", "☒", "( X )", "bold"),
        ("bare", "✓", "X", "(✓)", "underlined"),
        ("middle", "x", "☑", "(x)", "highlighted"),
        ("underlined", "☒", "✓", "( ✔ )", "struck"),
        ("over", wingding("✓"), wingding("☒"), "(X)", "deleted"),
        ("over", "", "☒", "( X )", "ellipse"),
    )
)


def by(hand: Hand) -> Fill:
    """Filling in with these habits."""
    return partial(_filled, hand)


def by_anybody(blank: bytes, edition: Edition, answers: Answers) -> bytes:
    """The form filled in with habits that come together in a person; which, the answers decide."""
    hand = random.Random(repr(answers)).choice(HANDS)  # noqa: S311 - the same for the same answers
    return _filled(hand, blank, edition, answers)


def _filled(hand: Hand, blank: bytes, edition: Edition, answers: Answers) -> bytes:
    maker = MAKERS[edition.id]
    if maker.blank() != blank:
        raise ValueError(f"{edition.blank} is not the blank that examples.build.adopted makes.")
    told = said(maker.QUESTIONS, answers, edition.language or "")
    typist = Typist(edition.id, hand, Edited(maker.keyed()))
    for key, words in told.items():
        if key != "whose.other":  # its box is marked first
            typist.answer(key, words, _group(maker.QUESTIONS, key), _initials(told))
    if "whose.other" in told:
        typist.answer("whose.other", told["whose.other"], (), "")
    data: bytes = maker.wrapped(typist.form)
    return data


def _group(questions: Sequence[Question], key: str) -> tuple[Question, ...]:
    return tuple(one for one in questions if one.key == key)


def _initials(told: Mapping[str, Said]) -> str:
    """Of whoever filled in the form, without a title."""
    name = str(told.get("name") or told.get("by") or "Ana Ruiz")
    return "".join(word[0] for word in name.split() if not word.startswith("Dr"))[:3].upper()


class Typist:
    """Somebody with a form on the screen."""

    def __init__(self, form_name: str, hand: Hand, form: Edited) -> None:
        self.form = form
        self._name, self._hand = form_name, hand
        self._changes = 100

    def answer(self, key: str, words: Said, places: Sequence[Question], initials: str) -> None:
        """Write down one answer."""
        if isinstance(words, list):
            for one in words:
                self.answer(key, one, places, initials)
        elif key in LINES[self._name]:
            self._on_line(LINES[self._name][key], words)
        elif key in WORDS[self._name]:
            self._among(key, words, [str(one.column) for one in places])
        elif key in BOXES:
            paragraph, printed = (one.format(words) for one in BOXES[key])
            mark = self._hand.bracket if printed.startswith("(") else printed.replace("☐", "{}", 1)
            self._swap(paragraph, printed, mark, self._hand.box)
        elif places[0].kind == "mark":
            self.form.put(f"{key}={words}", self._typed(self._hand.mark or initials))
        elif "\n" in words and not self._hand.tracked:
            self.form.lines(key, *words.split("\n"))
        else:
            self.form.put(key, self._typed(words))

    def _typed(self, text: str, properties: str = "") -> str:
        """The text as a run, or two with the change of line between them; what is XML already stays."""
        if text.startswith("<w:"):
            return text
        self._changes += 1
        tracked = self._hand.tracked
        xml = added(text, self._changes, properties=properties) if tracked else run(text, properties)
        return xml.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')

    def _gone(self, text: str) -> str:
        self._changes += 1
        return removed(text, self._changes) if self._hand.tracked else ""

    def _swap(self, key: str, printed: str, mark: str, box: str) -> None:
        """The mark in the place of a printed box, with the printed words behind it."""
        behind = mark.partition("{}")[2]
        made = self._typed(box if "{}" in mark else mark)
        gone = self._gone(printed.removesuffix(behind) if behind else printed)
        self.form.swap(key, printed, *filter(None, (gone, made, behind and run(behind))))

    def _on_line(self, line: Line, words: str) -> None:
        parts = words.split("\n", maxsplit=len(line.keys) - 1)
        if self._hand.line == "asked" and line.asked:
            self.form.put(line.asked, self._typed(f"  {words}"))
            return
        for key, part in zip(line.keys, parts, strict=False):
            old = line.before + "_" * line.length
            label = line.before and run(line.before)
            runs = (label, *self._over(line.length, part))
            self.form.swap(key, old, *filter(None, runs))

    def _over(self, length: int, words: str) -> tuple[str, ...]:
        """Runs in the place of a line of so many underscores."""
        rest = max(0, length - len(words))
        if self._hand.tracked:
            return self._gone("_" * length), self._typed(words)
        match self._hand.line:
            case "middle":
                return (self._typed("_" * min(4, rest) + words + "_" * max(0, rest - 4)),)
            case "bare":
                return (self._typed(words),)
            case "underlined":
                return (self._typed(words, UNDERLINED),)
            case "behind":
                return run("_" * length), self._typed(f" {words}")
            case _:
                return (self._typed(words + "_" * rest),)

    def _among(self, key: str, word: str, printed: Sequence[str]) -> None:
        """One of several printed words chosen."""
        others = [one for one in printed if one != word]
        match self._hand.choice:
            case "deleted":
                every = WORDS[self._name][key].join(printed)
                before, _, after = every.partition(word)
                kept = (self._gone(before), run(word), self._gone(after)) if self._hand.tracked else (run(word),)
                self.form.swap(key, every, *filter(None, kept))
            case "struck":
                for one in others:
                    self.form.swap(key, one, run(one, STRUCK))
            case "ellipse" | "oval":
                self.form.put(key, self._around(key, word))
            case habit:
                self.form.swap(key, word, run(word, SHOWN[habit]))

    def _around(self, key: str, word: str) -> str:
        """An oval around a printed word."""
        before = "".join(self.form.place(key).itertext()).partition(word)[0]
        left, width = (stringWidth(one, "Helvetica", SIZE) for one in (before, word))
        drawn = ellipse(width + 2 * MARGIN, HEIGHT, left - MARGIN, UP, 11)
        return _CHOICE.sub(r"\1", drawn) if self._hand.choice == "oval" else drawn
