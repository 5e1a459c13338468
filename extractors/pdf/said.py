"""What a field says, whatever its type: the value, what the file stores for it, and what can be said of it."""

from dataclasses import dataclass

from extractors.pdf.text import Text
from extractors.pdf.tree import Entries
from extractors.prompts import is_standard_prompt
from planwright.model import FieldKind, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A field's kind, value and state.

    In a conflict `value` is the stored answer, else the shown one: the claim that would otherwise be lost. `bearer`
    is the number, among the field's widgets, of the one that shows the answer. Where `is_drawn_decisive`, only the
    number of the chosen option tells of another answer, and the conflict is none if `value` is what is drawn.
    """

    kind: FieldKind
    value: str | bool | tuple[str, ...] | None
    state: State
    raw: str | tuple[str, ...] | None = None
    bearer: int = 0
    is_drawn_decisive: bool = False


def flags_of(field: Entries) -> int:
    """A field's flags; none where they are not a number."""
    flags = field.get("/Ff", 0)
    return flags if isinstance(flags, int) else 0


def state_of(text: Text) -> State:
    """The state of a field that holds this text; Word's own prompts come along when a Word form is saved as a PDF."""
    if text.blank:
        return State.BLANK
    if not text.certain:
        return State.UNREADABLE
    return State.PLACEHOLDER if is_standard_prompt(text.text) else State.ANSWERED
