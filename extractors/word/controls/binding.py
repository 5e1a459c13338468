"""The custom XML a content control may be bound to: Word shows what stands there, whatever the document's text says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from extractors.word.file.package import Package
from extractors.word.names import BOUND_PATH, BOUND_PREFIXES, BOUND_STORE

_STORE_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}itemID"
_PREFIX = re.compile(r"""xmlns:([\w.-]+)=(?:'([^']*)'|"([^"]*)")""")
# Paths as Word writes them, step by step and by number. Others are not followed: XPath can be made to run for hours.
_PLAIN_PATH = re.compile(r"(/(@?[\w.-]+:)?@?[\w.-]+(\[\d{1,6}\])?){1,64}")
_FLAT_PACKAGE = "<?xml"  # rich text is kept as a whole document in the store; it is not a value to compare
_PROPERTIES = {  # the document properties have no part of their own among the custom XML, but well-known ids
    "{6c3c8bc8-f283-45ae-878a-bab7291924a1}": ("/core-properties", "/coreProperties"),
    "{6668398d-a668-4e3e-a5eb-62b293d839f1}": ("/extended-properties", "/extendedProperties"),
}


@dataclass(frozen=True, slots=True)
class Stores:
    """The XML that controls of one form are bound to, by store id; the ids are in lower case."""

    roots: dict[str, etree._Element]

    def bound(self, binding: etree._Element) -> str | None:
        """The text a binding refers to, or None where it refers to nothing that can be followed here."""
        found = self._found(binding)
        return _text_of(found[0]) if found else None

    def rows(self, binding: etree._Element) -> int:
        """How many rows the binding of a repeating section refers to, 0 where that cannot be followed here."""
        is_one = binding.get(BOUND_PATH, "").endswith("]")
        return 0 if is_one else len(self._found(binding))

    def _found(self, binding: etree._Element) -> Sequence[object]:
        """What a binding refers to."""
        path = binding.get(BOUND_PATH, "")
        store = binding.get(BOUND_STORE, "").lower()
        if not _PLAIN_PATH.fullmatch(path):
            return []
        prefixes = {name: one or other for name, one, other in _PREFIX.findall(binding.get(BOUND_PREFIXES, ""))}
        for root in [self.roots[store]] if store in self.roots else [] if store else self.roots.values():
            try:
                found = root.xpath(path, namespaces=prefixes)
            except (etree.XPathError, ValueError):
                return []
            if isinstance(found, list) and found:
                return found
        return []


def _text_of(node: object) -> str | None:
    text = "".join(map(str, node.itertext())) if isinstance(node, etree._Element) else str(node)
    return None if text.lstrip().startswith(_FLAT_PACKAGE) else text


def read_stores(package: Package) -> Stores:
    """The XML stores of a form: its custom XML parts and its document properties."""
    roots: dict[str, etree._Element] = {}
    for kind, name in package.related(package.main()):
        if kind.endswith("/customXml"):
            store, root = _store_id(package, name), package.xml(name)
            if store and root is not None:
                roots[store] = root
    for kind, name in package.related(""):
        for store, ends in _PROPERTIES.items():
            root = package.xml(name) if kind.endswith(ends) else None
            if root is not None:
                roots[store] = root
    return Stores(roots)


def _store_id(package: Package, part: str) -> str:
    for kind, name in package.related(part):
        root = package.xml(name) if kind.endswith("/customXmlProps") else None
        if root is not None:
            return root.get(_STORE_ID, "").lower()
    return ""
