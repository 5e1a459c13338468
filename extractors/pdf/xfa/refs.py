"""References from a template to its data, such as `$record.goals.goal[*]`; only names and numbers are followed."""

import re
from typing import NamedTuple

from extractors.pdf.xfa.packets import Element, named

_ROOTS = re.compile(r"(\$record|\$data|xfa\.datasets\.data|!data|\$)(?:\.|$)")
_STEP = re.compile(r"([^\W\d][\w\-:]*)(?:\[\s*(\d+|\*)\s*\])?(?:\.|$)")


class Step(NamedTuple):
    """One name of a path, and the number of the one that is meant, None for all."""

    name: str
    number: int | None


class Ref(NamedTuple):
    """A path from the data, from its record, or from where the field stands."""

    root: str
    steps: tuple[Step, ...]


def ref_of(text: str) -> Ref | None:
    """The reference a text is; None for one that asks for more than names and numbers."""
    root = _ROOTS.match(text.strip())
    rest = text.strip()[root.end() :] if root else text.strip()
    steps: list[Step] = []
    while rest:
        step = _STEP.match(rest)
        if step is None:
            return None
        number = step[2] or "0"
        steps.append(Step(step[1].rpartition(":")[2], None if number == "*" else int(number[:9])))
        rest = rest[step.end() :]
    return Ref(root[1] if root else "", tuple(steps)) if steps or root else None


def follow(ref: Ref, start: Element) -> list[Element]:
    """The elements that a reference leads to from here."""
    found = [start]
    for name, number in ref.steps:
        below = [list(named(element, name)) for element in found]
        found = [one for same in below for one in (same if number is None else same[number : number + 1])]
    return found
