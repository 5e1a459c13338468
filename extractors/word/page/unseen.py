"""Letters that nobody sees, since they are white upon white."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from lxml import etree

from extractors.word.file.package import Package, Sign, parse_xml
from extractors.word.names import (
    BASED_ON,
    CELL,
    CELL_PROPERTIES,
    COLOR,
    FILL,
    HIGHLIGHT,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    RUN,
    RUN_PROPERTIES,
    RUN_STYLE,
    SHADING,
    STYLE,
    STYLE_ID,
    TABLE,
    TABLE_PROPERTIES,
    TABLE_STYLE,
    TEXT_BOX,
    THEME_COLOR,
    VAL,
)

_LIGHT_THEME = ("background1", "light1")
_PLAIN = (None, "auto", "none", "nil", "clear", "white")
_LIGHT = 0xF0  # of each color at least
_LIGHT_COLORS = (b'val="F', b'val="f', b'"white"', *(f'"{one}"'.encode() for one in _LIGHT_THEME))
_DEEPEST = 32  # styles based on each other
_CONTAINERS = {
    PARAGRAPH: (PARAGRAPH_PROPERTIES, PARAGRAPH_STYLE),
    CELL: (CELL_PROPERTIES, ""),
    TABLE: (TABLE_PROPERTIES, TABLE_STYLE),
}


def unseen(package: Package, part: str, root: etree._Element) -> frozenset[etree._Element]:
    """The runs of this part that are white and stand on a white ground for certain."""
    styles = _styles(package, _white_in)
    if Sign.WHITE not in package.tells(part) and not styles:
        return frozenset()
    grounds = _styles(package, _grounds_in)
    found = (*_white(root), *_white_by_style(root, styles))
    return frozenset(run for run in found if _is_on_white(run, grounds))


def _white(root: etree._Element) -> Iterator[etree._Element]:
    """The runs that are white by their own properties."""
    for color in filter(is_white, root.iter(COLOR)):
        properties = color.getparent()
        run = properties.getparent() if properties is not None and properties.tag == RUN_PROPERTIES else None
        if run is not None and run.tag == RUN:
            yield run


def _white_by_style(root: etree._Element, styles: frozenset[str]) -> Iterator[etree._Element]:
    """The runs without a color of their own that have it from one of these styles, or their paragraph has."""
    for named in root.iter(RUN_STYLE, PARAGRAPH_STYLE) if styles else ():
        properties = named.getparent() if named.get(VAL) in styles else None
        holder = properties.getparent() if properties is not None else None
        if holder is not None and holder.tag in (RUN, PARAGRAPH):
            is_run = holder.tag == RUN
            yield from (run for run in holder.iter(RUN) if not _has_color(run, or_style=not is_run))


def _has_color(run: etree._Element, *, or_style: bool) -> bool:
    """Whether a run says its color itself, or with a style of its own."""
    names = (COLOR, RUN_STYLE) if or_style else (COLOR,)
    properties = next(run.iterchildren(RUN_PROPERTIES), None)
    return properties is not None and next(properties.iterchildren(*names), None) is not None


def is_white(color: etree._Element) -> bool:
    """Whether letters of this color are white, or nearly so."""
    value = color.get(VAL)
    return color.get(THEME_COLOR) in _LIGHT_THEME or (value not in _PLAIN[:-1] and is_light(value))


@lru_cache(maxsize=1024)
def is_light(color: str | None) -> bool:
    """Whether a color is that of paper, or nearly so."""
    if color in _PLAIN:
        return True
    try:
        return min(bytes.fromhex(color or "")) >= _LIGHT
    except ValueError:
        return False


def _is_on_white(run: etree._Element, grounds: frozenset[str]) -> bool:
    """Whether nothing around a run has a ground of another color; what a style or a text box has, may be one."""
    if _has_ground(run, RUN_PROPERTIES, RUN_STYLE, grounds):
        return False
    for outer in run.iterancestors(PARAGRAPH, CELL, TABLE, TEXT_BOX):
        if outer.tag == TEXT_BOX:
            return False
        name, style = _CONTAINERS[str(outer.tag)]
        if _has_ground(outer, name, style, grounds):
            return False
    return True


def _has_ground(owner: etree._Element, properties: str, style: str, grounds: frozenset[str]) -> bool:
    for one in next(owner.iterchildren(properties), ()):
        if one.tag == SHADING and not (is_light(one.get(FILL)) and one.get(VAL) in _PLAIN):
            return True
        if (one.tag == HIGHLIGHT and one.get(VAL) not in _PLAIN) or (one.tag == style and one.get(VAL) in grounds):
            return True
    return False


def _styles(package: Package, which: Callable[[bytes, str], frozenset[str]]) -> frozenset[str]:
    """The ids of those styles of a file that this finds in its bytes."""
    name = next((name for kind, name in package.related(package.main()) if kind.endswith("/styles")), "")
    return (package.known(name, which) if name else None) or frozenset()


def _white_in(xml: bytes, part: str) -> frozenset[str]:
    """The ids of the styles of runs and paragraphs with white letters, by themselves or as what they are based on."""
    if not any(color in xml for color in _LIGHT_COLORS):
        return frozenset()
    styles = {one.get(STYLE_ID, ""): one for one in parse_xml(xml, part).iter(STYLE)}
    return frozenset(name for name in styles if name and _is_white_style(styles, name))


def _is_white_style(styles: dict[str, etree._Element], name: str) -> bool:
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return False
        color = style.find(f"{RUN_PROPERTIES}/{COLOR}")
        if color is not None:
            return is_white(color)
        name = _based_on(style)
    return False


def _grounds_in(xml: bytes, part: str) -> frozenset[str]:
    """The ids of the styles that give what is written in them a ground, or may take one from another style."""
    styles = {one.get(STYLE_ID, ""): one for one in parse_xml(xml, part).iter(STYLE)}
    found = {key for key, style in styles.items() if next(style.iter(SHADING, HIGHLIGHT), None) is not None}
    while True:
        more = {key for key, style in styles.items() if key not in found and _based_on(style) in found}
        if not more:
            return frozenset(found)
        found |= more


def _based_on(style: etree._Element) -> str:
    based = style.find(BASED_ON)
    return based.get(VAL, "") if based is not None else ""
