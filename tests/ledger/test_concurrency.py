"""Several processes on one ledger: nothing is entered or read twice, and of a respondent one form counts."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from planwright.ledger import FileState, open_ledger

S = FileState
FILES, PROCESSES = 60, 3

# Every process sees the same files, a third of them as copies under names of its own, and settles what it gets to read.
SAME_FILES = """
import sys
from planwright.ledger import FileState, Finding, open_ledger
from planwright.model import Accepted
from tests.ledger.building import arrival, put, submission

url, me, files = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_ledger(url) as ledger:
    for start in range(0, files, 10):
        numbers = range(start, start + 10)
        ledger.arrive([arrival(str(n), location=f"inbox/{n if n % 3 else (n, me)}") for n in numbers])
        mine = ledger.start_reading(one.id for one in ledger.entries(state=FileState.ARRIVED))
        found = [Finding(entry=one.id, verdict=Accepted(), submission=submission(f"Person {one.id}")) for one in mine]
        ledger.settle(found, put)
        print(*(one.id for one in mine))
"""

# Every process brings forms of its own, all of them one respondent's, completed on a different day each.
ONE_RESPONDENT = """
import sys
from tests.ledger.building import settled, submission
from planwright.ledger import open_ledger

url, me, files = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open_ledger(url) as ledger:
    for n in range(files):
        year = 1900 + n * 10 + me
        print(settled(ledger, f"{n} of {me}", submission(completed=f"{year}-10-01")).id)
"""


def run_together(program: str, url: str, files: int) -> list[int]:
    """What the processes print, all numbers."""
    open_ledger(url).close()
    workers = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", program, url, str(number), str(files)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    with ThreadPoolExecutor() as pool:
        said = list(pool.map(lambda worker: worker.communicate(timeout=120), workers))
    assert [worker.returncode for worker in workers] == [0] * PROCESSES, "".join(err for _, err in said)
    return [int(number) for out, _ in said for number in out.split()]


def test_processes_at_work_together_read_every_file_exactly_once(ledger_url: str):
    read = run_together(SAME_FILES, ledger_url, FILES)
    assert len(read) == len(set(read)) == FILES
    with open_ledger(ledger_url) as ledger:
        counts = {state: count for state, count in ledger.counts().items() if count}
        assert counts == {S.ACCEPTED: FILES, S.DUPLICATE: FILES // 3 * (PROCESSES - 1)}
        for entry in ledger.entries():
            moves = ledger.history(entry.id)
            assert [move.before for move in moves] == [None, *(move.after for move in moves[:-1])]
            assert moves[-1].after is entry.state


def test_of_one_respondents_forms_the_latest_counts_whoever_settles_it(ledger_url: str):
    assert len(run_together(ONE_RESPONDENT, ledger_url, 8)) == 8 * PROCESSES
    with open_ledger(ledger_url) as ledger:
        (counted,) = ledger.entries(state=S.ACCEPTED)
        assert counted.facts is not None
        assert str(counted.facts.completed) == f"{1900 + 7 * 10 + PROCESSES - 1}-10-01"
        assert ledger.counts()[S.SUPERSEDED] == 8 * PROCESSES - 1


def test_processes_that_open_a_new_ledger_together_all_find_its_tables(tmp_path):
    url = f"sqlite:///{tmp_path / 'ledger.sqlite'}"
    program = "import sys; from planwright.ledger import open_ledger; open_ledger(sys.argv[1]).close()"
    workers = [subprocess.Popen([sys.executable, "-c", program, url]) for _ in range(PROCESSES)]
    assert [worker.wait(timeout=60) for worker in workers] == [0] * PROCESSES
