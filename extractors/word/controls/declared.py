"""What a content control declares of itself: its role, its name, and whether it shows its prompt."""

from typing import NamedTuple

from lxml import etree

from extractors.word.names import (
    ALIAS,
    BLOCK_LIST,
    CHECK_BOX,
    COMBO_BOX,
    CONTROL,
    CONTROL_CONTENT,
    CONTROL_ID,
    CONTROL_PROPERTIES,
    DATE,
    DROP_DOWN,
    KEY,
    LOCK,
    PICTURE_CONTROL,
    SHOWING_PROMPT,
    VAL,
)
from extractors.word.page.marks import FRAMES, is_on
from planwright.model import FieldKind

_KINDS = {
    CHECK_BOX: FieldKind.MARK,
    DROP_DOWN: FieldKind.CHOICE,
    COMBO_BOX: FieldKind.CHOICE,
    DATE: FieldKind.DATE,
    PICTURE_CONTROL: FieldKind.SIGNATURE,
}
_NAMES = frozenset((CONTROL_ID, KEY, ALIAS, LOCK))
_ROLES = frozenset((*_KINDS, *FRAMES, BLOCK_LIST))


class Control(NamedTuple):
    """One content control: its element, its properties by name, what is in it, and the property that gives its role.

    The role of a control that takes text is None. `is_prompting` says whether it is marked as showing its prompt, and
    not an answer.
    """

    element: etree._Element
    properties: dict[str, etree._Element]
    contents: etree._Element | None
    role: str | None
    is_prompting: bool

    @property
    def kind(self) -> FieldKind:
        """The kind of field the control is."""
        return FieldKind.TEXT if self.role is None else _KINDS.get(self.role, FieldKind.TEXT)

    @property
    def is_frame(self) -> bool:
        """Whether the control only holds others, as a block out of a list of building blocks may, too."""
        if self.role == BLOCK_LIST:
            return self.contents is not None and next(self.contents.iter(CONTROL), None) is not None
        return self.role in FRAMES

    @property
    def key(self) -> str:
        """The name that programs know the control by: its tag."""
        tag = self.properties.get(KEY)
        return "" if tag is None else tag.get(VAL, "")

    @property
    def title(self) -> str:
        """The name that people see at the control."""
        alias = self.properties.get(ALIAS)
        return "" if alias is None else alias.get(VAL, "")

    @property
    def says_nothing(self) -> bool:
        """Whether it declares names and a lock only: LibreOffice puts such a control where a row of fields began."""
        return self.properties.keys() <= _NAMES


def declared(element: etree._Element) -> Control:
    """The content control that this `w:sdt` is."""
    properties: dict[str, etree._Element] = {}
    contents = None
    for child in element:
        if child.tag == CONTROL_CONTENT:
            contents = child
        elif child.tag == CONTROL_PROPERTIES:
            properties = {one.tag: one for one in child}
    roles = _ROLES.intersection(properties)
    mark = properties.get(SHOWING_PROMPT)
    return Control(element, properties, contents, min(roles) if roles else None, mark is not None and is_on(mark))
