"""The settings of a workspace: `planwright.toml`, overridden by environment variables `PLANWRIGHT_<TABLE>_<KEY>`."""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from planwright.errors import WorkspaceError

FILE = "planwright.toml"
PREFIX = "PLANWRIGHT_"

_TEXT = """\
# The settings of this planwright workspace. docs/settings.md explains each key.
# Every key outside [agencies] and [rounds] can be overridden by an environment variable: PLANWRIGHT_READING_WORKERS=4.

name = {name}  # whose workspace this is, as plans and pages print it

# One table for each agency that returns forms. Its id, in the brackets, is stamped on its blank forms; never change it.
#   name      as it is printed on forms and plans
#   program   the program within the agency (optional)
#   language  "en-US" or "es-US"
#   contact   who to write to (optional)
{agencies}
# One table for each collection round. Its id is stamped on the blank forms; never change it.
#   opens and closes are the first and the last day, as year-month-day without quotation marks
{rounds}
[ledger]
# url = "postgresql://planwright@db.example/planwright"  # default: the file ledger.sqlite in this folder

[inbox]
# still_seconds = 2      # a file is read once it has not changed for so long; more on a slow network drive
# sweep_seconds = 120    # how often the whole inbox is looked through, whether or not anything was heard
# polling = "auto"       # "always" looks every two seconds and waits for no file events; "never" trusts them

[nightly]
cron = "30 1 * * *"    # minute, hour, day, month, weekday
timezone = {timezone}

[reading]
# workers = 2          # processes that read files; default: one for each processor core
# chunk = 50           # files handed to a process at a time
# largest_mb = 25      # a larger file goes to quarantine unread
# seconds = 60         # a file that takes longer goes to quarantine
# cpu_seconds = 30     # of the processor's time; a file that takes more goes to quarantine
# memory_mb = 512      # what one process may use
# pages = 2000         # of a PDF; one with more goes to quarantine, as what goes beyond the next four does
# zip_entries = 5000   # parts of a Word file
# zip_ratio = 200      # how many times its size the text of a Word file may unpack to
# unpacked_mb = 16     # the text of a file, unpacked
# xml_depth = 256      # levels of XML within XML

[plan]
template = "ta-plan"   # a template of planwright, or the path of a .docx file

[schemas]
folders = []           # further folders of instruments, laid out as planwright's own schemas/
"""
_EXAMPLE_AGENCY = """
# [agencies.harbor]
# name = "Harbor Early Learning"
# program = "Infants and toddlers"
# language = "en-US"
# contact = "ana.diaz@harbor.example"
"""
_EXAMPLE_ROUND = """
# [rounds.2026-fall]
# name = "Fall 2026"
# opens = 2026-09-01
# closes = 2026-10-15
"""

_CRON_FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of each month, in a leap year
_CRON_PART = re.compile(r"(?:\*|(\d+)(?:-(\d+))?)(?:/([1-9]\d*))?", re.ASCII)


def cores() -> int:
    """The number of processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cron(text: str) -> str:
    fields = text.split()
    found = [_numbers(field, *span) for field, span in zip(fields, _CRON_FIELDS, strict=False)]
    if len(fields) != len(_CRON_FIELDS) or not all(found):
        raise ValueError("it must be five fields: minute, hour, day, month, weekday, such as “30 1 * * *”")
    if not any(day <= _DAYS[month - 1] for month in found[3] for day in found[2]):
        raise ValueError("the month has no such day, so the nightly run would never start")
    return text


def _numbers(field: str, low: int, high: int) -> set[int]:
    """The numbers this field of cron stands for; none where it is wrong."""
    numbers: set[int] = set()
    for part in field.split(","):
        found = _CRON_PART.fullmatch(part)
        if found is None:
            return set()
        first, last, step = found.groups()
        start = int(first or low)
        end = int(last) if last else high if first is None or step else start
        if not low <= start <= end <= high:
            return set()
        numbers.update(range(start, end + 1, int(step or 1)))
    return numbers


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("it must be the name of a time zone, such as “America/New_York” or “UTC”") from None
    return text


def _told_apart(named: dict[str, Any]) -> dict[str, Any]:
    keys: dict[str, str] = {}
    for key, one in named.items():
        first = keys.setdefault(" ".join(one.name.casefold().split()), key)
        if first != key:
            raise ValueError(f"{first}.name and {key}.name are both “{one.name}”, and forms print nothing but the name")
    return named


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$", max_length=64)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Agency(_Table):
    """One agency that returns forms: its printed name, and its program, language and contact."""

    name: Words
    program: Words | None = None
    language: Literal["en-US", "es-US"] = "en-US"
    contact: Words | None = None


class Round(_Table):
    """One collection period: its printed name, and the days it opens and closes."""

    name: Words
    opens: date
    closes: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes < self.opens:
            raise ValueError(f"it closes on {self.closes}, before it opens on {self.opens}")
        return self


class LedgerSettings(_Table):
    """Where the ledger is kept; None is the SQLite file of the workspace."""

    url: Words | None = None


class InboxSettings(_Table):
    """When a file in the inbox counts as whole, and how the watcher learns of it; times in seconds."""

    still_seconds: float = Field(default=2.0, ge=0, le=600)
    sweep_seconds: float = Field(default=120.0, ge=1, le=3600)
    polling: Literal["auto", "always", "never"] = "auto"


class NightlySettings(_Table):
    """When the nightly run starts."""

    cron: Annotated[str, AfterValidator(_cron)] = "30 1 * * *"
    timezone: Annotated[str, AfterValidator(_timezone)] = "UTC"


class ReadingSettings(_Table):
    """How files are read: processes, files handed to one at a time, and the limits of one file."""

    workers: int = Field(default_factory=cores, ge=1, le=256)
    chunk: int = Field(default=50, ge=1, le=1000)
    largest_mb: int = Field(default=25, ge=1, le=25)
    seconds: int = Field(default=60, ge=1, le=3600)
    cpu_seconds: int = Field(default=30, ge=1, le=3600)
    memory_mb: int = Field(default=512, ge=128, le=65536)
    pages: int = Field(default=2000, ge=1, le=100_000)
    zip_entries: int = Field(default=5000, ge=50, le=100_000)
    zip_ratio: int = Field(default=200, ge=20, le=1100)
    unpacked_mb: int = Field(default=16, ge=1, le=256)
    xml_depth: int = Field(default=256, ge=32, le=256)


class PlanSettings(_Table):
    """How plans are made."""

    template: Words = "ta-plan"


class SchemaSettings(_Table):
    """Where instruments are found beside the program's own."""

    folders: tuple[Path, ...] = ()


