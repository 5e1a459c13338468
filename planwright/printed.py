"""What a blank prints outside its fields, so that what was typed beside them is told apart from it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import normalize

from planwright.model import Line
from planwright.stamp import Stamp

# The names a blank is learned with. Whatever agency and round a form was issued for stands in their place.
AGENCY, ROUND = "zz-agency-zz", "zz-round-zz"
_ANY_NAME = ".{1,200}"
_PARTS = re.compile(r"\d+|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Printed:
    """The lines of a blank, as they are compared.

    `once` says how often each stands in it, `repeated` are those that any number of rows or pages repeat, and `named`
    those with a name in them, as they are compared.
    """

    once: Mapping[str, int]
    repeated: frozenset[str]
    named: tuple[str, ...]


def printed(outside: Iterable[Line]) -> Printed:
    """What a blank prints, from the lines outside the fields of one issued for `AGENCY` and `ROUND`."""
    lines = [(plain(line.text), line.repeats) for line in outside]
    named = {text for text, _ in lines if AGENCY in text or ROUND in text}
    return Printed(
        once=Counter(text for text, repeats in lines if not repeats),
        repeated=frozenset(text for text, repeats in lines if repeats),
        named=tuple(sorted(named)),
    )


def typed_beside(outside: Iterable[Line], blank: Printed, names: tuple[str, str] = ("", "")) -> Iterator[str]:
    """The lines that the blank does not account for: they were typed there, or a printed line was changed.

    `names` are those of the agency and round, which stand in its lines; empty where they are not known.
    """
    left = Counter(blank.once)
    for line, _ in outside:
        said = plain(line)
        if Stamp.from_text(line):  # the field that holds it has become text
            continue
        if left[said] > 0:
            left[said] -= 1
        elif said not in blank.repeated and not any(_with_names(text, names).fullmatch(said) for text in blank.named):
            yield line


@lru_cache(maxsize=256)
def _with_names(text: str, names: tuple[str, str]) -> re.Pattern[str]:
    pattern = re.escape(text)
    for stand_in, name in zip((AGENCY, ROUND), names, strict=True):
        pattern = pattern.replace(re.escape(stand_in), _ANY_NAME if name in ("", stand_in) else _spelled(name))
    return re.compile(pattern)


def _spelled(name: str) -> str:
    """A printed name by its letters and digits; other signs may stand between. A footer's numbers are read as `#`."""
    parts = (rf"(?:{part}|#)" if part.isdigit() else part for part in _PARTS.findall(plain(name)))
    return r"[\W_]*" + r"[\W_]*".join(parts) + r"[\W_]*"


def plain(line: str) -> str:
    """A line as it is compared: programs differ in spaces, and in which of two like characters they write."""
    return "".join(normalize("NFKC", line).casefold().split())
