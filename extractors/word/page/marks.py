"""What has to be known of a Word part before its text is read: one pass over the elements that change what is seen."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.word.file.looks import NO_LOOKS, Looks, looks_in
from extractors.word.names import (
    ACTIVE_X,
    ALTERNATE,
    AUTHOR,
    BIBLIOGRAPHY,
    BLOCK,
    CELL,
    CELL_DELETED,
    CELL_INSERTED,
    CELL_PROPERTIES,
    CHOICE,
    CONTROL,
    CONTROL_PROPERTIES,
    DELETED,
    FALLBACK,
    FORM_FIELD,
    GROUP,
    HIDDEN_ROW,
    INSERTED,
    MOVED_FROM,
    MOVED_TO,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    POSITION,
    RAISED,
    RANGE_ID,
    REPEATING_ITEM,
    REPEATING_SECTION,
    RESTYLED,
    ROW,
    ROW_PROPERTIES,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SPECIAL_VANISH,
    STRUCK,
    STRUCK_TWICE,
    TAG_DELETED_END,
    TAG_DELETED_START,
    TAG_INSERTED_END,
    TAG_INSERTED_START,
    TAG_MOVED_END,
    TAG_MOVED_START,
    TAG_PLACED_END,
    TAG_PLACED_START,
    VAL,
    VANISH,
)
from extractors.word.page.flow import NAMES, NO_NUMBERS, Altered, Flow, Hidden, Struck, flow_of, obscured, small

# Frames around other controls, and what Word itself writes in: not answers of their own.
FRAMES = frozenset((GROUP, BLOCK, BIBLIOGRAPHY, REPEATING_SECTION, REPEATING_ITEM))
OFF = ("0", "false", "off")
_STRUCK = (STRUCK, STRUCK_TWICE)
_TEXTS = frozenset(NAMES)
_FIELDS = (CONTROL, *FRAMES, FORM_FIELD, ACTIVE_X)
_LOOKS = (VANISH, SPECIAL_VANISH, *_STRUCK, RAISED, POSITION, HIDDEN_ROW)
_OFF_THE_LINE = ("superscript", "subscript")
_RAISED_BY = 6  # half points; by less, letters are only set in line with others
_BRANCHES = (CHOICE, FALLBACK)


class View(NamedTuple):
    """One of the two states that a document with tracked changes holds: the changes that take away from it.

    Those of `gone` stand around what is not in it, or in its properties; the ranges between `starts` and `ends` hold
    controls of which only the contents are in it.
    """

    gone: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]


FINAL = View(
    gone=(DELETED, MOVED_FROM, CELL_DELETED),
    starts=(TAG_DELETED_START, TAG_MOVED_START),
    ends=(TAG_DELETED_END, TAG_MOVED_END),
)
BEFORE = View(
    gone=(INSERTED, MOVED_TO, CELL_INSERTED),
    starts=(TAG_INSERTED_START, TAG_PLACED_START),
    ends=(TAG_INSERTED_END, TAG_PLACED_END),
)
_CHANGES = (*FINAL.gone, *BEFORE.gone)
_MARKS = {view: (*_LOOKS, ALTERNATE, *_CHANGES, *view.starts, *view.ends) for view in (FINAL, BEFORE)}
_MARK_NAMES = {view: frozenset(names) for view, names in _MARKS.items()}
_WANTED = {FINAL: (*NAMES, *_FIELDS, *_MARKS[FINAL]), BEFORE: (*_FIELDS, *_MARKS[BEFORE])}


def is_on(element: etree._Element) -> bool:
    """Whether a switch of Word's XML is on: it is unless it says otherwise."""
    return element.get(VAL) not in OFF


class Styles(NamedTuple):
    """The ids of the styles that hide text, and of those that cross it out."""

    hiding: frozenset[str] = frozenset()
    striking: frozenset[str] = frozenset()


