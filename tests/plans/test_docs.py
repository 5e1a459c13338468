"""The page for people who edit templates names every placeholder, and no other."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from planwright.plans import PlanContent
from planwright.plans.charts import Chart

PAGE = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")


def names_of(kind: Any) -> Iterator[tuple[str, bool]]:
    """The fields of a section and of all sections within it, with whether each is a list."""
    hints = get_type_hints(kind)
    for field in fields(kind):
        held = hints[field.name]
        is_list = get_origin(held) is tuple
        inner = get_args(held)[0] if is_list else held
        yield field.name, is_list
        if is_dataclass(inner) and inner is not Chart:
            yield from names_of(inner)


def test_every_placeholder_is_documented_as_what_it_is():
    for name, is_list in names_of(PlanContent):
        assert re.search(rf"\.{name}{re.escape('[]') if is_list else ''}[`.,]", PAGE), name


def test_no_placeholder_is_documented_that_does_not_exist():
    known = {name for name, _ in names_of(PlanContent)} | {"changed", "agenci", "docx", "md"}
    written = re.findall(r"(?<=[a-z`\]])?\.([a-z_]+)(?:\[\])?[`, ]", PAGE)
    assert set(re.findall(r"`\.([a-z_]+)", PAGE)) <= known
    assert {name for name in written if name.islower()} <= known
