"""What a file came within, how long reading it took, which run moved it or made a plan, and for when a run was due."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the columns."""
    op.add_column("files", sa.Column("parent", KEY, nullable=True))
    op.add_column("files", sa.Column("seconds", sa.Float(), nullable=True))
    op.add_column("history", sa.Column("run", KEY, nullable=True))
    op.add_column("plans", sa.Column("run", KEY, nullable=True))
    op.add_column("runs", sa.Column("due", sa.DateTime(timezone=True), nullable=True))
    op.create_index("ix_history_run", "history", ["run"])
    op.create_index("ix_files_parent", "files", ["parent"])
