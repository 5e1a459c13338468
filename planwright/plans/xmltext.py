"""Text as XML holds it: an answer is never markup, and no letter of it is lost."""

from html import escape

from markupsafe import Markup

_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'
_TAB = '</w:t><w:tab/><w:t xml:space="preserve">'

# XML cannot hold these characters at all. Unicode has a picture for each control character (␀ to ␟); what is half a
# character, or none, is shown as the replacement character.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
_HALVES = dict.fromkeys((*range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)
_SHOWN = _PICTURES | _HALVES


def printable(text: str) -> str:
    """The text with line feeds as line ends, and a visible sign for each character that XML cannot hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_SHOWN)


def run_xml(text: str) -> Markup:
    """The text as it stands within a `w:t`, its line ends and tabs as Word's own."""
    return Markup(escape(printable(text), quote=False).replace("\n", _BREAK).replace("\t", _TAB))  # noqa: S704


def element_xml(text: str) -> str:
    """The text as it stands between two tags of any other part."""
    return escape(printable(text), quote=False)


def attribute_xml(text: str) -> str:
    """The text as a quoted attribute; line ends and tabs are kept from being folded into blanks."""
    return '"' + escape(printable(text)).replace("\n", "&#10;").replace("\t", "&#9;") + '"'
