"""Which drives tell of no changes: on those that other machines write to, only what this one does is heard of."""

import os
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
SHARED = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "gluster", "lustre", "beegfs", "gpfs", "davfs", "vboxsf", "vmhgfs")
_LOCAL_FUSE = ("fuseblk", "fusectl")  # drives of this machine, such as NTFS


def is_shared(folder: Path, mounts: Path = MOUNTS) -> bool:
    """Whether a folder lies on a drive that other machines write to; False where the system does not tell."""
    kind = kind_of(folder, mounts)
    is_fuse = kind.startswith(("fuse", "prl_fs", "virtiofs")) and kind not in _LOCAL_FUSE
    return kind.startswith(SHARED) or is_fuse


def kind_of(folder: Path, mounts: Path = MOUNTS) -> str:
    """The kind of file system a folder lies on, as the system calls it; empty where it does not tell."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    whole = folder.resolve()
    found, longest = "", -1
    for line in lines:
        before, _, after = line.partition(" - ")
        fields, rest = before.split(), after.split()
        if len(fields) < 5 or not rest:
            continue
        at = Path(os.fsdecode(fields[4].encode("utf-8", "surrogateescape").decode("unicode_escape").encode("latin-1")))
        if whole.is_relative_to(at) and len(at.parts) >= longest:  # of two upon each other the later one is seen
            found, longest = rest[0], len(at.parts)
    return found
