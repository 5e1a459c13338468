"""The numbers that Word counts before paragraphs: a reader sees them, and the text does not hold them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from extractors.shown import UNREAD, USUAL_SYMBOLS
from extractors.word.file.package import Package, Sign, parse_xml
from extractors.word.names import (
    ABSTRACT_NUMBER,
    ABSTRACT_NUMBER_ID,
    BASED_ON,
    FONTS,
    LEVEL,
    LEVEL_OVERRIDE,
    LEVEL_TEXT,
    NUMBER,
    NUMBER_FORMAT,
    NUMBER_ID,
    NUMBER_LEVEL,
    NUMBER_START,
    NUMBERED,
    NUMBERED_BY,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    RUN_PROPERTIES,
    START_OVERRIDE,
    STYLE,
    STYLE_ID,
    VAL,
)
from extractors.word.page.symbols import in_font

_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_ONES = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_MOST = 3999
_LETTERS = 26
_DEEPEST = 32  # styles based on each other
_FACES = tuple(f"{FONTS[: FONTS.index('}') + 1]}{name}" for name in ("ascii", "hAnsi"))

_Listed = tuple[str, int]  # the number of a list, and the level in it


class _Level(NamedTuple):
    """One level of a kind of list: where it begins, what stands before a paragraph in it, how its number is written."""

    start: int
    text: str
    format: str
    font: str


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of one file: of each its kind, the levels of each kind, and where a list begins anew."""

    kinds: Mapping[str, str]
    levels: Mapping[str, Mapping[int, _Level]]
    starts: Mapping[str, Mapping[int, int]]


_NO_LISTS = _Lists({}, {}, {})


@dataclass(slots=True)
class _Counted:
    """How far each kind of list has been counted, level by level."""

    lists: _Lists
    at: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)

    def next(self, name: str, level: int) -> str:
        """What stands before the next paragraph of this list and level."""
        kind = self.lists.kinds.get(name, "")
        levels = self.lists.levels.get(kind, {})
        if level not in levels:
            return ""
        counts = self.at.setdefault(kind, [None] * _LEVELS)
        if name not in self.begun:
            self.begun.add(name)
            for number, start in self.lists.starts.get(name, {}).items():
                counts[number] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _shown(levels, counts, level)


def numbers_in(package: Package, part: str, root: etree._Element) -> Mapping[etree._Element, str]:
    """What Word counts before each paragraph of this part, where that is a number or a mark; empty where nothing is."""
    styled = package.once("styles that number", lambda: _styled(package))
    if Sign.NUMBERED not in package.tells(part) and not styled:
        return {}
    lists = package.once("lists", lambda: _read_lists(package))
    return dict(_count(root, lists, styled)) if lists.kinds else {}


def _count(root: etree._Element, lists: _Lists, styled: Mapping[str, _Listed]) -> Iterator[tuple[etree._Element, str]]:
    counted = _Counted(lists)
    before = None
    for mark in root.iter(NUMBERED, *((PARAGRAPH_STYLE,) if styled else ())):
        if mark.tag == PARAGRAPH_STYLE and mark.get(VAL) not in styled:
            continue
        properties = mark.getparent()
        paragraph = properties.getparent() if properties is not None else None
        if properties is None or paragraph is None or paragraph is before:
            continue
        if (properties.tag, paragraph.tag) != (PARAGRAPH_PROPERTIES, PARAGRAPH):
            continue
        before = paragraph
        listed = _listed(properties, styled)
        shown = counted.next(*listed) if listed is not None else ""
        if shown:
            yield paragraph, shown


def _listed(properties: etree._Element, styled: Mapping[str, _Listed]) -> _Listed | None:
    """The list that a paragraph is in, by its own word or by its style's; what it leaves unsaid, the style says."""
    style = properties.find(PARAGRAPH_STYLE)
    name, level = styled.get(style.get(VAL, "") if style is not None else "", ("", 0))
    own = properties.find(NUMBERED)
    if own is not None:
        found, at = own.find(NUMBERED_BY), own.find(NUMBER_LEVEL)
        name = name if found is None else found.get(VAL, "")
        level = level if at is None else _number(at.get(VAL, ""))
    return (name, level) if name not in ("", "0") and level < _LEVELS else None


