"""Which drives other machines write to, by what the system says of its mounts."""

from pathlib import Path

import pytest

from flows.drives import is_shared, kind_of

MOUNTS = r"""
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:26 / /srv/forms rw,relatime - nfs4 server:/forms rw
31 22 0:27 / /srv/forms/local rw - ext4 /dev/vdb1 rw
32 22 0:28 / /mnt/center\040drive rw - cifs //server/center rw
33 22 0:29 / /mnt/cloud rw - fuse.rclone remote: rw
34 22 0:30 / /mnt/stick rw - fuseblk /dev/sdb1 rw
35 22 0:31 / /mnt/windows rw - 9p drvfs rw
36 22 0:32 / /upon rw - ext4 /dev/vdc1 rw
37 36 0:33 / /upon rw - nfs server:/upon rw
nonsense
"""


@pytest.mark.parametrize(
    ("folder", "kind", "shared"),
    [
        ("/home/ana/center/inbox", "ext4", False),
        ("/srv/forms/center/inbox", "nfs4", True),
        ("/srv/forms/local/inbox", "ext4", False),
        ("/srv/formsets", "ext4", False),
        ("/mnt/center drive/inbox", "cifs", True),
        ("/mnt/cloud", "fuse.rclone", True),
        ("/mnt/stick/inbox", "fuseblk", False),
        ("/mnt/windows/c/inbox", "9p", True),
        ("/upon/inbox", "nfs", True),
    ],
)
def test_a_drive_is_told_by_the_mount_nearest_to_the_folder(tmp_path: Path, folder: str, kind: str, shared: bool):
    (tmp_path / "mountinfo").write_text(MOUNTS)
    assert kind_of(Path(folder), tmp_path / "mountinfo") == kind
    assert is_shared(Path(folder), tmp_path / "mountinfo") is shared


def test_a_system_that_does_not_tell_is_taken_for_one_whose_events_come(tmp_path: Path):
    assert kind_of(tmp_path, tmp_path / "missing") == ""
    assert not is_shared(tmp_path, tmp_path / "missing")
    assert kind_of(tmp_path), "this machine tells"
