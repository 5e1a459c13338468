"""How other people's forms word the questions that every form of ours begins with; compared by letters and digits."""

ALIASES: dict[str, tuple[str, ...]] = {
    "identity.agency": (
        "Agency", "Program", "Agency or program", "Agency name", "Program name", "Name of agency", "Name of program",
        "Organization",
        "Site", "School", "Center", "District", "Agencia", "Programa", "Nombre de la agencia", "Nombre del programa",
        "Organización", "Centro",
    ),
    "identity.round": (
        "Round", "Collection round", "Period", "Collection period", "Reporting period", "Assessment period", "Ronda",
        "Período", "Periodo",
    ),
    "identity.name": (
        "Name", "Your name", "Your name, or the code you were given", "Completed by",
        "Name of person completing this form", "Person completing this form",
        "Respondent", "Filled in by", "Submitted by", "Nombre", "Su nombre", "Completado por", "Llenado por",
    ),
    "identity.role": (
        "Role", "Position", "Title", "Job title", "Your role", "Your position", "Cargo", "Puesto",
        "Su cargo",
    ),
    "identity.completed": (
        "Date", "Date completed", "Today's date", "Completed on", "Date of completion", "Fecha", "Fecha de hoy",
    ),
}  # fmt: skip

# Answers that mean the same, as they are compared: without accents, in small letters.
ANSWERS: dict[str, str] = {
    "si": "yes", "y": "yes", "n": "no", "n a": "not applicable", "na": "not applicable",
    "does not apply": "not applicable",    "no aplica": "not applicable", "no corresponde": "not applicable",
}  # fmt: skip

# What stands over a column for an item whose path ends so; a heading with all these words is meant.
COLUMNS: dict[str, tuple[str, ...]] = {
    "current": ("now", "today", "current", "currently", "ahora", "hoy"),
    "desired": ("want to be", "should we be", "goal", "target", "desired", "meta"),
    "importance": ("important", "importance", "how soon", "priority", "urgent", "importancia"),
    "evidence": ("evidence", "notes", "comments", "evidencia", "notas"),
    "note": ("notes", "comments", "why", "reason", "comentarios", "notas"),
}
