"""A backup of a workspace: one folder with everything that is kept and the ledger, of one moment, whole or not there.

TO/backup.json      written last: without it there is no backup
SHA256SUMS       every file with its digest, as sha256sum writes and checks it
ledger.sqlite    the ledger, whatever it is kept in
settings.toml    planwright.toml; under another name, so that the backup is taken for no workspace
files/           inbox, archive, review, quarantine, plans and what else lies in the workspace
"""

from planwright.backup.make import Made, make_backup
from planwright.backup.restoring import Restored, checked, restore_backup

__all__ = ["Made", "Restored", "checked", "make_backup", "restore_backup"]
