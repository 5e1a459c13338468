"""Builds an instrument from its schema once every `$ref` is resolved: the tree of what is printed, in its order."""

from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from planwright.instruments.design import (
    NOT_APPLICABLE,
    Choice,
    Gap,
    Instrument,
    Item,
    Kind,
    Layout,
    Row,
    Scale,
    Score,
    Section,
    Table,
)
from planwright.model import Json

LAST = 99  # an instrument that says no order stands behind those that do
YES_NO_WORDS = {
    "en-US": {"yes": "Yes", "no": "No", NOT_APPLICABLE: "N/A"},
    "es-US": {"yes": "Sí", "no": "No", NOT_APPLICABLE: "N/C"},
}


def build(plain: Json, *, schema: Json, file: Path) -> Instrument:
    """The instrument of a schema: `plain` has no `$ref` left, `schema` is the file as written."""
    node: Any = plain
    about = node["instrument"]
    return Instrument(
        component=about["component"],
        practice=about["practice"],
        version=about["version"],
        order=about.get("order", LAST),
        title=node["title"],
        description=node.get("description", ""),
        language=about["language"],
        provisional=about.get("provisional", False),
        least_answers=about["least_answers"],
        sections=tuple(_section(key, part, about["language"]) for key, part in node["properties"].items()),
        scores=tuple(_score(score) for score in about.get("scores", ())),
        rules=tuple(about.get("rules", ())),
        schema=schema,
        file=file,
    )


def _section(key: str, node: Any, language: str) -> Section:
    about = node.get("section", {})
    return Section(
        path=key,
        title=node.get("title", key),
        intro=node.get("description"),
        layout=Layout(about.get("layout", "fields")),
        row_title=about.get("row_title"),
        children=tuple(_child(f"{key}.{name}", part, language) for name, part in node["properties"].items()),
        plan=about.get("plan"),
    )


def _child(path: str, node: Any, language: str) -> Item | Row | Table:
    if "rows" in node:
        return _table(path, node, (), language)
    if "properties" in node:
        return _row(path, node, language)
    return _item(path, node, language=language)


def _row(path: str, node: Any, language: str) -> Row:
    about = node.get("row", {})
    gap = about.get("gap")
    title = node.get("title", path)
    return Row(
        path=path,
        title=title,
        help=node.get("description"),
        items=tuple(
            _item(f"{path}.{name}", part, language=language, within=title) for name, part in node["properties"].items()
        ),
        gap=Gap(current=gap["current"], desired=gap["desired"], importance=gap.get("importance")) if gap else None,
        plan=about.get("plan"),
    )


def _table(path: str, node: Any, tables: tuple[str, ...], language: str) -> Table:
    about = node["rows"]
    inner = (*tables, path)
    columns: list[Item | Table] = []
    for name, part in node["items"]["properties"].items():
        if "rows" in part:
            columns.append(_table(f"{path}.{name}", part, inner, language))
        else:
            columns.append(_item(f"{path}.{name}", part, language=language, within=about["row_title"], tables=inner))
    return Table(
        path=path,
        title=node.get("title", path),
        help=node.get("description"),
        row_title=about["row_title"],
        blank_rows=about["blank_rows"],
        most_rows=node.get("maxItems"),
        columns=tuple(columns),
        plan=about.get("plan"),
        tables=inner,
    )


def _item(path: str, node: Any, *, language: str, within: str | None = None, tables: tuple[str, ...] = ()) -> Item:
    about = node.get("item", {})
    kind = Kind(about.get("kind", "text"))
    question = node.get("title", path)
    scale = _scale(node.get("scale"))
    return Item(
        path=path,
        kind=kind,
        question=question,
        heading=f"{within} – {question}" if within and within != question else question,
        help=node.get("description"),
        required=not Draft202012Validator(node).is_valid([] if kind in (Kind.SOME_OF, Kind.ROLE) else None),
        choices=_choices(kind, node, about, scale, language),
        scale=scale,
        most=node.get("maxItems"),
        low=node.get("minimum"),
        high=node.get("maximum"),
        longest=node.get("maxLength"),
        other=about.get("other"),
        unit=about.get("unit"),
        lines=about.get("lines", 3 if kind is Kind.LONG_TEXT else 1),
        width=about.get("width", 1),
        prefill=about.get("prefill"),
        aggregate=about.get("aggregate", "none"),
        met=tuple(about.get("met", ())),
        plan=about.get("plan"),
        tables=tables,
    )


def _scale(about: Any) -> Scale | None:
    if about is None:
        return None
    numbers = sorted(about["anchors"], key=int)
    return Scale(
        anchors=tuple(Choice(value=int(number), label=about["anchors"][number]) for number in numbers),
        direction=about["direction"],
        not_applicable=about.get("not_applicable"),
    )


def _choices(kind: Kind, node: Any, about: Any, scale: Scale | None, language: str) -> tuple[Choice, ...]:
    if scale is not None:
        levels = about.get("levels", {})
        marked = tuple(
            Choice(value=anchor.value, label=anchor.label, meaning=levels.get(str(anchor.value)))
            for anchor in scale.anchors
        )
        if scale.not_applicable and NOT_APPLICABLE in node.get("enum", ()):
            marked += (Choice(value=NOT_APPLICABLE, label=scale.not_applicable),)
        return marked
    if kind is Kind.YES_NO:
        words = YES_NO_WORDS[language]
        return tuple(Choice(value=value, label=words[value]) for value in node.get("enum", ()) if value in words)
    return tuple(Choice(value=value, label=label) for value, label in about.get("choices", {}).items())


def _score(about: Any) -> Score:
    return Score(
        id=about["id"],
        title=about["title"],
        mode=about["mode"],
        items=tuple(about.get("items", ())),
        options=about.get("options"),
        weights=about.get("weights"),
        met=tuple(about.get("met", ())),
        plan=about.get("plan"),
    )
