"""The styles of a Word file that hide text or cross it out, whatever is written in them."""

from lxml import etree

from extractors.word.file.package import Package, parse_xml
from extractors.word.names import (
    BASED_ON,
    RUN_PROPERTIES,
    SPECIAL_VANISH,
    STRUCK,
    STRUCK_TWICE,
    STYLE,
    STYLE_ID,
    VAL,
    VANISH,
)
from extractors.word.page.marks import NO_STYLES, Styles, is_on

_HIDE, _STRIKE = (VANISH, SPECIAL_VANISH), (STRUCK, STRUCK_TWICE)
_SIGNS = (b"anish", b"trike")  # most files have neither, and are not parsed for it
_DEEPEST = 32  # styles based on each other


def read_styles(package: Package) -> Styles:
    """The styles of a file that take the meaning out of what is written in them."""
    return package.once("styles", lambda: _read_styles(package))


def _read_styles(package: Package) -> Styles:
    name = next((name for kind, name in package.related(package.main()) if kind.endswith("/styles")), None)
    known = None if name is None else package.known(name, _styles_in)
    return NO_STYLES if known is None else known


def _styles_in(xml: bytes, part: str) -> Styles:
    if not any(sign in xml for sign in _SIGNS):
        return NO_STYLES
    styles = {style.get(STYLE_ID, ""): style for style in parse_xml(xml, part).iter(STYLE)}
    return Styles(
        frozenset(name for name in styles if _is_set(styles, name, _HIDE)),
        frozenset(name for name in styles if _is_set(styles, name, _STRIKE)),
    )


def _is_set(styles: dict[str, etree._Element], name: str, switches: tuple[str, ...]) -> bool:
    """Whether a style, or else the one it is based on, sets one of these."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return False
        properties = style.find(RUN_PROPERTIES)
        found = [one for one in properties if one.tag in switches] if properties is not None else []
        if found:
            return any(map(is_on, found))
        based = style.find(BASED_ON)
        name = based.get(VAL, "") if based is not None else ""
    return False
