"""The identities a Word form carries outside its fields: in its core and custom document properties."""

from collections.abc import Iterable, Iterator

from extractors.word.package import Package
from planwright.model import STAMP_KEY, Field, Line, Stamp, State

_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def read_stamps(package: Package, fields: tuple[Field, ...], lines: Iterable[Line]) -> tuple[tuple[str, Stamp], ...]:
    """Each identity found, with the words for where it was found."""
    found = [*_in_properties(package), *(("stamp field", text) for text in _in_fields(fields))]
    found += [("text", line.text) for line in lines]
    return tuple((where, stamp) for where, text in found if (stamp := Stamp.from_text(text)) is not None)


def _in_properties(package: Package) -> Iterator[tuple[str, str]]:
    for kind, name in package.related(""):
        if kind.endswith(("/core-properties", "/coreProperties")):
            root = package.xml(name)
            for one in root.iterchildren(_IDENTIFIER) if root is not None else ():
                yield "document property", one.text or ""
        elif kind.endswith(("/custom-properties", "/customProperties")):
            root = package.xml(name)
            for one in root if root is not None else ():
                if one.get("name") == STAMP_KEY:
                    yield "custom document property", "".join(map(str, one.itertext()))


def _in_fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.key == STAMP_KEY and field.state is not State.PLACEHOLDER:
            yield from (text for text in (field.value, field.raw) if isinstance(text, str))