NO_STYLES = Styles()


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of one part, as it is read once from beginning to end.

    `controls` are all content controls in the order of the file, numbered from 1, `form_fields` all of Word's form
    fields from before there were any, and `active_x` all ActiveX controls. `frames` are the controls that only hold
    others, each with the property that makes it one. `hidden` are runs formatted as hidden text, `raised` small above
    or below the line, `obscure` not readable for what they are, `struck` crossed out; `joined` are paragraphs whose end
    is not in the view, `gone` elements that are not or stand there a second time, and `untagged` controls of which only
    the contents remain. `numbers` are what Word counts before paragraphs, `looks` what says how something looks.
    `editors` are the authors of all tracked changes but those of looks alone. A part that `is_plain` has nothing in it
    that makes its text read otherwise than it stands there. All that a part says is in its `flow`, but where something
    in it is not, or can only be read by its place in the tree.
    """

    controls: Mapping[etree._Element, int]
    form_fields: Mapping[etree._Element, int]
    active_x: Mapping[etree._Element, int] = field(default_factory=dict)
    frames: Mapping[etree._Element, str] = field(default_factory=dict)
    hidden: frozenset[etree._Element] = frozenset()
    raised: frozenset[etree._Element] = frozenset()
    obscure: frozenset[etree._Element] = frozenset()
    struck: frozenset[etree._Element] = frozenset()
    joined: frozenset[etree._Element] = frozenset()
    gone: frozenset[etree._Element] = frozenset()
    untagged: frozenset[etree._Element] = frozenset()
    editors: frozenset[str] = frozenset()
    numbers: Mapping[etree._Element, str] = field(default_factory=dict)
    looks: Looks = NO_LOOKS
    view: View = FINAL
    is_plain: bool = True
    flow: Flow | None = None

    def holds(self, element: etree._Element) -> bool:
        """Whether this element is in the view, so far as what stands around it goes."""
        return not self.gone or not any(outer in self.gone for outer in element.iterancestors())


NO_MARKS = Marks(controls={}, form_fields={})


@dataclass(slots=True)
class _Found:
    view: View
    editors: set[str] = field(default_factory=set)
    frames: dict[etree._Element, str] = field(default_factory=dict)
    hidden: set[etree._Element] = field(default_factory=set)
    raised: set[etree._Element] = field(default_factory=set)
    obscure: frozenset[etree._Element] = frozenset()
    struck: set[etree._Element] = field(default_factory=set)
    joined: set[etree._Element] = field(default_factory=set)
    gone: set[etree._Element] = field(default_factory=set)
    untagged: set[etree._Element] = field(default_factory=set)
    open_ranges: set[str] = field(default_factory=set)

    @property
    def is_moved(self) -> bool:
        """Whether something in the part is not where it stands, so that its text can only be read by its tree."""
        return self.view is BEFORE or bool(self.gone or self.joined or self.untagged or self.editors)

    def altered(self) -> Altered:
        """The runs of which the text reads otherwise than it stands there, each with what becomes of it."""
        if not (self.hidden or self.struck or self.raised or self.obscure):
            return {}
        return {
            **dict.fromkeys(self.raised, small),
            **dict.fromkeys(self.obscure, obscured),
            **dict.fromkeys(self.struck, Struck),
            **dict.fromkeys(self.hidden, Hidden),
        }

    def note(self, mark: etree._Element) -> None:
        """Records what this element does to those around it."""
        tag = mark.tag
        if tag in _LOOKS:
            self._note_look(mark)
        elif tag == ALTERNATE:
            branches = list(mark.iterchildren(*_BRANCHES))
            branches.sort(key=lambda branch: branch.tag != CHOICE)  # the first choice is shown, a fallback else
            self.gone.update(branches[1:])
        elif tag in self.view.ends:
            self.open_ranges.discard(mark.get(RANGE_ID, ""))
        else:
            self.editors.add(mark.get(AUTHOR, ""))
            if tag in self.view.starts:
                self.open_ranges.add(mark.get(RANGE_ID, ""))
            elif tag in self.view.gone:
                self._note_gone(mark)

    def note_frame(self, frame: etree._Element) -> None:
        """A property that says that a control only holds others; the first one counts."""
        properties = frame.getparent()
        control = properties.getparent() if properties is not None and properties.tag == CONTROL_PROPERTIES else None
        if control is not None:
            self.frames.setdefault(control, str(frame.tag))

    def _note_look(self, mark: etree._Element) -> None:
        """A look is a property of a run, or of a row that is hidden with all that is in it."""
        if mark.tag == HIDDEN_ROW:
            row = next(mark.iterancestors(ROW), None)
            if row is not None and is_on(mark):
                self.hidden.update(row.iter(RUN))
        elif mark.tag == RAISED:
            if mark.get(VAL) in _OFF_THE_LINE:
                self._note_run(mark, self.raised)
        elif mark.tag == POSITION:
            by = mark.get(VAL, "").lstrip("-")
            if by.isdecimal() and int(by[:4]) >= _RAISED_BY:
                self._note_run(mark, self.raised)
        else:
            self._note_run(mark, self.struck if mark.tag in _STRUCK else self.hidden)

    def _note_run(self, mark: etree._Element, runs: set[etree._Element]) -> None:
        """Adds the run that this mark is a property of in the view, where the mark is on.

        The look that a run had before a tracked change of it stands within its properties.
        """
        properties = mark.getparent()
        if properties is None or properties.tag != RUN_PROPERTIES or not is_on(mark):
            return
        owner = properties.getparent()
        if owner is not None and owner.tag == RESTYLED:
            around = owner.getparent() if self.view is BEFORE else None
            owner = around.getparent() if around is not None else None
        elif self.view is BEFORE and properties.find(RESTYLED) is not None:
            return
        if owner is not None:
            runs.add(owner)

    def note_style(self, mark: etree._Element, styles: Styles) -> None:
        """A style gives its look to a run, or to all the runs of a paragraph."""
        owner = next(mark.iterancestors(RUN, PARAGRAPH), None)
        runs = [owner] if owner is not None and owner.tag == RUN else owner.iter(RUN) if owner is not None else ()
        for sets, styled in ((self.hidden, styles.hiding), (self.struck, styles.striking)):
            if mark.get(VAL) in styled:
                sets.update(runs)

    def _note_gone(self, mark: etree._Element) -> None:
        """A change stands around what it takes away, or in the properties of a row, a cell or a paragraph's end."""
        properties = mark.getparent()
        owner = properties.getparent() if properties is not None else None
        if properties is None or owner is None or (self.view is BEFORE and _is_undone(mark, properties)):
            return
        if properties.tag == RUN_PROPERTIES:
            paragraph = owner.getparent()
            if owner.tag == PARAGRAPH_PROPERTIES and paragraph is not None:
                self.joined.add(paragraph)
        elif (properties.tag, owner.tag) in ((ROW_PROPERTIES, ROW), (CELL_PROPERTIES, CELL)):
            self.gone.add(owner)
        else:
            self.gone.add(mark)


