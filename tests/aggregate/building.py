"""Small instruments written as JSON, and submissions that answer them, so that a test shows both on one page."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from planwright.aggregate import aggregate
from planwright.figures import Figure, Summary
from planwright.instruments import Instrument, load_instrument
from planwright.model import Respondent, Response, State, Submission, Value

Answers = Mapping[str, Value | State]

INDIVIDUAL, CONSENSUS = "individual", "consensus"


def instrument_of(
    folder: Path,
    sections: Mapping[str, Mapping[str, Any]],
    *,
    scores: tuple[Mapping[str, Any], ...] = (),
    least: int = 1,
) -> Instrument:
    """The instrument that asks these questions, section by section, besides those of its identity."""
    schema = {
        "$schema": "https://planwright.example/schemas/instrument.schema.json",
        "$id": "https://planwright.example/schemas/preparation/trial/1",
        "title": "Trial",
        "instrument": {
            "component": "preparation",
            "practice": "trial",
            "version": "1",
            "language": "en-US",
            "least_answers": least,
            "scores": list(scores),
        },
        "type": "object",
        "additionalProperties": False,
        "required": ["identity", *sections],
        "properties": {
            "identity": {"$ref": "/schemas/identity.schema.json#/$defs/either"},
            **{
                name: {
                    "type": "object",
                    "title": name.title(),
                    "section": {"layout": _layout(questions), "row_title": "Row"},
                    "additionalProperties": False,
                    "required": list(questions),
                    "properties": dict(questions),
                }
                for name, questions in sections.items()
            },
        },
    }
    file = folder / "trial.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    return load_instrument(file)


def rating(
    aggregate: str = "mean", *, low: int = 1, high: int = 5, direction: str = "higher-is-better"
) -> dict[str, Any]:
    """A rating with N/A on a scale with these ends."""
    numbers = range(low, high + 1)
    return {
        "title": "Rating",
        "enum": [*numbers, "na", None],
        "scale": {
            "anchors": {str(number): f"Level {number}" for number in numbers},
            "direction": direction,
            "not_applicable": "Does not apply",
        },
        "item": {"kind": "rating", "aggregate": aggregate},
    }


def yes_no(aggregate: str = "any-unmet") -> dict[str, Any]:
    """A yes/no question with N/A; yes is met."""
    return {
        "title": "In place?",
        "enum": ["yes", "no", "na", None],
        "item": {"kind": "yes-no", "aggregate": aggregate, "met": ["yes"]},
    }


def number(aggregate: str, *, kind: str = "decimal") -> dict[str, Any]:
    """A number from 0 to 1000."""
    return {
        "title": "Number",
        "type": ["integer" if kind in ("integer", "rank", "votes") else "number", "null"],
        "minimum": 0,
        "maximum": 1000,
        "item": {"kind": kind, "aggregate": aggregate},
    }


def text(aggregate: str = "list") -> dict[str, Any]:
    """A line of text."""
    return {"title": "Text", "type": ["string", "null"], "item": {"kind": "text", "aggregate": aggregate}}


def some_of(aggregate: str = "distribution") -> dict[str, Any]:
    """Any of three colors."""
    return {
        "title": "Colors",
        "type": "array",
        "items": {"enum": ["red", "green", "blue"]},
        "uniqueItems": True,
        "item": {
            "kind": "some-of",
            "aggregate": aggregate,
            "choices": {"red": "Red", "green": "Green", "blue": "Blue"},
        },
    }


def row(title: str, items: Mapping[str, Any], *, gap: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One row of a grid."""
    return {
        "type": "object",
        "title": title,
        "row": {"gap": gap} if gap else {},
        **closed(items),
    }


def closed(questions: Mapping[str, Any]) -> dict[str, Any]:
    """What makes an object hold the answers to these questions and nothing else."""
    return {"additionalProperties": False, "required": list(questions), "properties": dict(questions)}


def form(
    answers: Answers, *, basis: str = INDIVIDUAL, completed: str | None = "2026-10-01", **about: str
) -> Submission:
    """A submission with these answers; a `State` in place of an answer stands for a field without one."""
    held: dict[str, Value | State] = {"identity.completed": completed or State.BLANK, **answers}
    return Submission(
        instrument=about.get("instrument", "trial"),
        version=about.get("version", "1"),
        agency=about.get("agency", "harbor"),
        round=about.get("round", "2026-fall"),
        respondent=Respondent(name=None, role=None, basis=basis),
        responses=tuple(_response(path, value) for path, value in held.items()),
    )


def sha(number: int) -> str:
    """What stands for a file's sha256; greater numbers sort later."""
    return f"{number:08x}"


def summary_of(instrument: Instrument, *forms: Answers, basis: str = INDIVIDUAL) -> Summary:
    """The summary of forms with these answers, whose sha256s are 1, 2, 3 …"""
    (summary,) = aggregate(instrument, [(sha(n), form(answers, basis=basis)) for n, answers in enumerate(forms, 1)])
    return summary


def figure_of(summary: Summary, item: str) -> Figure:
    """The one figure of this item, row, table or score."""
    (figure,) = (figure for figure in summary.figures if figure.item == item)
    return figure


def counted(figure: Figure) -> tuple[int, int, int]:
    """How many forms answered, are missing and marked N/A."""
    return figure.n, figure.missing, figure.not_applicable


def _layout(questions: Mapping[str, Any]) -> str:
    """A grid where rows ask for several answers, as only a grid can hold them."""
    return "grid" if any("properties" in question for question in questions.values()) else "fields"


def _response(path: str, value: Value | State) -> Response:
    return Response(
        item=path,
        value=None if isinstance(value, State) else value,
        state=value if isinstance(value, State) else State.BLANK if value in (None, ()) else State.ANSWERED,
        confidence=1.0,
        place=None,
    )
