"""What Alembic runs: the steps in `versions/`, on the connection that `upgrade` gives."""

from alembic import context

from planwright.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
