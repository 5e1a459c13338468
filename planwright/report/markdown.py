"""The report as Markdown, for Prefect's pages."""

import re
from collections.abc import Iterable, Iterator, Sequence

from planwright.report.content import SLOW, Content
from planwright.report.page import COLUMNS, counts, title_of
from planwright.report.returns import Cell, Returns
from planwright.report.times import span_words
from planwright.report.waits import Waiting

_MEANS = re.compile(r"([\\`*_\[\]<>|~&$]|^[-+#])")


def markdown(said: Content) -> str:
    """The report as Markdown; names mean nothing in it."""
    return "\n\n".join(_parts(said)) + "\n"


def _parts(said: Content) -> Iterator[str]:
    yield f"# {_of(said.center)}: {title_of(said)}"
    yield _of(f"Run {said.run}, {said.when}. {said.covers}".strip())
    yield _of(" ".join(said.summary))
    for title, lines in (
        ("What could not be made", said.failed),
        ("Runs that did not come to their end", said.troubles),
        ("Left lying in the inbox", said.left),
    ):
        if lines:
            yield f"## {title}"
            yield _list(lines)
    yield "## What needs a person"
    yield _list(map(_waiting, said.waits.files), escaped=True) if said.waits.files else "Nothing waits for a person."
    if said.waits.untold:
        yield f"And {said.waits.untold} more."
    yield "## What has come back"
    for one in said.returns:
        yield f"### {_of(one.round)}, {_of(one.days)}"
        yield _returns(one)
    if not said.returns:
        yield "No round has opened yet."
    yield "## What came, and what became of it"
    if said.became:
        rows = [(one.agency, one.round, *map(str, counts(one))) for one in said.became]
        yield table(("Agency", "Round", *COLUMNS), rows)
    yield table(("Agency", "Round", "Plan"), said.plans) if said.plans else "No plan was made."
    yield "## What was slow"
    if said.slow:
        yield table(("Name", "File", "Took"), [(name, str(number), took) for number, name, took in said.slow])
    else:
        yield f"No file took {span_words(SLOW)} or longer to read."
    yield _of("; ".join(f"{name}: {took}" for name, took in said.stages) + ".")


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """These rows as a table."""
    lines = (columns, ("---",) * len(columns))
    said = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([*said, *("| " + " | ".join(map(_of, row)) + " |" for row in rows)])


def _returns(one: Returns) -> str:
    rows = [(row.agency, f"{row.returned} of {len(one.practices)}", *map(_cell, row.cells)) for row in one.rows]
    return table(("Agency", "Returned", *one.practices), rows)


def _cell(cell: Cell) -> str:
    if not cell.is_returned:
        return "none"
    return f"{cell.counted} ({cell.besides})" if cell.besides else str(cell.counted)


def _waiting(one: Waiting) -> str:
    new = "new, " if one.is_new else ""
    more = (f"And {one.more} more in the .problems.txt beside it.",) if one.more else ()
    head = f"**{_of(one.name)}** ({new}file {one.number}, {one.state}, came {one.came}), in {_of(one.location)}"
    return "\n".join((head, *(f"  - {_of(line)}" for line in (*one.problems, *more))))


def _list(lines: Iterable[str], *, escaped: bool = False) -> str:
    return "\n".join(f"- {line if escaped else _of(line)}" for line in lines)


def _of(text: str) -> str:
    """The text with nothing in it that Markdown, or a page made of it, would take for anything else."""
    return _MEANS.sub(r"\\\1", " ".join(text.split()))
