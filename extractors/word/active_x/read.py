"""ActiveX controls as fields, where what they store can be read for certain: text, check and option boxes, combos."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from extractors.shown import has_no_text, trimmed
from extractors.word.active_x.compound import stream
from extractors.word.active_x.morph import properties_in
from extractors.word.controls.read import FIELD_LIMIT
from extractors.word.file.package import Package, RefusedError
from extractors.word.labels import Labels
from extractors.word.names import (
    ACTIVE_X_CLASS,
    ACTIVE_X_NAME,
    ACTIVE_X_PERSISTENCE,
    ACTIVE_X_PROPERTY,
    ACTIVE_X_PROPERTY_NAME,
    ACTIVE_X_PROPERTY_VALUE,
    RELATION_ID,
    RUN,
)
from extractors.word.page.marks import Marks
from planwright.model import Field, FieldKind, Place, State
from planwright.problems import FileCode, problem

_FORMS = "-ec42-11ce-9e0d-00aa006002f3}"  # the end of the ids of Microsoft's form controls
_OPTION = "{8bd21d50" + _FORMS
_KINDS = {
    "{8bd21d10" + _FORMS: FieldKind.TEXT,
    "{8bd21d30" + _FORMS: FieldKind.CHOICE,  # a combo box
    "{8bd21d40" + _FORMS: FieldKind.MARK,
    _OPTION: FieldKind.MARK,
}
_ANSWERLESS = (  # buttons, labels and pictures
    "{d7053240-ce69-11cd-a777-00dd01143c57}",
    "{978c9e23-d4b0-11ce-bf2d-00aa003f40d0}",
    "{4c599241-6926-101b-9992-00000b65c6f9}",
)
_LARGEST = 2**16  # bytes of what one control stores
_CLASS_ID = 16  # bytes of its id before what it stores
_CONTENTS = "contents"
_MARKS = {"1": True, "0": False}


class ActiveX:
    """Reads the ActiveX controls of one file; `unread` counts those whose answers only Word can show."""

    __slots__ = ("_met", "_package", "unread")

    def __init__(self, package: Package) -> None:
        self._package = package
        self._met: dict[str, _Stored] = {}
        self.unread = 0

    def fields(self, part: str, marks: Marks) -> Iterator[Field]:
        """The controls of this part that can be read for certain."""
        if len(marks.active_x) > FIELD_LIMIT:
            raise RefusedError(problem(FileCode.TOO_DEEP, what="number of fields", limit=FIELD_LIMIT))
        labels = Labels(marks)
        for element, number in marks.active_x.items():
            if not marks.holds(element):
                continue
            kind, properties = self._stored(self._package.target(part, element.get(RELATION_ID, "")))
            place = Place(part=part, xpath=f"(//w:control)[{number}]")
            field = _field(element, kind, properties, labels, place) if properties is not None else None
            if field is not None:
                yield field
            elif kind not in _ANSWERLESS:
                self.unread += 1

    def _stored(self, part: str) -> "_Stored":
        """What the control that is kept in this part stores; a part is read once, however many controls name it."""
        if part not in self._met:
            root = self._package.xml(part) if part else None
            kind = root.get(ACTIVE_X_CLASS, "").lower() if root is not None else ""
            properties = _properties(self._package, part, root) if kind in _KINDS and root is not None else None
            self._met[part] = _Stored(kind, properties)
        return self._met[part]


class _Stored(NamedTuple):
    """The id of a control's class in lower case, and its properties; None where they cannot be read for certain."""

    kind: str
    properties: Mapping[str, str] | None


def _field(
    element: etree._Element, kind: str, properties: Mapping[str, str], labels: Labels, place: Place
) -> Field | None:
    """The field that a control is; None for a box that is neither on nor off, and a text that only a font knows."""
    said = properties.get("Value", "").replace("\r\n", "\n").replace("\r", "\n")
    is_mark = _KINDS[kind] is FieldKind.MARK
    if has_no_text(said) or (is_mark and said not in _MARKS):
        return None
    text = trimmed(said)
    key, group = element.get(ACTIVE_X_NAME, ""), properties.get("GroupName", "")
    run = next(element.iterancestors(RUN), element)
    return Field(
        key=f"{group}={key}" if group and kind == _OPTION else key,
        label=properties.get("Caption", "") or labels.label(run, is_mark=is_mark),
        kind=_KINDS[kind],
        value=_MARKS[said] if is_mark else text or None,
        state=State.ANSWERED if is_mark or text else State.BLANK,
        place=place,
    )


def _properties(package: Package, part: str, root: etree._Element) -> Mapping[str, str] | None:
    """What a control stores; None where it cannot be read for certain."""
    match root.get(ACTIVE_X_PERSISTENCE):
        case "persistPropertyBag":
            listed = [(one.get(ACTIVE_X_PROPERTY_NAME, ""), one) for one in root.iterchildren(ACTIVE_X_PROPERTY)]
            said = {name: one.get(ACTIVE_X_PROPERTY_VALUE) or "" for name, one in listed}
            return said if len(said) == len(listed) else None
        case "persistStreamInit" | "persistStream":
            data = _binary(package, part, root)
            return properties_in(data[_CLASS_ID:]) if data is not None else None
        case "persistStorage":
            data = _binary(package, part, root)
            contents = stream(data, _CONTENTS) if data is not None else None
            return properties_in(contents) if contents is not None else None
        case _:
            return None


def _binary(package: Package, part: str, root: etree._Element) -> bytes | None:
    name = package.target(part, root.get(RELATION_ID, ""))
    return package.data(name, _LARGEST) if name else None
