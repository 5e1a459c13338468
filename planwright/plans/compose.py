"""A plan: a template and what it says, put together."""

from pathlib import Path

from planwright.plans.fill import Properties, fill
from planwright.plans.sections import PlanContent
from planwright.plans.template import open_template


def compose(template: Path, content: PlanContent) -> bytes:
    """The plan as a Word file; equal templates and contents give equal bytes.

    Raises `TemplateError`, naming file and paragraph, where the template holds a tag that cannot be filled.
    """
    properties = Properties(
        title=f"{content.title} – {content.agency}",
        subject=content.round,
        language=content.language,
        prepared=content.prepared_on,
    )
    return fill(open_template(template, {"plan": PlanContent}), {"plan": content}, properties)
