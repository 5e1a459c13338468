"""What every form asks under one path, and every submission says: who filled it in, for whom, when, and as what."""

from datetime import date

NAME, ROLE, COMPLETED, BASIS = "identity.name", "identity.role", "identity.completed", "identity.basis"
INDIVIDUAL, CONSENSUS = "individual", "consensus"  # on what basis: one person's answers, or those a team agreed upon


def day_of(value: object) -> date | None:
    """The day a form was completed on; None where it says none, as one in review may say “last Friday”."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
