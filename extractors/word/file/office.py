"""Documents of other word processors, brought to .docx by LibreOffice, and .docx files printed by it."""

import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from extractors.triage import Other
from extractors.word.file.package import RefusedError
from planwright.problems import FileCode, problem

PROGRAM = "soffice"
SECONDS = 45  # a start with a new profile takes 1 to 4 seconds, a form of ten pages less than one more
MEMORY_KB = 3_000_000  # address space; 1 GB is enough for forms
_OUT = 256 * 1024 * 1024  # bytes a file may become

# No macro runs, no link is followed and nothing is asked: the file may have been made to do harm.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""
# With a new profile it ends with 81 at first, and asks to be started once more.
_LIMITED = """ulimit -v "$0" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -f "$1"; shift
exec timeout --kill-after=2 "$1" sh -c '"$@"; test $? -eq 81 && "$@"' "$@\""""


@lru_cache(maxsize=1)  # one file is asked for twice: to read its fields, and to look for those it has lost
def as_docx(data: bytes, other: Other) -> bytes:
    """The document as a .docx file.

    Raises `RefusedError` where LibreOffice is missing, cannot open it, or takes too long.
    """
    return _made(data, other, "docx", "docx:MS Word 2007 XML")


def as_pdf(data: bytes) -> bytes:
    """The pages of a .docx file as LibreOffice prints them; raises `RefusedError` as `as_docx` does."""
    return _made(data, Other("a Word document", "docx"), "pdf", "pdf")


def _made(data: bytes, other: Other, wanted: str, convert: str) -> bytes:
    found, ending = other
    program = shutil.which(PROGRAM)
    if program is None:
        raise RefusedError(problem(FileCode.NO_OFFICE, found=found))
    with TemporaryDirectory(prefix="planwright-") as folder:
        home = Path(folder)
        (home / "profile" / "user").mkdir(parents=True)
        (home / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        (home / f"form.{ending}").write_bytes(data)
        _convert(program, home, f"form.{ending}", convert, found)
        made = home / "out" / f"form.{wanted}"
        if not made.is_file():
            raise RefusedError(problem(FileCode.OFFICE_REFUSED, found=found))
        return made.read_bytes()


def _itself(program: str) -> str:
    """LibreOffice without the program that starts it, which wants to write in /tmp; that one where it stands alone."""
    itself = Path(program).resolve().with_name("soffice.bin")
    return str(itself) if itself.is_file() else program


def _convert(program: str, home: Path, name: str, convert: str, found: str) -> None:
    """Runs LibreOffice within limits of time, memory and output that hold even when this process dies."""
    own = [f"-env:UserInstallation={(home / 'profile').as_uri()}", f"-env:OSL_SOCKET_PATH={gettempdir()}"]
    asked = [_itself(program), *own, "--headless", "--norestore"]
    command = ["sh", "-c", _LIMITED, str(MEMORY_KB), str(_OUT // 512), str(SECONDS), *asked]
    command += ["--convert-to", convert, "--outdir", str(home / "out"), str(home / name)]
    environment = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TMPDIR": str(home), "LC_ALL": "C.UTF-8"}
    try:
        subprocess.run(  # noqa: S603 - a fixed command; the file's name is ours
            command,
            cwd=home,
            env=environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS + 10,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(problem(FileCode.OFFICE_REFUSED, found=found)) from error
