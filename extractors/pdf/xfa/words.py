"""The words of an XFA datum, caption or default: plain text, or formatted text as XHTML, with its line breaks."""

import re
from collections.abc import Iterator

from extractors.pdf.text import BREAKS, NOTHING, Text
from extractors.pdf.xfa.packets import Element, local

_XHTML = "{http://www.w3.org/1999/xhtml}"
_BLOCKS = frozenset(("p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr"))
_SPACES = re.compile("[ \t\r\n]+")


def is_rich(element: Element) -> bool:
    """Whether an element holds formatted text: it says so, or XHTML stands in it."""
    return _content_type(element) == "text/html" or any(str(child.tag).startswith(_XHTML) for child in element)


def is_picture(element: Element) -> bool:
    """Whether an element holds a picture."""
    return _content_type(element).startswith("image/")


def is_value(element: Element) -> bool:
    """Whether an element holds one value: text, formatted text or nothing, and not further answers."""
    if len(element) == 0 or is_rich(element):
        return True
    return bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)


def words_of(element: Element | None) -> Text:
    """The text in an element, uncertain where a part of it is shown by reference to another field."""
    if element is None:
        return NOTHING
    if not is_rich(element):
        return Text(BREAKS.sub("\n", "".join(map(str, element.itertext()))))
    names = {str(name).rpartition("}")[2] for one in element.iter() for name, _ in one.items()}
    return Text("".join(_formatted(element)).strip("\n"), certain="embed" not in names)


def _formatted(element: Element) -> Iterator[str]:
    """The pieces of formatted text; white space counts as a browser has it, so that a line break is a `br` or block."""
    yield _one_space(element.text)
    for child in element:
        name = local(child)
        if name == "br":
            yield "\n"
        else:
            yield from _formatted(child)
        if name in _BLOCKS:
            yield "\n"
        yield _one_space(child.tail)


def _one_space(text: str | None) -> str:
    spaced = _SPACES.sub(" ", text or "")
    return "" if spaced == " " and "\n" in (text or "") else spaced


def _content_type(element: Element) -> str:
    types = (str(value) for name, value in element.items() if str(name).rpartition("}")[2] == "contentType")
    return next(types, "").lower()
