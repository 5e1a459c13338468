"""The prompts of content controls that a form keeps in its glossary part."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from extractors.prompts import plain
from extractors.word.file.package import Package, parse_xml
from extractors.word.names import GLOSSARY_BODY, GLOSSARY_NAME, GLOSSARY_PROPERTIES, VAL
from extractors.word.page.marks import NO_MARKS
from extractors.word.page.text import text_beside


class Glossary(NamedTuple):
    """The prompts a form itself keeps, each with its letters alone, by the name its controls call them."""

    prompts: Mapping[str, tuple[str, str]]

    def is_prompt(self, text: str, name: str) -> bool | None:
        """Whether the text is the prompt of this name, or None where the form keeps none of that name."""
        kept = self.prompts.get(name)
        if kept is None:
            return None
        prompt, bare = kept
        first = text[:1].casefold()[:1]
        if text == prompt or not bare or (first.isalnum() and first != bare[0]):  # most answers begin otherwise
            return text == prompt
        return plain(text) == bare


def read_glossary(package: Package) -> Glossary:
    """The prompts in the glossary part of a form."""
    prompts: dict[str, tuple[str, str]] = {}
    for kind, name in package.related(package.main()):
        if kind.endswith("/glossaryDocument"):
            prompts |= package.known(name, _prompts_in) or {}
    return Glossary(prompts)


def _prompts_in(xml: bytes, part: str) -> Mapping[str, tuple[str, str]]:
    bodies: dict[str, etree._Element] = {}
    for parts in parse_xml(xml, part):
        for one in parts:
            named = one.find(f"{GLOSSARY_PROPERTIES}/{GLOSSARY_NAME}")
            body = one.find(GLOSSARY_BODY)
            if named is not None and body is not None:
                bodies[named.get(VAL, "")] = body
    texts = {name: text_beside((body,), NO_MARKS) for name, body in bodies.items()}
    return {name: (text, plain(text)) for name, text in texts.items()}
