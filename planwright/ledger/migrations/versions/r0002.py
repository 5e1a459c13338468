"""Which edition a form of others was read with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.add_column("files", sa.Column("edition", sa.Text(), nullable=True))
    op.add_column("files", sa.Column("edition_sha256", sa.String(length=64), nullable=True))
