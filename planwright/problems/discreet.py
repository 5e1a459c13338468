"""What a problem says, without a word that anybody wrote on a form: for reports that are sent around."""

import re
from collections.abc import Mapping, Sequence
from string import Formatter

from planwright.model import Problem
from planwright.problems import CATALOGUE

OMITTED = "…"

# The blanks of messages that planwright fills itself: from the schema, the settings, the names of files, or by
# counting. What stands in any other may be an answer, or may have been typed beside one.
OWN = frozenset({
    *("agency", "allowed", "at", "choices", "closes", "confidence", "count", "edition", "ending", "example", "file"),
    *("folder", "form", "forms", "found", "got", "high", "instrument", "issued", "kind", "known", "letter", "limit"),
    *("low", "most", "name", "names", "nearest", "number", "opens", "pages", "question", "received", "round"),
    *("seconds", "share", "size", "total", "version", "wanted", "what"),
})  # fmt: skip
_MESSAGES: Mapping[str, str] = {code.id: code.value.message for code in CATALOGUE}

_Part = tuple[str, str | None]  # words, and the blank that follows them


def discreet(found: Problem) -> str:
    """The message of this problem; where an answer may stand in it, with “…” in its place.

    What stands before the first such blank of its message is told, and what stands after the last: as little of both
    as they can be, so that whatever an answer holds, none of it is taken for planwright's own words.
    """
    message = _MESSAGES.get(found.code)
    if message is None:
        return f"Another version of planwright told of something ({found.code})."
    parts: list[_Part] = [(words, blank) for words, blank, _, _ in Formatter().parse(message)]
    others = [number for number, (_, blank) in enumerate(parts) if blank and blank not in OWN]
    if not others:
        return found.message
    first, last = others[0], others[-1]
    before, between = [*parts[:first], (parts[first][0], None)], parts[first + 1 : last + 1]
    begun = re.match(_pattern(before), found.message, re.DOTALL)
    ended = re.fullmatch(f".*({_pattern(parts[last + 1 :])})", found.message, re.DOTALL)
    if begun is None or ended is None:  # a version that put it otherwise
        return f"Another version of planwright told of something ({found.code})."
    return begun[0] + OMITTED + "".join(f"{words}{OMITTED}" for words, _ in between) + ended[1]


def _pattern(parts: Sequence[_Part]) -> str:
    """What these parts may say: their words as they stand, and as little as fits in each blank."""
    return "".join(re.escape(words) + (".*?" if blank else "") for words, blank in parts)
