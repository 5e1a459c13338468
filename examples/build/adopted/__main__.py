"""`python -m examples.build.adopted [FORM…]`: the forms of other makers in `examples/adopted`, all or those named.

Needs LibreOffice 25.2 or later with python3-uno, poppler, and the packages of the test group.
"""

import sys
from pathlib import Path

from examples.build.adopted.asked import Form, write_questions, write_truth
from examples.build.adopted.forms import FORMS
from planwright.instruments import load_instruments

ADOPTED = Path(__file__).parents[2] / "adopted"


def build(names: list[str]) -> None:
    """Make the blanks, their completed copies, and what is true of each."""
    instruments = {one.practice: one for one in load_instruments().newest()}
    for form in FORMS:
        if names and form.name not in names:
            continue
        (ADOPTED / f"{form.name}.{form.ending}").write_bytes(form.blank())
        write_questions(form, instruments[form.practice], ADOPTED)
        _complete(form)
        print(f"{form.name}: {len(form.copies)} completed copies")


def _complete(form: Form) -> None:
    returned = ADOPTED / "returned"
    for old in returned.glob(f"{form.name}-*"):
        old.unlink()
    for copy in form.copies:
        (returned / copy.name).write_bytes(copy.make())
        write_truth(form, copy, returned)


if __name__ == "__main__":
    build(sys.argv[1:])
