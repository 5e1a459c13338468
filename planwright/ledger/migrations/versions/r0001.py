"""The first tables: files, their history, plans and runs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "files",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("arrival", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("duplicate_of", KEY, nullable=True),
        sa.Column("superseded_by", KEY, nullable=True),
        sa.Column("location", sa.Text(), nullable=True),
        sa.Column("leftover", sa.Text(), nullable=True),
        sa.Column("instrument", sa.Text(), nullable=True),
        sa.Column("version", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("round", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("respondent", sa.String(length=64), nullable=True),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("completed", sa.Date(), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("submission", sa.Text(), nullable=True),
        sa.Column("submission_sha256", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["duplicate_of"], ["files.id"], name="fk_files_duplicate_of"),
        sa.ForeignKeyConstraint(["superseded_by"], ["files.id"], name="fk_files_superseded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_files"),
        sa.UniqueConstraint("sha256", "arrival", name="uq_files_sha256"),
    )
    op.create_index("ix_files_agency", "files", ["agency", "round", "instrument"])
    op.create_index("ix_files_state", "files", ["state"])
    op.create_table(
        "plans",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plans"),
    )
    op.create_index("ix_plans_agency", "plans", ["agency", "round", "made"])
    op.create_table(
        "runs",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )
    op.create_index("ix_runs_kind", "runs", ["kind", "started"])
    op.create_table(
        "history",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("file", KEY, nullable=False),
        sa.Column("before", sa.String(length=20), nullable=True),
        sa.Column("after", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["file"], ["files.id"], name="fk_history_file"),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_file", "history", ["file"])
