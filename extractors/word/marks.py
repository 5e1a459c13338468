"""What has to be known of a Word part before its text is read: one pass over the elements that change what is seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from extractors.word.names import (
    ACTIVE_X,
    ALTERNATE,
    CELL,
    CELL_DELETED,
    CELL_PROPERTIES,
    CHOICE,
    CONTROL,
    DELETED,
    FALLBACK,
    FORM_FIELD,
    MOVED_FROM,
    PARAGRAPH_PROPERTIES,
    RANGE_ID,
    ROW,
    ROW_PROPERTIES,
    RUN_PROPERTIES,
    STRUCK,
    STRUCK_TWICE,
    TAG_DELETED_END,
    TAG_DELETED_START,
    TAG_MOVED_END,
    TAG_MOVED_START,
    VAL,
    VANISH,
)

_OFF = ("0", "false", "off")
_STARTS = (TAG_DELETED_START, TAG_MOVED_START)
_ENDS = (TAG_DELETED_END, TAG_MOVED_END)
_STRUCK = (STRUCK, STRUCK_TWICE)
_FIELDS = (CONTROL, FORM_FIELD, ACTIVE_X)
_MARKS = (*_FIELDS, VANISH, *_STRUCK, DELETED, MOVED_FROM, CELL_DELETED, ALTERNATE, *_STARTS, *_ENDS)
_BRANCHES = (CHOICE, FALLBACK)


def is_on(element: etree._Element) -> bool:
    """Whether a switch of Word's XML is on: it is unless it says otherwise."""
    return element.get(VAL) not in _OFF


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one part, as it is read once from beginning to end.

    `controls` are all content controls in the order of the file, numbered from 1, `form_fields` all of Word's form
    fields from before there were any, and `active_x` says how many controls only Word itself can read. `hidden` are
    runs formatted as hidden text, `struck` runs crossed out, `joined` paragraphs whose end a tracked change deletes,
    `gone` elements that are not in the final version or stand there a second time, and `untagged` controls of which
    only the contents remain.
    """

    controls: Mapping[etree._Element, int]
    form_fields: Mapping[etree._Element, int]
    active_x: int = 0
    hidden: frozenset[etree._Element] = frozenset()
    struck: frozenset[etree._Element] = frozenset()
    joined: frozenset[etree._Element] = frozenset()
    gone: frozenset[etree._Element] = frozenset()
    untagged: frozenset[etree._Element] = frozenset()

    def holds(self, element: etree._Element) -> bool:
        """Whether this element is in the final version, so far as what stands around it goes."""
        return not self.gone or not any(outer in self.gone for outer in element.iterancestors())


NO_MARKS = Marks(controls={}, form_fields={})


@dataclass(slots=True)
class _Found:
    hidden: set[etree._Element] = field(default_factory=set)
    struck: set[etree._Element] = field(default_factory=set)
    joined: set[etree._Element] = field(default_factory=set)
    gone: set[etree._Element] = field(default_factory=set)
    untagged: set[etree._Element] = field(default_factory=set)
    open_ranges: set[str] = field(default_factory=set)

    def note(self, mark: etree._Element) -> None:
        """Records what this element does to those around it."""
        tag = mark.tag
        if tag == VANISH:
            _note_run(mark, self.hidden)
        elif tag in _STRUCK:
            _note_run(mark, self.struck)
        elif tag == ALTERNATE:
            branches = list(mark.iterchildren(*_BRANCHES))
            branches.sort(key=lambda branch: branch.tag != CHOICE)  # the first choice is shown, a fallback else
            self.gone.update(branches[1:])
        elif tag in _STARTS:
            self.open_ranges.add(mark.get(RANGE_ID, ""))
        elif tag in _ENDS:
            self.open_ranges.discard(mark.get(RANGE_ID, ""))
        else:
            self._note_deleted(mark)

    def _note_deleted(self, mark: etree._Element) -> None:
        """A deletion stands around what it deletes, or in the properties of a row, a cell or a paragraph's end."""
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None:
            return
        if properties.tag == RUN_PROPERTIES:
            paragraph = owner.getparent()
            if owner.tag == PARAGRAPH_PROPERTIES and paragraph is not None:
                self.joined.add(paragraph)
        elif (properties.tag, owner.tag) in ((ROW_PROPERTIES, ROW), (CELL_PROPERTIES, CELL)):
            self.gone.add(owner)
        else:
            self.gone.add(mark)


def _note_run(mark: etree._Element, runs: set[etree._Element]) -> None:
    """Adds the run that this mark is a property of, where the mark is on."""
    properties = mark.getparent()
    if properties is not None and properties.tag == RUN_PROPERTIES and is_on(mark):
        run = properties.getparent()
        if run is not None:
            runs.add(run)


def read_marks(root: etree._Element) -> Marks:
    """The marks of the part with this root."""
    controls: dict[etree._Element, int] = {}
    form_fields: dict[etree._Element, int] = {}
    active_x = 0
    found = _Found()
    for element in root.iter(*_MARKS):
        if element.tag == CONTROL:
            controls[element] = len(controls) + 1
            if found.open_ranges:
                found.untagged.add(element)
        elif element.tag == FORM_FIELD:
            form_fields[element] = len(form_fields) + 1
        elif element.tag == ACTIVE_X:
            active_x += 1
        else:
            found.note(element)
    return Marks(
        controls=controls,
        form_fields=form_fields,
        active_x=active_x,
        hidden=frozenset(found.hidden),
        struck=frozenset(found.struck),
        joined=frozenset(found.joined),
        gone=frozenset(found.gone),
        untagged=frozenset(found.untagged),
    )
