"""What is in `deploy/` fits the program: its paths, its verbs and its keys are there."""

import re
import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

from console.cli import VERBS
from planwright.workspace import PROGRAM

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
PAGE = ROOT / "docs" / "deploy.md"


def unit(file: Path) -> ConfigParser:
    read = ConfigParser(interpolation=None, strict=True)  # a key given twice is an error
    read.optionxform = str  # type: ignore[assignment, method-assign]
    read.read_string(file.read_text(encoding="utf-8"))
    return read


def verbs_said(text: str) -> set[str]:
    """The verbs that a text calls planwright with."""
    return set(re.findall(r"planwright ([a-z]+)(?= --| /|`)", text))


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_service_calls_a_verb_with_options_that_it_takes(file: Path):
    program, verb, *options = shlex.split(unit(file)["Service"]["ExecStart"])
    assert program == "/opt/planwright/bin/planwright"
    import click

    from console.cli import planwright

    command = planwright.get_command(click.Context(planwright), verb)
    assert command is not None
    command.make_context(verb, options)  # refuses what it does not know


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_a_service_writes_into_its_workspace_alone_and_is_stopped_as_planwright_stops(file: Path):
    service = unit(file)["Service"]
    workspace = shlex.split(service["ExecStart"])[-1]
    assert service["ReadWritePaths"] == service["WorkingDirectory"] == workspace
    wanted = {
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "PrivateTmp": "yes",
        "KillSignal": "SIGTERM",
        "IPAddressDeny": "any",
        "IPAddressAllow": "localhost",
        "CapabilityBoundingSet": "",
    }
    assert {key: service.get(key) for key in wanted} == wanted
    assert service["User"] not in ("", "root")
    assert service["MemoryMax"]
    assert service["TimeoutStopSec"]


def test_the_watcher_comes_back_and_the_nightly_run_is_caught_up_once():
    serve, nightly, timer = (
        unit(DEPLOY / "systemd" / name)
        for name in ("planwright.service", "planwright-nightly.service", "planwright-nightly.timer")
    )
    assert (serve["Service"]["Type"], serve["Service"]["Restart"]) == ("exec", "on-failure")
    assert nightly["Service"]["Type"] == "oneshot"
    assert "--without-prefect" in nightly["Service"]["ExecStart"]
    assert nightly["Service"]["SuccessExitStatus"] == "1"  # files that need a person are no failure
    assert (timer["Timer"]["Persistent"], timer["Timer"]["Unit"]) == ("true", "planwright-nightly.service")


def test_systemd_finds_nothing_wrong_with_them(tmp_path: Path):
    program = tmp_path / "planwright"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for file in UNITS:
        text = file.read_text(encoding="utf-8").replace("/opt/planwright/bin/planwright", str(program))
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    analyze = shutil.which("systemd-analyze")
    assert analyze, "tests/system-packages.sh installs systemd"
    files = [str(tmp_path / file.name) for file in UNITS]
    ran = subprocess.run([analyze, "verify", "--man=no", *files], capture_output=True, text=True, check=False)
    told = [line for line in ran.stderr.splitlines() if str(tmp_path) in line or "planwright" in line]
    assert (ran.returncode, told) == (0, [])


def test_every_path_that_the_container_is_made_of_is_there():
    ours = [line for line in CONTAINER.splitlines() if line.startswith("COPY ") and "--from" not in line]
    copied = {path for line in ours for path in line.split()[1:-1]}
    assert copied
    assert [path for path in copied if not (ROOT / path).exists()] == []
    assert {"examples/returned", "pyproject.toml", "README.md", *PROGRAM} <= copied


def test_the_container_and_the_page_call_verbs_that_there_are():
    commands = re.findall(r"^(?:ENTRYPOINT|CMD|    CMD) (\[.*\])$", CONTAINER, re.MULTILINE)
    words = [yaml.safe_load(command) for command in commands]
    assert words == [
        ["planwright", "health", "--workspace", "/center"],
        ["planwright"],
        ["serve", "--workspace", "/center"],
    ]
    assert verbs_said(PAGE.read_text(encoding="utf-8")) <= set(VERBS)


def test_the_container_is_no_root_and_everything_in_it_has_its_hash():
    assert re.search(r"^USER planwright$", CONTAINER, re.MULTILINE)
    installs = [line for line in CONTAINER.splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert all("--no-deps" in line for line in installs)
    assert sum("--require-hashes" in line for line in installs) == 2
    [awk] = re.findall(r"RUN (awk '.*' constraints-test\.txt)", CONTAINER)
    ran = subprocess.run(shlex.split(awk), cwd=ROOT, capture_output=True, text=True, check=True)
    names = {line.split("==")[0] for line in ran.stdout.splitlines() if line[:1].isalpha()}
    assert names == {"psycopg", "psycopg-binary"}
    assert "--hash=sha256:" in ran.stdout


def test_the_services_of_several_machines_use_one_ledger_and_one_image():
    read = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = read["services"]
    ours = services["planwright"]
    assert ours["environment"]["PLANWRIGHT_LEDGER_URL"] == "postgresql://planwright@ledger/planwright"
    assert ours["environment"]["PREFECT_API_URL"] == "http://prefect:4200/api"
    assert services["prefect"]["build"] == ours["build"]
    build = ours["build"]
    assert (DEPLOY / build["context"]).resolve() == ROOT
    assert (ROOT / build["dockerfile"]).is_file()
    assert set(ours["depends_on"]) <= set(services)
