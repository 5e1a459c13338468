"""The prompts of content controls that a form keeps in its glossary part."""

from dataclasses import dataclass, field

from lxml import etree

from extractors.prompts import plain
from extractors.word.marks import NO_MARKS
from extractors.word.names import GLOSSARY_BODY, GLOSSARY_NAME, GLOSSARY_PROPERTIES, VAL
from extractors.word.package import Package
from extractors.word.text import text_beside


@dataclass(frozen=True, slots=True)
class Glossary:
    """The prompts a form itself keeps, by the name its controls call them; each is read when it is first asked for."""

    bodies: dict[str, etree._Element]
    _read: dict[str, tuple[str, str]] = field(default_factory=dict)

    def is_prompt(self, text: str, name: str) -> bool | None:
        """Whether the text is the prompt of this name, or None where the form keeps none of that name."""
        if name not in self._read:
            body = self.bodies.get(name)
            if body is None:
                return None
            prompt = text_beside((body,), NO_MARKS)
            self._read[name] = prompt, plain(prompt)
        prompt, bare = self._read[name]
        return text == prompt or (bare != "" and plain(text) == bare)


def read_glossary(package: Package) -> Glossary:
    """The prompts in the glossary part of a form."""
    bodies: dict[str, etree._Element] = {}
    for kind, name in package.related(package.main()):
        root = package.xml(name) if kind.endswith("/glossaryDocument") else None
        for parts in root if root is not None else ():
            for part in parts:
                named = part.find(f"{GLOSSARY_PROPERTIES}/{GLOSSARY_NAME}")
                body = part.find(GLOSSARY_BODY)
                if named is not None and body is not None:
                    bodies[named.get(VAL, "")] = body
    return Glossary(bodies)
