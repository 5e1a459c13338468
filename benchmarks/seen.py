"""How much of what was answered a reader saw: speed is worth nothing without it."""

from collections.abc import Callable, Iterable, Mapping

from benchmarks.forms import Form
from planwright.model import Reading


def seen(read: Callable[[bytes], object], forms: Iterable[Form]) -> str:
    """The share of the answers in words that are in what the reader gives."""
    found = wanted = 0
    for form in forms:
        text = " ".join(" ".join(_words(read(form.data))).split())
        found += sum(" ".join(word.split()) in text for word in form.words)
        wanted += len(form.words)
    return f"{found / wanted:.0%}"


def _words(said: object) -> Iterable[str]:
    match said:
        case str():
            yield said
        case Reading():
            yield from (str(field.value) for field in said.fields)
        case Mapping():
            yield from map(str, said.values())
        case Iterable():
            for one in said:
                yield from _words(one)
