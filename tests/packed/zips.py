"""ZIP archives as programs make them."""

import io
import zipfile
from collections.abc import Mapping

DEFLATED = zipfile.ZIP_DEFLATED


def zipped(files: Mapping[str, bytes], how: int = DEFLATED) -> bytes:
    """An archive of these files, made by Python."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
