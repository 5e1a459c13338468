"""Printed by a browser: Chromium prints the pages that another program made of a form."""

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.accuracy.filled import Way

SECONDS = 120
PROGRAM = "chromium"
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-pdf-header-footer",
)


def by_browser(as_page: Way) -> Way:
    """Printed to PDF by Chromium, from web pages that another program makes of the forms."""

    def print_all(forms: Sequence[bytes], folder: Path) -> list[bytes]:
        return list(_printed(as_page(forms, folder), folder))

    return print_all


def _printed(pages: Sequence[bytes], folder: Path) -> Iterator[bytes]:
    with TemporaryDirectory(dir=folder) as held:
        page, made = Path(held) / "form.xhtml", Path(held) / "form.pdf"
        for data in pages:
            page.write_bytes(data)
            command = [PROGRAM, *QUIET, f"--user-data-dir={held}/profile", f"--print-to-pdf={made}", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
            yield made.read_bytes()
            made.unlink()
