"""A plan template made ready once: every part of the Word file that holds tags, compiled; the others as they are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import jinja2
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from planwright.errors import TemplateError
from planwright.plans.charts import Chart, anchor_xml
from planwright.plans.placeholders import faults_of
from planwright.plans.sections import NOT_PROVIDED
from planwright.plans.xmltext import run_xml

CHARTS = "charts of this document"  # not a name a template can spell
CONTENT_TYPES = "[Content_Types].xml"
CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_TAGGED = (*_MAIN, *(f"{_WORD}{part}+xml" for part in ("header", "footer", "footnotes", "endnotes")))
_RUN_END, _RUN_START = Markup("</w:t>"), Markup('<w:t xml:space="preserve">')
_PARAGRAPH = re.compile(r"<w:p(?=[ >])")
_TAGS = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part with tags: its name, its text with one paragraph on each line, and what Jinja made of it."""

    name: str
    source: str
    compiled: jinja2.Template

    def paragraph(self, line: int) -> str:
        """The words of the paragraph on this line, as the person who edits the template sees them."""
        lines = self.source.split("\n")
        return " ".join(_TAGS.sub("", lines[min(line, len(lines)) - 1]).split())[:120]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template ready to fill. `body` is the name of the main part, `core` that of the document's properties."""

    file: Path
    body: str
    core: str | None
    parts: Mapping[str, Part]
    plain: Mapping[str, bytes]

    def fault(self, part: Part, line: int | None, words: str) -> TemplateError:
        """The error that names the file, the paragraph on this line, and the cure."""
        where = f", paragraph “{part.paragraph(line)}”" if line else f", {part.name}"
        return TemplateError(f"{self.file}{where}: {words}")


def open_template(file: Path, names: Mapping[str, Any]) -> Template:
    """The template in this file, whose placeholders start with one of the names; read again only when it has changed.

    Raises `TemplateError` where it is no Word file or holds a tag or placeholder that cannot be filled.
    """
    try:
        stat = file.stat()
    except OSError:
        raise TemplateError(f"{file}: there is no such plan template. Check the path.") from None
    return _compile(file, stat.st_mtime_ns, stat.st_size, tuple(names.items()))


@lru_cache(maxsize=16)
def _compile(file: Path, _changed: int, _size: int, names: tuple[tuple[str, Any], ...]) -> Template:
    try:
        with ZipFile(file) as package:
            held = {name: package.read(name) for name in package.namelist()}
        types = etree.fromstring(held[CONTENT_TYPES])
    except (BadZipFile, KeyError, etree.XMLSyntaxError):
        raise TemplateError(f"{file}: this is not a Word file. Save the template in Word as .docx.") from None
    kinds = {node.get("PartName", "")[1:]: node.get("ContentType", "") for node in types.iterfind("{*}Override")}
    body = next((name for name, kind in kinds.items() if kind in _MAIN), None)
    if body is None:
        raise TemplateError(f"{file}: this is not a Word file. Save the template in Word as .docx.")
    tagged = [name for name, kind in kinds.items() if kind in _TAGGED and name in held]
    template = Template(
        file=file,
        body=body,
        core=next((name for name, kind in kinds.items() if kind == CORE), None),
        parts={name: _part(file, name, held[name]) for name in tagged},
        plain={name: data for name, data in held.items() if name not in tagged},
    )
    for part in template.parts.values():
        for fault in faults_of(_ENVIRONMENT.parse(part.source), dict(names)):
            raise template.fault(part, fault.line, f"{fault.placeholder} cannot be filled. {fault.cure}")
    return template


def _part(file: Path, name: str, data: bytes) -> Part:
    xml = etree.tostring(etree.fromstring(data), encoding="unicode")
    source = _PARAGRAPH.sub("\n<w:p", DocxTemplate(str(file)).patch_xml(xml))
    try:
        return Part(name=name, source=source, compiled=_ENVIRONMENT.from_string(source))
    except jinja2.TemplateSyntaxError as error:
        shown = Part(name=name, source=source, compiled=jinja2.Template("")).paragraph(error.lineno)
        raise TemplateError(
            f"{file}, paragraph “{shown}”: {error.message} Correct the tag; see docs/templates.md."
        ) from None


@pass_context
def _print(context: Context, value: object) -> str:
    """What stands in the document for a value: text as text, a chart as its drawing, nothing as “not provided”."""
    if isinstance(value, Undefined):
        return str(value)
    if isinstance(value, Markup):
        return value
    if isinstance(value, Chart) and value:
        charts: list[Chart] = context[CHARTS]
        charts.append(value)
        return _RUN_END + Markup(anchor_xml(value, len(charts), relationship(len(charts)))) + _RUN_START  # noqa: S704
    if isinstance(value, Chart):
        return run_xml(value.instead)
    return run_xml(NOT_PROVIDED if value is None or value == "" else str(value))


def relationship(number: int) -> str:
    """The id under which the body names the chart of this number."""
    return f"planwrightChart{number}"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which need not look long at our own content: a dataclass hides nothing but its private names."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        return not attr.startswith("_") if is_dataclass(obj) else super().is_safe_attribute(obj, attr, value)


_ENVIRONMENT = _Sandbox(undefined=StrictUndefined, autoescape=True, finalize=_print)
