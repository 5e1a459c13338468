"""The directory of a zip file, read once for all that look into the same file."""

import io
import zipfile
from functools import lru_cache


@lru_cache(maxsize=1)  # what a file is, is asked first; then it is read
def opened(data: bytes) -> zipfile.ZipFile:
    """The zip file of these bytes, which nobody closes; raises what `zipfile` does where they are none."""
    return zipfile.ZipFile(io.BytesIO(data))
