"""Readings as an extractor would return them for given answers, without any file."""

from planwright.instruments import Instrument, Kind
from planwright.model import Field, FieldKind, Place, Reading, Stamp, State, Value

STAMP = Stamp(instrument="needs-assessment", version="1", agency="harbor", round="2026-fall")


def text_field(key: str, text: str | None, **about: object) -> Field:
    """A field that holds this text, blank where there is none."""
    state = State.ANSWERED if text else State.BLANK
    held = {"kind": FieldKind.TEXT, "label": "", "place": Place(), "state": state, **about}
    return Field(key=key, value=text, **held)  # type: ignore[arg-type]


def mark(key: str, on: bool) -> Field:
    """One box."""
    state = State.ANSWERED if on else State.BLANK
    return Field(key=key, label="", kind=FieldKind.MARK, value=on, state=state, place=Place())


def reading_of(instrument: Instrument, answers: dict[str, Value]) -> Reading:
    """What a form with these answers reads like: boxes for some-of, text for everything else."""
    fields = []
    for path, value in answers.items():
        item = instrument.item_of(path)
        assert item is not None
        if item.kind is Kind.SOME_OF:
            fields.extend(
                mark(f"{path}={choice.value}", choice.value in (value or ()))  # type: ignore[operator]
                for choice in item.choices
            )
        elif isinstance(value, tuple):
            fields.append(text_field(path, "/".join(value)))
        else:
            fields.append(text_field(path, None if value is None else str(value)))
    return Reading(route="test", fields=tuple(fields))
