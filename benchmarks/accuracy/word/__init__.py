"""The ways in which the Word forms of others come back.

They are filled in by `examples.build.adopted`, the program that made the blanks, which knows each place by a key of its
own; nothing that reads forms takes part.
"""

from collections.abc import Iterable

from benchmarks.accuracy.filled import Fill, FilledWay
from benchmarks.accuracy.ways import by_office, each
from benchmarks.accuracy.word.fields import as_meant, become_text, typed_over
from benchmarks.accuracy.word.plain import Hand, by, by_anybody
from examples.build.adopted.edit import wingding
from examples.build.adopted.office import FLAT

PLAIN, CONTROLS, LEGACY = ("capacity-table", "vision-es"), ("needs-survey",), ("team-readiness",)
AS_IT_IS = each(bytes)
AFTERWARDS = {
    "saved by LibreOffice": by_office("docx", "docx:MS Word 2007 XML"),
    "saved as .odt": by_office("odt"),
    "saved as .doc": by_office("doc"),
    "saved as .rtf": by_office("rtf"),
    "printed to PDF by LibreOffice": by_office("pdf", FLAT),
}


def _in_place(kind: str, editions: tuple[str, ...], habits: dict[str, Fill]) -> Iterable[FilledWay]:
    for habit, fill in habits.items():
        yield FilledWay(name=f"{kind}, {habit}", editions=editions, fill=fill, after=AS_IT_IS)


def _afterwards(kind: str, editions: tuple[str, ...], fill: Fill) -> Iterable[FilledWay]:
    for done, after in AFTERWARDS.items():
        yield FilledWay(name=f"{kind}, {done}", editions=editions, fill=fill, after=after)


PLAIN_HABITS = {
    "over the lines, X, ☒, bold": by(Hand()),
    "in the lines, ✓, ☑": by(Hand(line="middle", mark="✓", box="☑", bracket="(✓)")),
    "lines deleted, x, X for ☐": by(Hand(line="bare", mark="x", box="X", bracket="(x)")),
    "underlined, ☒, ✓ for ☐": by(Hand(line="underlined", mark="☒", box="✓", bracket="( ✔ )")),
    "behind the lines, ✔": by(Hand(line="behind", mark="✔")),
    "beside the question, √": by(Hand(line="asked", mark="√")),
    "ticks of Wingdings": by(Hand(mark=wingding("✓"), box=wingding("☒"))),
    "crosses of Wingdings": by(Hand(mark=wingding("☒"), box=wingding("☑"))),
    "initials": by(Hand(mark="")),
    "choice underlined": by(Hand(choice="underlined")),
    "choice highlighted": by(Hand(choice="highlighted")),
    "choice circled": by(Hand(choice="ellipse")),
    "choice circled (VML)": by(Hand(choice="oval")),
    "other choices deleted": by(Hand(choice="deleted")),
    "other choices struck out": by(Hand(choice="struck")),
    "changes tracked": by(Hand(tracked=True, choice="deleted")),
}
WAYS: tuple[FilledWay, ...] = (
    *_in_place("Plain Word", PLAIN, PLAIN_HABITS),
    *_afterwards("Plain Word", PLAIN, by_anybody),
    *_in_place("Word with controls", CONTROLS, {"filled in place": as_meant}),
    *_afterwards("Word with controls", CONTROLS, as_meant),
    *_in_place("Word with controls", CONTROLS, {"deleted and typed over": typed_over, "become text": become_text}),
    *_in_place("Word with form fields", LEGACY, {"filled in place": as_meant}),
    *_afterwards("Word with form fields", LEGACY, as_meant),
    *_in_place("Word with form fields", LEGACY, {"deleted and typed over": typed_over}),
)
