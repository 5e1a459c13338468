"""`python -m tests.fuzz`: makes files and reads them for as long as one likes, on every core; keeps those that fail."""

import argparse
import logging
import multiprocessing
import os
import sys
import time
import warnings
from pathlib import Path

from tests.fuzz import kept, sound
from tests.fuzz.holds import Seen
from tests.fuzz.kinds import KINDS, differs, sample
from tests.fuzz.reader import Reader
from tests.fuzz.smaller import smaller

TOLD_EVERY = 60  # seconds
EVERY = 100  # files after which a sound one must still be read as it was
SMALLER_SECONDS = 40


def main() -> int:
    """0 where nothing failed, 1 where something did."""
    asked = _asked()
    if asked.again is not None:
        return _again(asked.again)
    warnings.simplefilter("ignore")  # of libraries about what is done to files here
    logging.disable()
    sound.every()  # made before the processes part, so that each has them
    counts = multiprocessing.get_context("fork").Array("q", asked.workers * 2)
    workers = [
        multiprocessing.get_context("fork").Process(target=_work, args=(number, asked, counts))
        for number in range(asked.workers)
    ]
    print(f"fuzzing for {asked.minutes:g} minutes on {asked.workers} cores, seed {asked.seed}")
    for worker in workers:
        worker.start()
    while any(worker.is_alive() for worker in workers):
        workers[0].join(TOLD_EVERY)
        _tell(counts)
    for worker in workers:
        worker.join()
    failed = sum(counts[1::2])
    if any(worker.exitcode for worker in workers):
        print("a process that makes files ended by itself; its error is told above")
    print("nothing failed" if not failed else f"{failed} failed; they are in {kept.FOLDER}, smaller ones beside them")
    return 1 if failed or any(worker.exitcode for worker in workers) else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60, help="how long; 60")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="on how many cores; all")
    parser.add_argument(
        "--seed", default=str(time.time_ns()), help="the same seed makes the same files; another each time"
    )
    parser.add_argument("--kind", action="append", choices=KINDS, help="what is made; may be given again; all")
    parser.add_argument("--again", type=Path, help="a kept file to read once more, and say what becomes of it")
    return parser.parse_args()


def _work(
    number: int, asked: argparse.Namespace, counts: "multiprocessing.sharedctypes.SynchronizedArray[int]"
) -> None:
    """Makes and reads files by turns of each kind until the time is over."""
    until = time.monotonic() + asked.minutes * 60
    kinds, seed = asked.kind or KINDS, f"{asked.seed}-{number}"
    with Reader() as reader:
        known: dict[str, Seen] = {}
        round_number = 0
        while time.monotonic() < until:
            for kind in kinds:
                _try(reader, kind, round_number, seed, known, counts, number)
            round_number += 1
            if round_number % EVERY == 0:
                _still(reader, known, f"seed {seed}, before number {round_number}")


def _try(
    reader: Reader, kind: str, number: int, seed: str, known: dict[str, Seen], counts: "object", worker: int
) -> None:
    made = sample(kind, number, seed, sound.every())
    found = reader.seen(made.data, made.ending)
    if made.form is not None and made.must_agree and found.answers:
        held = _known(reader, made.form, known)
        told = differs(found, held)
        found = found._replace(fault=told, told=f"{made.form.name}\n{found.answers}\n{held.answers}") if told else found
    counts[worker * 2] += 1
    if not found.fault:
        return
    counts[worker * 2 + 1] += 1
    path = kept.keep(made.data, made.ending, found, f"{kind} {number} of seed {seed}")
    if path is None:
        return
    print(f"FAILS: {found.fault}\n  {kept.again(path)}", flush=True)
    if not made.must_agree:
        small = smaller(made.data, lambda data: reader.seen(data, made.ending).fault == found.fault, SMALLER_SECONDS)
        path.with_name(f"{path.stem}.smaller{path.suffix}").write_bytes(small)


def _known(reader: Reader, form: sound.Form, known: dict[str, Seen]) -> Seen:
    """What became of a sound form when it was first read."""
    if form.name not in known:
        known[form.name] = reader.seen(form.data, form.ending)
    return known[form.name]


def _still(reader: Reader, known: dict[str, Seen], when: str) -> None:
    """Says so where a sound form is read otherwise after all that was read before."""
    for form in sound.short():
        held = _known(reader, form, known)
        found = reader.seen(form.data, form.ending)
        if found != held:
            print(
                f"FAILS: the sound form {form.name} is read otherwise than before, {when}: {found.fault or found.grave}"
            )
            reader.end()


def _again(path: Path) -> int:
    with Reader() as reader:
        found = reader.seen(path.read_bytes(), path.suffix[1:])
    print(found.told or "", found.fault or f"{found.verdict}: {', '.join(found.grave + found.mild)}", sep="\n")
    return 1 if found.fault else 0


def _tell(counts: "object") -> None:
    print(f"{sum(counts[::2]):,} files read, {sum(counts[1::2]):,} failed", flush=True)


if __name__ == "__main__":
    sys.exit(main())
