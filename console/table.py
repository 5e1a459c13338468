"""The table of agencies, as a person reads it: in colour on a terminal, plain elsewhere."""

from rich.console import Console
from rich.table import Table

from flows.report import COLUMNS, report
from planwright.workspace import Workspace, ledger_of

WIDE = 200  # columns where no terminal says how wide it is: nothing is cut off in a file


def print_report(workspace: Workspace) -> None:
    """Print one line for each agency and round, and below it the path of every plan."""
    with ledger_of(workspace) as ledger:
        lines = report(workspace, ledger)
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDE)
    table = Table(*COLUMNS)
    for column in table.columns[2:6]:
        column.justify = "right"
    for line in lines:
        table.add_row(*line.cells())
    console.print(table)
    for line in lines:
        if line.plan:
            console.print(str(line.plan), soft_wrap=True, highlight=False, markup=False)
