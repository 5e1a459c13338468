"""The kinds of files that are made, each by its number: the same number of the same seed is the same file."""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from tests.fuzz import acroform, bytewise, flat_pages, inside, word_xml
from tests.fuzz.holds import Seen
from tests.fuzz.sound import Form
from tests.fuzz.tape import LONGEST, SHORTEST, Tape

Build = Callable[[Tape], bytes]
BUILT: dict[
    str, tuple[str, Build]
] = {  # what hypothesis draws in the tests: the ending of the file, and how it is built
    "word-grown": ("docx", word_xml.grown),
    "word-grafted": ("docx", word_xml.grafted),
    "pdf-grown": ("pdf", acroform.grown),
    "pdf-edited": ("pdf", acroform.edited),
    "pdf-drawn": ("pdf", flat_pages.drawn_upon),
}
CHANGED = ("word-bytes", "pdf-bytes", "word-inside", "pdf-inside")
KINDS = (*BUILT, *CHANGED)


class Sample(NamedTuple):
    """A file that was made, and the form that it was made of, if any."""

    data: bytes
    ending: str
    form: Form | None = None

    @property
    def must_agree(self) -> bool:
        """Whether no answer may be another one than that of the form without a person being told."""
        return self.form is not None and self.form.is_sealed


def sample(kind: str, number: int, seed: str, forms: Sequence[Form]) -> Sample:
    """The file of this kind and number; those that are changed are made of these forms."""
    rng = Random(f"{seed}/{kind}/{number}")  # noqa: S311 - the same file each time
    if kind in BUILT:
        ending, build = BUILT[kind]
        return Sample(build(Tape(rng.randbytes(rng.randint(SHORTEST, LONGEST)))), ending)
    family, way = kind.split("-")
    ending = {"word": "docx"}.get(family, family)
    same = [one for one in forms if one.ending == ending and (way == "bytes" or _is_open(one))]
    form, other = rng.choice(same), rng.choice(same)
    if way == "bytes":
        return Sample(bytewise.changed(form.data, rng, other.data), ending, form)
    change = rng.choice(inside.INSIDE_WORD if ending == "docx" else inside.INSIDE_PDF)
    return Sample(change(form.data, rng, other.data), ending)


def _is_open(form: Form) -> bool:
    return form.ending == "pdf" or inside.is_package(form.data)


def differs(found: Seen, sound: Seen) -> str:
    """What to say of a damaged file that does not say so and says something else than the sound one; else nothing."""
    if found.fault or not found.answers or set(found.grave) - set(sound.grave):
        return ""
    if dict(found.answers) != dict(sound.answers):
        return "a damaged file has other answers, and nobody is told"
    if {*sound.grave, *sound.mild} - {*found.grave, *found.mild}:
        return "of a damaged file less is told than of the sound one"
    return ""
