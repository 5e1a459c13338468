"""Real forms with bytes changed are read without a fault, and none that is damaged has other answers unnoticed."""

import pytest

from tests.fuzz import sound
from tests.fuzz.holds import Seen
from tests.fuzz.kept import again, keep
from tests.fuzz.kinds import differs, sample
from tests.fuzz.reader import Reader


@pytest.mark.parametrize(
    ("kind", "count"), [("word-bytes", 1_000), ("word-inside", 400), ("pdf-bytes", 150), ("pdf-inside", 100)]
)
def test_forms_with_bytes_changed(reader: Reader, known: dict[str, Seen], kind: str, count: int):
    failed = []
    for number in range(count):
        made = sample(kind, number, "tests", sound.short())
        found = reader.seen(made.data, made.ending)
        if made.form is not None and made.must_agree and (told := differs(found, known[made.form.name])):
            found = found._replace(fault=told)
        if found.fault:
            path = keep(made.data, made.ending, found, f"{kind} {number} of seed tests")
            failed.append(f"{found.fault}\n{found.told}\n{again(path) if path else 'kept before'}")
    assert failed == []


@pytest.mark.parametrize("form", [one for one in sound.short() if "plain" not in one.name], ids=lambda one: one.name)
def test_a_form_that_was_cut_off_says_so(reader: Reader, known: dict[str, Seen], form: sound.Form):
    """Wherever it was cut: at the ends of what was saved and within, in the first half and just before the end."""
    length = len(form.data)
    for left in {*range(0, length, length // 12), *range(length - 1_000, length - 2, 97), length - 8}:
        found = reader.seen(form.data[:left], form.ending)
        assert not found.fault, (left, found.told)
        assert not differs(found, known[form.name]), left


def test_what_differs_is_seen():
    """The comparison by which a silent change is found finds one."""
    form = Seen(verdict="accepted", answers=(("a", 1), ("b", "x")))
    assert differs(form._replace(answers=(("a", 1), ("b", "y"))), form)
    assert differs(form._replace(answers=(("a", 1),)), form)
    assert differs(form, form) == ""
    assert differs(form, form._replace(mild=("answer-commented a",)))
    assert differs(form._replace(answers=(("a", 1),), grave=("pdf-torn",)), form) == ""
