"""Readings as an extractor would return them for given answers, without any file."""

from planwright.bind import bind
from planwright.instruments import Instrument, Kind
from planwright.judge import judge
from planwright.model import Field, FieldKind, Place, Problem, Reading, State, Value
from planwright.stamp import Stamp

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


def good_answers(needs: Instrument) -> dict[str, Value]:
    """The least answers a needs assessment can do without complaint."""
    answers: dict[str, Value] = {path: () if item.kind == "some-of" else None for path, item in needs.items.items()}
    answers |= {"identity.name": "R-07", "identity.completed": "2026-09-30", "identity.basis": "individual"}
    return answers


def problems_with(needs: Instrument, **changed: Value) -> list[Problem]:
    """What is wrong with those answers once these are changed; `__` stands for the point in a path."""
    answers = good_answers(needs) | {key.replace("__", "."): value for key, value in changed.items()}
    submission, bound = bind(reading_of(needs, answers), needs, STAMP)
    return [*bound, *judge(submission, needs)]
