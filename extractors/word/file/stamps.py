"""The identities a Word form carries outside its fields: in its core and custom document properties."""

from collections.abc import Iterable, Iterator

from extractors.word.file.package import Package, parse_xml
from planwright.model import Field, Line, State
from planwright.stamp import STAMP_KEY, STAMP_MARK, Stamp

_IDENTIFIER = "{http://purl.org/dc/elements/1.1/}identifier"


def read_stamps(package: Package, fields: tuple[Field, ...], lines: Iterable[Line]) -> tuple[tuple[str, Stamp], ...]:
    """Each identity found, with the words for where it was found."""
    found = [*_in_properties(package), *(("stamp field", text) for text in _in_fields(fields))]
    found += [("text", line.text) for line in lines if STAMP_MARK in line.text]
    return tuple((where, stamp) for where, text in found if (stamp := Stamp.from_text(text)) is not None)


def _in_properties(package: Package) -> Iterator[tuple[str, str]]:
    for kind, name in package.related(""):
        if kind.endswith(("/core-properties", "/coreProperties")):
            yield from (("document property", text) for text in package.known(name, _identifiers_in) or ())
        elif kind.endswith(("/custom-properties", "/customProperties")):
            yield from (("custom document property", text) for text in package.known(name, _custom_in) or ())


def _identifiers_in(xml: bytes, part: str) -> tuple[str, ...]:
    return tuple(one.text or "" for one in parse_xml(xml, part).iterchildren(_IDENTIFIER))


def _custom_in(xml: bytes, part: str) -> tuple[str, ...]:
    held = (one for one in parse_xml(xml, part) if one.get("name") == STAMP_KEY)
    return tuple("".join(map(str, one.itertext())) for one in held)


def _in_fields(fields: tuple[Field, ...]) -> Iterator[str]:
    for field in fields:
        if field.key == STAMP_KEY and field.state is not State.PLACEHOLDER:
            yield from (text for text in (field.value, field.raw) if isinstance(text, str))