def _is_undone(inserted: etree._Element, around: etree._Element) -> bool:
    """Whether what one person inserted was deleted by another: then it stood there before that."""
    beside = around if around.tag == ROW_PROPERTIES else (around, *inserted)
    return any(one.tag in FINAL.gone for one in beside)


def read_marks(
    root: etree._Element,
    styles: Styles = NO_STYLES,
    view: View = FINAL,
    unseen: Collection[etree._Element] = (),
    numbers: Mapping[etree._Element, str] = NO_NUMBERS,
    *,
    obscure: frozenset[etree._Element] = frozenset(),
    looks: Looks | None = None,
) -> Marks:
    """The marks of the part with this root, in a file with these styles, for reading this state of it.

    The runs that are `unseen` count as hidden; `numbers` are what Word counts before paragraphs. The `looks` of the
    part are found where they are not known.
    """
    controls: dict[etree._Element, int] = {}
    form_fields: dict[etree._Element, int] = {}
    active_x: dict[etree._Element, int] = {}
    found = _Found(view, obscure=obscure)
    found.hidden.update(unseen)
    elements = [(element.tag, element) for element in root.iter(*_WANTED[view])]
    marks = _MARK_NAMES[view]
    for tag, element in elements:
        if tag in _TEXTS:
            continue
        if tag == CONTROL:
            controls[element] = len(controls) + 1
            if found.open_ranges:
                found.untagged.add(element)
        elif tag == FORM_FIELD:
            form_fields[element] = len(form_fields) + 1
        elif tag == ACTIVE_X:
            active_x[element] = len(active_x) + 1
        elif tag in marks:
            found.note(element)
        elif tag in FRAMES:
            found.note_frame(element)
    for element in root.iter(RUN_STYLE, PARAGRAPH_STYLE) if styles != NO_STYLES else ():
        found.note_style(element, styles)
    is_plain = view is FINAL and not (found.hidden or found.struck or found.raised or found.gone or obscure)
    return Marks(
        controls=controls,
        form_fields=form_fields,
        active_x=active_x,
        frames=found.frames,
        hidden=frozenset(found.hidden),
        raised=frozenset(found.raised),
        obscure=obscure,
        struck=frozenset(found.struck),
        joined=frozenset(found.joined),
        gone=frozenset(found.gone),
        untagged=frozenset(found.untagged),
        editors=frozenset(found.editors),
        view=view,
        numbers=numbers,
        looks=looks_in(root) if looks is None else looks,
        is_plain=is_plain,
        flow=None if found.is_moved else flow_of(elements, numbers, found.altered()),
    )
