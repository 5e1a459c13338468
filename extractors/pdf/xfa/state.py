"""What Acrobat saved of an XFA form beside its data: the values of fields that no data belongs to."""

from collections.abc import Iterator, Mapping

from extractors.pdf.text import Text
from extractors.pdf.tree import LimitError
from extractors.pdf.xfa.names import Name
from extractors.pdf.xfa.packets import Element, first, local
from extractors.pdf.xfa.template import CONTAINERS, FIELDS
from extractors.pdf.xfa.words import words_of

DEEPEST = 64  # containers in containers; real forms have at most thirty


def saved_in(state: Element | None) -> Mapping[str, Text]:
    """The saved values by the full names of their fields; raises `LimitError` for a state too deep to be one."""
    return dict(_saved(state, Name(), 0)) if state is not None else {}


def _saved(container: Element, name: Name, depth: int) -> Iterator[tuple[str, Text]]:
    if depth > DEEPEST:
        raise LimitError("nesting of form parts", f"{DEEPEST} levels")
    for child in container:
        if local(child) not in CONTAINERS | FIELDS:
            continue
        called = name.of(child)
        value = first(child, "value")
        if value is not None and len(value):
            yield str(called), words_of(value[0])
        if local(child) != "field":
            yield from _saved(child, called, depth + 1)
