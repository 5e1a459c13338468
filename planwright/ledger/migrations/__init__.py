"""How the ledger's tables came to be what they are, step by step; a step once released never changes."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0004"  # the newest step in versions/


def upgrade(connection: Connection) -> bool:
    """Bring the tables up to `HEAD`; False where a newer planwright made them, which are left as they are."""
    # Alembic is loaded only when there is something to do: nearly every start finds the tables as they should be.
    found = _found(connection)
    if found == HEAD:
        return True
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    if found is not None and found not in {
        one.revision for one in ScriptDirectory.from_config(config).walk_revisions()
    }:
        return False
    command.upgrade(config, HEAD)
    return True


def _found(connection: Connection) -> str | None:
    """The step the tables stand at; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found
