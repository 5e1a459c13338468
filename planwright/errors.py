"""What is raised when the house itself is in disorder. Bad input never raises: it is a `Problem`."""


class PlanwrightError(Exception):
    """A fault of the installation or the workspace, with a cure in its message; the command ends with exit code 3."""


class InstrumentError(PlanwrightError):
    """An instrument's schema is wrong: the message names the file, the JSON pointer and the cure."""


class EditionError(PlanwrightError):
    """The file of an adopted form is wrong: the message names the file, the JSON pointer and the cure."""


class TemplateError(PlanwrightError):
    """A plan template cannot be filled: the message names the file, the paragraph and the cure."""


class WorkspaceError(PlanwrightError):
    """A workspace is missing, incomplete, or its settings are wrong."""


class HeldError(WorkspaceError):
    """Another process holds the workspace."""


class LedgerError(PlanwrightError):
    """A file cannot move so, or is not in the ledger, or the ledger is damaged: the message says which."""
