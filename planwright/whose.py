"""Says whose form it is: for which agency and round, by everything that names one, or that it is for a person to say.

    the stamp ┐
    the edition's own ├ each claims an agency, a round, both or nothing ─► what all agree on, or a problem
    what is typed on the form │
    the folder it lies in, its name ┘

A stamp decides; what contradicts it is told. The day a form was completed on claims no round.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import NamedTuple

from planwright.instruments import Instrument
from planwright.model import NOT_TOLD, Problem, Submission
from planwright.named import Named, Names, of_file, of_folder, typed
from planwright.names import clean_name, files_named
from planwright.problems import FormCode, problem
from planwright.stamp import Stamp


class Whose(NamedTuple):
    """The agency and the round of a form, each `NOT_TOLD` where nobody can say it, and what a person must settle."""

    agency: str
    round: str
    problems: tuple[Problem, ...]


class Fixed(NamedTuple):
    """The agency and the round that every form of an edition is of; None where the edition is for any."""

    agency: str | None = None
    round: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What planwright.toml lists, the printed names by id, and the inbox whose folders tell whose the forms are."""

    agencies: Names
    rounds: Names
    inbox: Path | None = None


class _Asked(NamedTuple):
    """What is asked after, and the codes that speak of it. `prefill` marks the question of the form that says it.

    `issued` is what the stamp says, `fixed` what the edition is for.
    """

    prefill: str
    names: Names
    issued: str | None
    fixed: str | None
    unlisted: FormCode
    not_told: FormCode
    differs: FormCode


class _Claim(NamedTuple):
    """An id that something names, and the words that say what names it."""

    id: str
    told: str
    is_file_name: bool = False


class _Found(NamedTuple):
    """What one source claims, and the problems it makes by itself."""

    claims: tuple[_Claim, ...] = ()
    problems: tuple[Problem, ...] = ()


def whose(
    submission: Submission,
    instrument: Instrument,
    listed: Listed,
    *,
    stamp: Stamp | None,
    path: Path,
    fixed: Fixed = Fixed(),  # noqa: B008 - a value that never changes
) -> Whose:
    """Whose form it is that lay at this path when it arrived.

    A form without a stamp needs at least one claim, and none that contradicts it. `submission` gives what is typed on
    the form; its own agency and round are not looked at.
    """
    asked = (
        _Asked(
            "agency",
            listed.agencies,
            stamp.agency if stamp else None,
            fixed.agency,
            FormCode.UNKNOWN_AGENCY,
            FormCode.AGENCY_NOT_TOLD,
            FormCode.AGENCY_DIFFERS,
        ),
        _Asked(
            "round",
            listed.rounds,
            stamp.round if stamp else None,
            fixed.round,
            FormCode.UNKNOWN_ROUND,
            FormCode.ROUND_NOT_TOLD,
            FormCode.ROUND_DIFFERS,
        ),
    )
    (agency, about_agency), (of_round, about_round) = (
        _settled(one, _own(one), _typed(one, submission, instrument), _around(one, path, listed.inbox)) for one in asked
    )
    return Whose(agency, of_round, (*about_agency, *about_round))


def _settled(asked: _Asked, own: _Found, said: _Found, around: _Found) -> tuple[str, tuple[Problem, ...]]:
    """The id that all claims agree on, and what is wrong with it."""
    claims = (*own.claims, *said.claims, *around.claims)
    problems = (*own.problems, *said.problems, *around.problems)
    # What was typed over the name that was issued is told by a problem of its own.
    differing = {claim.id for claim in ((*own.claims, *around.claims) if asked.issued else claims)}
    one = asked.issued or asked.fixed or (claims[0].id if len(differing) == 1 else NOT_TOLD)
    if len(differing) > 1:
        problems = (*problems, problem(asked.differs, claims="; ".join(claim.told for claim in claims)))
    elif not claims and not problems:
        problems = (problem(asked.not_told),)
    elif one and not asked.issued and all(claim.is_file_name for claim in claims):
        problems = (*problems, problem(FormCode.NAME_ALONE, name=_shown(one, asked.names)))
    return one, problems


def _own(asked: _Asked) -> _Found:
    """What the form was issued for, and what its edition is for; ids that must be listed."""
    said = ((asked.issued, "it was issued for"), (asked.fixed, "its edition is that of"))
    claims = tuple(_Claim(one, f"{words} {_shown(one, asked.names)}") for one, words in said if one)
    unlisted = dict.fromkeys(one.id for one in claims if one.id not in asked.names)
    return _Found(claims, tuple(problem(asked.unlisted, agency=one, round=one) for one in unlisted))


def _typed(asked: _Asked, submission: Submission, instrument: Instrument) -> _Found:
    """What the respondent says; on a form that was issued, its own name must still stand there."""
    claims: list[_Claim] = []
    problems: list[Problem] = []
    for response in submission.responses:
        item = instrument.item_of(response.item)
        if item is None or item.prefill != asked.prefill or not isinstance(response.value, str):
            continue
        named = typed(response.value, asked.names)
        if named:
            claims.append(_Claim(named.id, f"“{item.heading}” says “{response.value}”"))
        wrong = _wrong(asked, named)
        if wrong:
            code, words = wrong
            about = {"question": item.heading, "value": response.value, **words}
            problems.append(problem(code, item=response.item, place=response.place, **about))
    return _Found(tuple(claims), tuple(problems))


def _wrong(asked: _Asked, named: Named | None) -> tuple[FormCode, dict[str, str]] | None:
    """What is wrong with a name that is typed, and the words its message needs; None where nothing is."""
    if asked.issued is not None:
        issued = asked.names.get(asked.issued)
        if issued is None or named == Named(asked.issued, nearly=False):
            return None
        return FormCode.IDENTITY_DIFFERS, {"issued": issued}
    if named is None:
        return FormCode.IDENTITY_UNKNOWN, {"kind": asked.prefill}
    return (FormCode.IDENTITY_NEARLY, {"name": asked.names[named.id]}) if named.nearly else None


def _around(asked: _Asked, path: Path, inbox: Path | None) -> _Found:
    """What the folders and the file are called after."""
    claims: list[_Claim] = []
    problems: list[Problem] = []
    for folder in _folders(path, inbox):
        named = of_folder(folder, asked.names)
        if named is None:
            continue
        shown = clean_name(folder)
        claims.append(_Claim(named.id, f"it lies in the folder “{shown}”"))
        if named.nearly:
            problems.append(problem(FormCode.FOLDER_NEARLY, folder=shown, name=asked.names[named.id]))
    for file in files_named(path.name):
        if by_name := of_file(PurePath(file.name).stem, asked.names):
            told = f"the file is called “{clean_name(file.name)}”, which names {_shown(by_name, asked.names)}"
            claims.append(_Claim(by_name, told, is_file_name=True))
    return _Found(tuple(claims), tuple(problems))


def _folders(path: Path, inbox: Path | None) -> Iterator[str]:
    """The folders that tell whose form it is: those within what it came in, and below the inbox.

    Outside of an inbox, that is the file's own.
    """
    yield from (folder for file in files_named(path.name) for folder in file.folders)
    for whole in (path.absolute(), path.parent.resolve() / path.name):
        for top in (inbox, inbox.resolve()) if inbox else ():
            if whole.is_relative_to(top) and ".." not in whole.parts:
                yield from whole.relative_to(top).parts[:-1]
                return
    yield path.absolute().parent.name


def _shown(one: str, names: Names) -> str:
    return f"{names[one]} ({one})" if one in names else f"“{one}”"
