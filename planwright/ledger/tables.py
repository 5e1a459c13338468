"""The tables of the ledger, the same on SQLite and PostgreSQL: times are UTC, paths are within the workspace."""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator


class Utc(TypeDecorator[datetime]):
    """A moment in UTC; a naive one is refused, since nobody could say which moment it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in the ledger needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment, aware."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class RelativePath(TypeDecorator[str]):
    r"""A path within the workspace.

    Bytes of a file name that are not UTF-8 are lone surrogates in Python, which no database takes. They are kept as
    `\xNN`, and a backslash as two.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The path as text every database takes."""
        if value is None:
            return None
        return re.sub("[\udc80-\udcff]", lambda one: f"\\x{ord(one[0]) - 0xDC00:02x}", value.replace("\\", "\\\\"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The path as Python opens it."""
        if value is None:
            return None
        if value.startswith("/") or "\0" in value or ".." in value.split("/"):
            raise ValueError(f"“{value}” is no path within the workspace")  # somebody wrote it there by hand
        return re.sub(r"\\(?:\\|x([0-9a-f]{2}))", lambda one: chr(0xDC00 + int(one[1], 16)) if one[1] else "\\", value)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

_Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up in columns of type INTEGER only


def _id() -> Column[Any]:
    return Column("id", _Key, primary_key=True, autoincrement=True)


files = Table(
    "files",
    metadata,
    _id(),
    Column("sha256", String(64), nullable=False),
    Column("arrival", Integer, nullable=False),  # which arrival of these bytes this is, from 1
    Column("name", Text, nullable=False),  # as the file was called when it arrived
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", Utc, nullable=False),
    Column("state", String(20), nullable=False),
    Column("duplicate_of", _Key, ForeignKey("files.id")),
    Column("superseded_by", _Key, ForeignKey("files.id")),
    Column("location", RelativePath),  # where its bytes lie; null for a duplicate, whose bytes lie with the first one
    Column("leftover", RelativePath),  # where a copy of them is still to be removed from
    Column("instrument", Text),
    Column("version", Text),
    Column("agency", Text),
    Column("round", Text),
    Column("basis", Text),
    Column("respondent", String(64)),  # a digest of the name: tells respondents apart without naming them
    Column("role", Text),
    Column("completed", Date),
    Column("problems", JSON, nullable=False),
    Column("submission", RelativePath),
    Column("submission_sha256", String(64)),
    Column("came", RelativePath),  # where in the inbox it lay, which says whose it is
    Column("edition", Text),  # the name of the edition it was read with, where others made the form
    Column("edition_sha256", String(64)),  # the digest of what that edition said
    Column("parent", _Key),  # the entry of the file that it came within
    Column("seconds", Float),  # how long its last reading took
    UniqueConstraint("sha256", "arrival"),
    Index("ix_files_state", "state"),
    Index("ix_files_agency", "agency", "round", "instrument"),
    Index("ix_files_parent", "parent"),
)

history = Table(
    "history",
    metadata,
    _id(),
    Column("file", _Key, ForeignKey("files.id"), nullable=False),
    Column("before", String(20)),
    Column("after", String(20), nullable=False),
    Column("at", Utc, nullable=False),
    Column("reason", Text, nullable=False),
    Column("program", Text, nullable=False),  # the version of planwright that moved it
    Column("run", _Key),  # the run that moved it; null where a person's command did
    Index("ix_history_file", "file"),
    Index("ix_history_run", "run"),
)

plans = Table(
    "plans",
    metadata,
    _id(),
    Column("agency", Text, nullable=False),
    Column("round", Text, nullable=False),
    Column("inputs", String(64), nullable=False),  # digest of everything the plan was made from
    Column("location", RelativePath, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("made", Utc, nullable=False),
    Column("run", _Key),  # the run that made it; null where a person's command did
    Index("ix_plans_agency", "agency", "round", "made"),
)

runs = Table(
    "runs",
    metadata,
    _id(),
    Column("kind", Text, nullable=False),
    Column("started", Utc, nullable=False),
    Column("ended", Utc),
    Column("outcome", Text),
    Column("counts", JSON, nullable=False),
    Column("due", Utc),  # the moment of the schedule that it was started for
    Index("ix_runs_kind", "kind", "started"),
)
