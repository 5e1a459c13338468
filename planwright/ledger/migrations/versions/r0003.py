"""Where in the inbox a file lay when it arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("files", sa.Column("came", sa.Text(), nullable=True))
