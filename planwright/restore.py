"""Values read back from the JSON that their `to_json` wrote: the same values, boxes rounded as they were written."""

from collections.abc import Mapping
from typing import Any

from planwright.model import NOT_TOLD, EditionMark, Place, Problem, Respondent, Response, Severity, State, Submission

Said = Mapping[str, Any]


def submission_from(said: Said) -> Submission:
    """The submission that was written."""
    whose = said["respondent"]
    return Submission(
        instrument=said["instrument"],
        version=said["version"],
        agency=said["agency"] or NOT_TOLD,
        round=said["round"] or NOT_TOLD,
        respondent=Respondent(name=whose["name"], role=whose["role"], basis=whose["basis"]),
        responses=tuple(_response_from(one) for one in said["responses"]),
        edition=EditionMark(**said["edition"]) if "edition" in said else None,
    )


def problem_from(said: Said) -> Problem:
    """The problem that was written."""
    return Problem(
        code=said["code"],
        severity=Severity(said["severity"]),
        message=said["message"],
        item=said["item"],
        place=_place_from(said["place"]),
    )


def _response_from(said: Said) -> Response:
    return Response(
        item=said["item"],
        value=_value(said["value"]),
        state=State(said["state"]),
        confidence=said["confidence"],
        place=_place_from(said["place"]),
        raw=_value(said["raw"]),
        before=said.get("before"),
        comments=tuple(said.get("comments", ())),
    )


def _value(said: Any) -> Any:
    return tuple(said) if isinstance(said, list) else said


def _place_from(said: Said | None) -> Place | None:
    if said is None:
        return None
    left, top, right, bottom = said.get("box", (None,) * 4)
    return Place(
        part=said.get("part"),
        xpath=said.get("xpath"),
        page=said.get("page"),
        box=(left, top, right, bottom) if "box" in said else None,
        rows=tuple(said.get("rows", ())),
    )
