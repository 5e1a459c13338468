"""The comments of a Word file: their words, and the fields that each of them stands on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from extractors.word.file.package import Package
from extractors.word.names import (
    COMMENT,
    COMMENT_END,
    COMMENT_PARAGRAPH,
    COMMENT_PARENT,
    COMMENT_REFERENCE,
    COMMENT_START,
    COMMENT_THREAD,
    CONTROL,
    FIELD_CHAR,
    FIELD_CHAR_TYPE,
    FORM_FIELD,
    PARAGRAPH,
    PARAGRAPH_ID,
    RANGE_ID,
)
from extractors.word.page.marks import NO_MARKS, Marks
from extractors.word.page.text import text_beside
from planwright.model import Field

_ANCHORS = (COMMENT_START, COMMENT_END, COMMENT_REFERENCE, CONTROL, FIELD_CHAR)


@dataclass(frozen=True, slots=True)
class Comments:
    """The words of each comment by its id, in their order; and the id of the comment that a reply answers to."""

    words: Mapping[str, str]
    answered: Mapping[str, str]
    _placed: set[str] = field(default_factory=set)

    def on(self, fields: Iterable[Field], root: etree._Element, marks: Marks) -> Iterator[Field]:
        """The fields of the part with this root, each with its comments; replies stand where what they answer does."""
        anchored = _anchored(root, marks)
        for one in fields:
            ids = anchored.get(one.place.xpath or "")
            if ids and (one.key or not one.within):  # a row without fields is read again from its texts
                said = [name for name in self.words if {name, self.answered.get(name)} & ids]
                self._placed.update(said)
                yield replace(one, comments=tuple(self.words[name] for name in said))
            else:
                yield one

    def beside(self) -> Iterator[str]:
        """The words of the comments that stand on no field so far."""
        return (words for name, words in self.words.items() if name not in self._placed)


def read_comments(package: Package) -> Comments:
    """The comments that say something."""
    words: dict[str, str] = {}
    last: dict[str, str] = {}  # the id of the last paragraph, by which threads know a comment
    threads: dict[str, str] = {}
    for kind, name in package.related(package.main()):
        if kind.endswith("/comments"):
            for comment in _inside(package, name, COMMENT):
                said = text_beside((comment,), NO_MARKS)
                paragraphs = [one.get(PARAGRAPH_ID, "") for one in comment.iter(PARAGRAPH)]
                last[paragraphs[-1] if paragraphs else ""] = comment.get(RANGE_ID, "")
                if said:
                    words[comment.get(RANGE_ID, "")] = said
        elif kind.endswith("/commentsExtended"):
            for one in _inside(package, name, COMMENT_THREAD):
                threads[one.get(COMMENT_PARAGRAPH, "")] = one.get(COMMENT_PARENT, "")
    answered = {last[one]: last[to] for one, to in threads.items() if one in last and to in last}
    return Comments(words, answered)


def _inside(package: Package, part: str, name: str) -> Iterator[etree._Element]:
    root = package.xml(part)
    return root.iter(name) if root is not None else iter(())


def _anchored(root: etree._Element, marks: Marks) -> Mapping[str, set[str]]:
    """The ids of the comments on each field, by the field's XPath: those that begin in it, and those around it.

    A comment without a range stands where its mark does.
    """
    found: dict[str, set[str]] = defaultdict(set)
    ranges = {start.get(RANGE_ID, "") for start in root.iter(COMMENT_START)}
    around: set[str] = set()
    open_fields: list[etree._Element | None] = []  # None for one that is no form field
    for element in root.iter(*_ANCHORS):
        name = element.get(RANGE_ID, "")
        if element.tag == CONTROL:
            found[_control(element, marks)] |= around
        elif element.tag == FIELD_CHAR:
            _step(element, open_fields)
            if open_fields and open_fields[-1] is not None:
                found[_form_field(open_fields[-1], marks)] |= around
        elif element.tag == COMMENT_END:
            around.discard(name)
        elif element.tag == COMMENT_START or name not in ranges:
            for control in element.iterancestors(CONTROL):
                found[_control(control, marks)].add(name)
            for settings in open_fields:
                if settings is not None:
                    found[_form_field(settings, marks)].add(name)
            if element.tag == COMMENT_START:
                around.add(name)
    return found


def _step(char: etree._Element, open_fields: list[etree._Element | None]) -> None:
    """Notes that a field begins or ends."""
    step = char.get(FIELD_CHAR_TYPE)
    if step == "begin":
        open_fields.append(char.find(FORM_FIELD))
    elif step == "end" and open_fields:
        open_fields.pop()


def _control(element: etree._Element, marks: Marks) -> str:
    return f"(//w:sdt)[{marks.controls[element]}]"


def _form_field(settings: etree._Element, marks: Marks) -> str:
    return f"(//w:ffData)[{marks.form_fields[settings]}]"