def _styled(package: Package) -> Mapping[str, _Listed]:
    """The styles of paragraphs that number them."""
    name = next((name for kind, name in package.related(package.main()) if kind.endswith("/styles")), "")
    return (package.known(name, _styled_in) if name else None) or {}


def _styled_in(xml: bytes, part: str) -> Mapping[str, _Listed]:
    root = parse_xml(xml, part)
    if next(root.iter(NUMBERED), None) is None:
        return {}
    styles = {one.get(STYLE_ID, ""): one for one in root.iter(STYLE)}
    found = {}
    for key in styles:
        listed = _of_style(key, styles)
        if listed is not None:
            found[key] = listed
    return found


def _of_style(key: str, styles: Mapping[str, etree._Element]) -> _Listed | None:
    for _ in range(_DEEPEST):
        style = styles.get(key)
        if style is None:
            return None
        properties = style.find(PARAGRAPH_PROPERTIES)
        if properties is not None and properties.find(NUMBERED) is not None:
            return _listed(properties, {})
        based = style.find(BASED_ON)
        key = based.get(VAL, "") if based is not None else ""
    return None


def _read_lists(package: Package) -> _Lists:
    name = next((name for kind, name in package.related(package.main()) if kind.endswith("/numbering")), "")
    return (package.known(name, _lists_in) if name else None) or _NO_LISTS


def _lists_in(xml: bytes, part: str) -> _Lists:
    root = parse_xml(xml, part)
    levels = {
        one.get(ABSTRACT_NUMBER_ID, ""): {
            _number(level.get(NUMBER_LEVEL, "")): _level(level) for level in one.iterchildren(LEVEL)
        }
        for one in root.iterchildren(ABSTRACT_NUMBER)
    }
    kinds, starts = {}, {}
    for one in root.iterchildren(NUMBER):
        kind = one.find(ABSTRACT_NUMBER_ID)
        kinds[one.get(NUMBER_ID, "")] = kind.get(VAL, "") if kind is not None else ""
        starts[one.get(NUMBER_ID, "")] = dict(_overridden(one.iterchildren(LEVEL_OVERRIDE)))
    return _Lists(kinds, levels, starts)


def _overridden(overrides: Iterable[etree._Element]) -> Iterator[tuple[int, int]]:
    for one in overrides:
        start = one.find(START_OVERRIDE)
        if start is not None:
            yield min(_number(one.get(NUMBER_LEVEL, "")), _LEVELS - 1), _number(start.get(VAL, ""))


def _level(level: etree._Element) -> _Level:
    start, text, form = (level.find(name) for name in (NUMBER_START, LEVEL_TEXT, NUMBER_FORMAT))
    return _Level(
        start=_number(start.get(VAL, "")) if start is not None else 0,
        text=text.get(VAL, "") if text is not None else "",
        format=form.get(VAL, "") if form is not None else "decimal",
        font=_font(level),
    )


def _number(said: str) -> int:
    return int(said[:6]) if said.isdecimal() else 0


# -- how it is shown --------------------------------------------------------------------------------------------------


def _shown(levels: Mapping[int, _Level], counts: list[int | None], level: int) -> str:
    """The number as Word writes it. A dot before a paragraph says nothing; a tick or a box may be an answer."""
    own = levels[level]
    if own.format == "bullet":
        symbol = "".join(in_font(char, own.font) for char in own.text).strip()
        return symbol if symbol and symbol in USUAL_SYMBOLS and symbol not in _DOTS else ""
    return _PLACE.sub(lambda place: _counted(levels, counts, int(place[1]) - 1), own.text).strip()


_DOTS = "○◯xXo"


def _counted(levels: Mapping[int, _Level], counts: list[int | None], level: int) -> str:
    if level not in levels:
        return ""
    count = counts[level]
    number = levels[level].start if count is None else count
    write = _FORMATS.get(levels[level].format)
    return UNREAD if write is None or not 0 <= number <= _MOST else write(number)


def _font(level: etree._Element) -> str:
    fonts = level.find(f"{RUN_PROPERTIES}/{FONTS}")
    return next((face for face in (fonts.get(name, "") for name in _FACES) if face), "") if fonts is not None else ""


def _letters(number: int) -> str:
    """A to z, then aa, bb and so on."""
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1) if number else ""


def _roman(number: int) -> str:
    said = ""
    for value, letters in (*_ROMAN, *_ROMAN_ONES):
        said += letters * (number // value)
        number %= value
    return said


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}
