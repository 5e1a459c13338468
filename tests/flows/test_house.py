"""What keeps Prefect in its place: settings, names, and who imports it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import flows
from flows.prefect_home import SETTINGS
from flows.serve import deployment_of
from planwright.workspace import Workspace

TOP = {"console", "extractors", "flows", "planwright", "schemas", "templates", "tests", "benchmarks", "examples"}


def test_flow_modules_have_names_of_their_own_so_that_none_shadows_another():
    names = {path.stem for path in Path(flows.__file__).parent.glob("*.py")} - {"__init__"}
    assert not names & (set(sys.stdlib_module_names) | TOP | {"prefect", "watchdog", "pebble"})


@pytest.mark.parametrize("verb", ["--help", "--version", "read --help", "issue --help", "init --help", "plan --help"])
def test_a_command_that_runs_no_flow_does_not_import_prefect(verb: str):
    code = (
        "import sys\nfrom console.cli import planwright\n"
        f"planwright({verb.split()!r}, standalone_mode=False)\n"
        "assert 'prefect' not in sys.modules, 'prefect was imported'\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_reading_issuing_and_planning_do_not_need_prefect_at_all():
    modules = (
        "flows.form, flows.pool, flows.ingest, flows.nightly, console.read, console.run, console.runs, console.summary"
    )
    code = f"import sys\nsys.modules['prefect'] = None\nimport {modules}\n"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_a_process_that_reads_loads_neither_prefect_nor_the_ledger():
    code = "import sys, flows.pool\nassert not {'prefect', 'sqlalchemy', 'pydantic'} & sys.modules.keys()\n"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr


def test_telemetry_is_off():
    assert SETTINGS["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert SETTINGS["DO_NOT_TRACK"] == "1"


def test_the_nightly_deployment_has_the_settings_time_and_never_runs_twice_at_once(workspace: Workspace):
    deployment = deployment_of(workspace)
    assert deployment.entrypoint == "flows.tasks.nightly"
    assert deployment.parameters == {"folder": str(workspace.folder)}
    [schedule] = deployment.schedules or []
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("30 1 * * *", "UTC")  # type: ignore[union-attr]
    assert deployment.concurrency_limit == 1
    assert str(deployment.concurrency_options.collision_strategy.value) == "CANCEL_NEW"  # type: ignore[union-attr]


def test_what_prefect_still_holds_is_sent_before_its_server_is_stopped(tmp_path: Path):
    code = (
        "import sys, pathlib\nfrom flows import prefect_home\n"
        "sent, stop = [], prefect_home._stop\n"
        "def watched(server):\n"
        "    from prefect.events.worker import EventsWorker\n"
        "    sent.append(not EventsWorker._instances)\n"
        "    stop(server)\n"
        "prefect_home._stop = watched\n"
        f"with prefect_home.prefect_ready(pathlib.Path({str(tmp_path)!r})):\n"
        "    from prefect.events import emit_event\n"
        "    emit_event('said', resource={'prefect.resource.id': 'a'})\n"
        "assert sent == [True]\n"
    )
    alone = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}  # of other tests
    asked = [sys.executable, "-c", code]
    ran = subprocess.run(asked, capture_output=True, text=True, timeout=120, check=False, env=alone)
    assert (ran.returncode, ran.stderr) == (0, "")
