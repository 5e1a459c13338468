"""An answer of several paragraphs of which a program left the first in its control, and the others below it.

LibreOffice brings a control around paragraphs into the line of the first, and nothing in the file says what was cut.
The blank tells which controls these are, and where the words begin that are printed below.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from lxml import etree

from extractors.between import Found
from extractors.blocks import has_sign
from extractors.shown import LOOKS, STRUCK, without_numbers
from extractors.slots import Slot, field_of
from extractors.word.around import LIKELY
from extractors.word.controls.declared import Control
from extractors.word.names import PARAGRAPH, PARAGRAPH_PROPERTIES, PLAIN_TEXT, RUN_PROPERTIES, TEXT, TEXT_BOX
from planwright.model import Field, State

_SPACES = " \t\n\xa0"  # that a line through words begins or ends is told by signs that count as space elsewhere
_SEEN = {code: None for code in LOOKS if chr(code) != STRUCK}


@dataclass(frozen=True, slots=True)
class Continued:
    """The answers that go on below their controls, by XPath: those read as a `whole`, and those that are `unsure`."""

    whole: dict[str, Field]
    unsure: frozenset[str]


def below(control: Control) -> int | None:
    """How many empty paragraphs stand below a control around paragraphs; None for one that takes one line or choice."""
    if control.role is not None or PLAIN_TEXT in control.properties or _paragraph(control.element) is not None:
        return None
    return sum(1 for _ in takewhile(_is_empty, control.element.itersiblings()))


def cut_in(
    elements: Mapping[str, etree._Element], held: Mapping[str, Field], slots: Mapping[str, Slot]
) -> dict[str, etree._Element]:
    """The paragraphs of the controls, by sign, that stood around paragraphs in the blank and are filled in."""
    found: dict[str, etree._Element] = {}
    for sign, field in held.items():
        paragraph = _paragraph(elements[sign]) if slots[sign].below is not None else None
        if paragraph is not None and field.state is State.ANSWERED:
            found[sign] = paragraph
    return found


def continued(
    matched: Iterable[Found], held: Mapping[str, Field], slots: Mapping[str, Slot], cut: Mapping[str, etree._Element]
) -> Continued:
    """What goes on below the controls that may have been `cut`, each with its paragraph."""
    whole: dict[str, Field] = {}
    unsure: set[str] = set()
    for one in matched if cut else ():
        xpath = held[one.sign].place.xpath if one.sign in cut else None
        said = (one.text or "").translate(_SEEN).strip(_SPACES)
        if xpath is None or said in ("", one.sign):
            continue
        is_counted = without_numbers(one.text or "") != one.text  # the numbers of a list are part of an answer
        field = None if is_counted else _read(said, one.sign, held[one.sign], slots[one.sign], cut[one.sign])
        if field is None:
            unsure.add(xpath)
        else:
            whole[xpath] = field
    return Continued(whole, frozenset(unsure))


def _read(said: str, sign: str, field: Field, slot: Slot, paragraph: etree._Element) -> Field | None:
    """The field with what stands below it, where that can be nothing but the rest of its answer."""
    own, _, more = said.partition("\n")
    if own.strip(_SPACES) != sign or has_sign(more) or not _follows(more, paragraph, slot.below or 0):
        return None
    read = field_of(slot, f"{field.value}\n{more}")
    if read.state is not State.ANSWERED:
        return None
    return replace(field, value=read.value, raw=read.raw, confidence=min(LIKELY, field.confidence))


def _follows(more: str, paragraph: etree._Element, empty: int) -> bool:
    """Whether this text is that of the paragraphs below, all set as this one, and as many empty ones follow."""
    left = "".join(more.split())
    for one in takewhile(lambda sibling: sibling.tag == PARAGRAPH, paragraph.itersiblings()):
        words = _words(one)
        if not left and (words or not empty):
            break
        if not left:
            empty -= 1
        elif not left.startswith(words) or _set_as(one) != _set_as(paragraph):
            return False
        left = left.removeprefix(words)
    return not left and not empty


def _is_empty(element: etree._Element) -> bool:
    """Whether an element is a paragraph with nothing in it."""
    return element.tag == PARAGRAPH and all(one.tag == PARAGRAPH_PROPERTIES for one in element)


def _words(paragraph: etree._Element) -> str:
    return "".join("".join(one.text or "" for one in paragraph.iter(TEXT)).split())


def _paragraph(element: etree._Element) -> etree._Element | None:
    """The paragraph in whose line an element stands; None for one that stands around paragraphs, cells or rows."""
    around = next(element.iterancestors(PARAGRAPH, TEXT_BOX), None)
    return None if around is None or around.tag == TEXT_BOX else around


def _set_as(paragraph: etree._Element) -> list[bytes]:
    """How a paragraph is set, whatever its mark looks like."""
    return sorted(_settings(paragraph))


def _settings(paragraph: etree._Element) -> Iterator[bytes]:
    for properties in paragraph.iterchildren(PARAGRAPH_PROPERTIES):
        for one in properties:
            if one.tag != RUN_PROPERTIES:
                yield etree.tostring(one, method="c14n", with_tail=False)