class Settings(BaseSettings):
    """Everything `planwright.toml` says, checked; `docs/settings.md` explains each key."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix=PREFIX, env_nested_delimiter="_", env_nested_max_split=1
    )

    name: Words
    agencies: Annotated[dict[Id, Agency], AfterValidator(_told_apart)] = Field(default_factory=dict)
    rounds: Annotated[dict[Id, Round], AfterValidator(_told_apart)] = Field(default_factory=dict)
    ledger: LedgerSettings = LedgerSettings()
    inbox: InboxSettings = InboxSettings()
    nightly: NightlySettings = NightlySettings()
    reading: ReadingSettings = Field(default_factory=ReadingSettings)
    plan: PlanSettings = PlanSettings()
    schemas: SchemaSettings = SchemaSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then the file; nothing is read from anywhere else."""
        return env_settings, init_settings


def load_settings(file: Path) -> Settings:
    """The settings in this file and the environment; raises `WorkspaceError` naming file, key and cure."""
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be read ({error.strerror}). Check its permissions.") from None
    except ValueError as error:
        raise WorkspaceError(f"{file}: this is not TOML ({error}). Correct that line.") from None
    for key in said:
        if key not in Settings.model_fields:
            raise WorkspaceError(_told(file, {"type": "extra_forbidden", "loc": (key,)}))
    try:
        return Settings(**said)
    except ValidationError as error:
        raise WorkspaceError("\n".join(_told(file, fault) for fault in error.errors())) from None
    except ValueError as error:  # an environment variable that should hold JSON and does not
        raise WorkspaceError(f"{error}. Correct or unset the {PREFIX} variable it names.") from None


def settings_text(
    *, name: str, agencies: Mapping[str, Agency], rounds: Mapping[str, Round], timezone: str = "UTC"
) -> str:
    """The text of a new `planwright.toml`: these values, and every other key as a comment with its default."""
    return _TEXT.format(
        name=quoted(name),
        agencies="".join(_agency_text(key, agency) for key, agency in agencies.items()) or _EXAMPLE_AGENCY,
        rounds="".join(_round_text(key, held) for key, held in rounds.items()) or _EXAMPLE_ROUND,
        timezone=quoted(timezone),
    )


def _agency_text(key: str, agency: Agency) -> str:
    said = agency.model_dump(exclude_none=True)
    return f"\n[agencies.{_key(key)}]\n" + "".join(f"{word} = {quoted(value)}\n" for word, value in said.items())


def _round_text(key: str, held: Round) -> str:
    return f"\n[rounds.{_key(key)}]\nname = {quoted(held.name)}\nopens = {held.opens}\ncloses = {held.closes}\n"


def _key(text: str) -> str:
    return text if re.fullmatch(r"[\w-]+", text, re.ASCII) else quoted(text)


def quoted(text: str) -> str:
    """The text as a TOML basic string, which is a JSON string but for the one control character JSON lets pass."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _told(file: Path, fault: Any) -> str:
    """One fault in words: where it stands, what it is, what to write instead."""
    path = tuple(str(part) for part in fault["loc"] if part != "[key]")
    key, kind = ".".join(path), fault["type"]
    variable = PREFIX + "_".join(path[:2]).upper()
    at = f"environment variable {variable}" if variable in os.environ else f"{file}: {key}"
    if kind == "extra_forbidden":
        known = _keys_beside(path)
        close = get_close_matches(path[-1], known, n=1)
        cure = f"Write {close[0]}" if close else f"Remove it, or write one of {', '.join(known)}"
        return f"{at} is not known here. {cure}."
    if kind == "missing":
        return f"{at} is missing. Add it."
    words = fault["msg"].removeprefix("Value error, ").rstrip(".")
    if kind.startswith("date_"):
        words = "it must be a day as year-month-day without quotation marks, such as 2026-09-01"
    if kind == "string_pattern_mismatch":
        words = "an id may hold lower-case letters, digits and single . _ - between them"
    found = f": “{fault['input']}” is wrong" if isinstance(fault["input"], str | int | float) else " is wrong"
    return f"{at}{found}: {words}. Correct it; docs/settings.md explains each key."


def _keys_beside(path: tuple[str, ...]) -> list[str]:
    """The keys that may stand where this path ends."""
    tables: dict[str, type[BaseModel]] = {"agencies": Agency, "rounds": Round}
    model: Any = Settings
    if len(path) > 1:
        model = tables.get(path[0]) or Settings.model_fields[path[0]].annotation
    return sorted(model.model_fields)
