"""The report as a page: one HTML file without scripts, which loads nothing and prints on Letter and A4."""

from functools import cache
from importlib.resources import files

import jinja2

from planwright.report.became import Line
from planwright.report.content import NIGHTLY, SLOW, Content
from planwright.report.times import span_words

TITLES = {NIGHTLY: "Nightly report"}
COLUMNS = ("Files", "Count", "To settle", "Not readable", "Set aside", "To read")


def title_of(said: Content) -> str:
    """What the report is called."""
    return TITLES.get(said.kind, "Report of a run")


def counts(line: Line) -> tuple[int, ...]:
    """The numbers of a line, as `COLUMNS` calls them."""
    return (line.files, line.accepted, line.need_review, line.quarantined, line.set_aside, line.unread)


def page(said: Content) -> bytes:
    """The page that says this, as UTF-8."""
    text = _template().render(said=said, title=title_of(said), columns=COLUMNS, counts=counts, slow=span_words(SLOW))
    return text.encode("utf-8", "replace")


@cache
def _template() -> jinja2.Template:
    shown = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return shown.from_string(files("planwright.report").joinpath("page.html").read_text(encoding="utf-8"))
