"""What an XFA template says of a field: its kind, its label, its choices and what it holds before anyone answers."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from extractors.pdf.xfa.packets import Element, first, local, named
from extractors.pdf.xfa.words import is_value, words_of

FIELDS = frozenset(("field", "exclGroup"))
CONTAINERS = frozenset(("subform", "subformSet", "area", "pageSet", "pageArea"))
_TRUE = "1"


class Asked(Enum):
    """How a field is answered."""

    TEXT = auto()
    NUMBER = auto()
    DATE = auto()
    MARK = auto()
    CHOICE = auto()
    GROUP = auto()  # buttons of which one may be on
    PICTURE = auto()
    SIGNATURE = auto()
    BUTTON = auto()  # pressed, not answered


class Item(NamedTuple):
    """One entry of a list: what is stored when it is chosen, and what is shown."""

    saved: str
    shown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A field of the template.

    `items` are a list's choices, the on, off and neutral value of a check button, or a group's on values with their
    captions. `members` are the names of a group's buttons. `picture` is the pattern its value is shown by. What
    is hidden holds what the form itself makes note of, until one of its scripts shows it.
    """

    name: str
    label: str
    asked: Asked
    items: tuple[Item, ...] = ()
    members: tuple[str, ...] = ()
    several: bool = False
    typed: bool = False
    default: str = ""
    is_hidden: bool = False
    picture: str = ""

    def takes(self, datum: Element) -> bool:
        """Whether a datum can be its answer: a value, the values chosen of a list, those of a group's buttons."""
        if is_value(datum):
            return True
        if self.asked is Asked.GROUP:
            return {local(child) for child in datum} <= set(self.members)
        return self.several and all(map(is_value, datum))


class Protos:
    """The prototypes of a template by their ids: what a field does not say itself may stand there."""

    def __init__(self, template: Element) -> None:
        self._by_id = {str(one.get("id")): one for proto in template.iter("{*}proto") for one in proto.iter()}

    def part(self, element: Element, name: str) -> Element | None:
        """The part of this name that an element has, or has from its prototype."""
        found = first(element, name)
        if found is None:
            proto = self._by_id.get(str(element.get("use", "")).removeprefix("#"))
            return first(proto, name)
        if len(found) == 0 and found.get("use"):
            return self._by_id.get(str(found.get("use")).removeprefix("#"), found)
        return found


def question_of(element: Element, protos: Protos) -> Question:
    """What a `field` or `exclGroup` of the template asks."""
    if local(element) == "exclGroup":
        return _group(element, protos)
    ui = _widget(protos.part(element, "ui"))
    asked = _asked(ui, protos.part(element, "value"))
    return Question(
        name=element.get("name", ""),
        label=_label(element, protos),
        asked=asked,
        items=_items(element, mark=asked is Asked.MARK),
        several=ui is not None and ui.get("open") == "multiSelect",
        typed=ui is not None and ui.get("textEntry") == _TRUE,
        default=_held(protos.part(element, "value")),
        picture=_picture(element, ui),
        is_hidden=element.get("presence", "visible") != "visible",
    )


def _group(element: Element, protos: Protos) -> Question:
    members = [question_of(member, protos) for member in named(element, "field")]
    on = [Item(member.items[0].saved, member.label) for member in members if member.items]
    default = next((one.default for one in members if one.items and one.default == one.items[0].saved), "")
    return Question(
        name=element.get("name", ""),
        label=_label(element, protos),
        asked=Asked.GROUP,
        items=tuple(on),
        members=tuple(member.name for member in members),
        default=_held(first(element, "value")) or default,
    )


def _widget(ui: Element | None) -> Element | None:
    return next((child for child in ui if local(child) not in ("extras", "picture")), None) if ui is not None else None


_ASKED = {
    "numericEdit": Asked.NUMBER,
    "dateTimeEdit": Asked.DATE,
    "checkButton": Asked.MARK,
    "choiceList": Asked.CHOICE,
    "imageEdit": Asked.PICTURE,
    "signature": Asked.SIGNATURE,
    "button": Asked.BUTTON,
}


def _asked(ui: Element | None, value: Element | None) -> Asked:
    kinds = {local(child) for child in value} if value is not None else set[str]()
    asked = _ASKED.get(local(ui), Asked.TEXT) if ui is not None else Asked.TEXT
    if asked is Asked.DATE and "time" in kinds:
        return Asked.TEXT
    if asked is Asked.TEXT and kinds & {"date", "dateTime"}:
        return Asked.DATE
    return asked


def _label(element: Element, protos: Protos) -> str:
    """What names a field, in the order in which Acrobat lets it be read aloud."""
    assist = protos.part(element, "assist")
    caption = first(protos.part(element, "caption"), "value")
    shown = next((words_of(held).text for held in caption), "") if caption is not None else ""
    said = (words_of(first(assist, "speak")).text, words_of(first(assist, "toolTip")).text, shown)
    return next((" ".join(text.split()) for text in said if text.strip()), element.get("name", ""))


def _items(element: Element, *, mark: bool) -> tuple[Item, ...]:
    """The entries of a field's lists: one list is both stored and shown, of two one is stored."""
    if first(element, "bindItems") is not None and not mark:
        return ()  # they come from elsewhere; nothing in the template says which there are
    lists = list(named(element, "items"))[:2]
    texts = [[words_of(one).text for one in held] for held in lists]
    if len(texts) < 2:
        return tuple(Item(text, text) for text in texts[0]) if texts else ()
    saved, shown = texts if lists[0].get("save") == _TRUE else reversed(texts)
    if len(saved) != len(shown):
        return tuple(Item(text, text) for text in saved)
    return tuple(map(Item, saved, shown))


def _held(value: Element | None) -> str:
    return words_of(next(iter(value))).text if value is not None and len(value) else ""


def _picture(element: Element, ui: Element | None) -> str:
    patterns = (
        first(first(element, "format"), "picture"),
        first(ui.getparent() if ui is not None else None, "picture"),
    )
    return next((words_of(one).text for one in patterns if one is not None), "")
