"""Whether a run that is killed again and again comes to the same files: nothing lost, nothing twice.

    python -m benchmarks.kills [--articles 2000] [--kills 30] [--workers 2] [--seed 1]

makes a run of so many short articles in peace, then others that lose their driver or one of their workers (kill -9) at
random moments and are begun again. Each folder that comes to its end is compared with the first, byte by byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

PEOPLE = ("Angela Merkel", "Barack Obama", "Shinzo Abe", "Justin Trudeau", "Emmanuel Macron")
DEEDS = ("met {} in Berlin", "criticised {}", "called {}", "signed a treaty with {}", "invited {} to Rome")


def main() -> None:
    """Kill, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("articles", 2000), ("kills", 30), ("workers", 2), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with TemporaryDirectory() as place:
        corpus = write_corpus(Path(place) / "corpus.jsonl", options.articles)
        begin = time.monotonic()
        begin_run(corpus, Path(place) / "calm", options.workers).wait()
        takes, calm = time.monotonic() - begin, content(Path(place) / "calm")
        print(f"{options.articles} articles in {takes:.0f} s, {len(calm)} files")
        number, killed = 0, 0
        while killed < options.kills:
            folder = Path(place) / f"killed-{number}"
            run, delay = begin_run(corpus, folder, options.workers), chance.uniform(0, takes)
            if not _ends_within(run, delay):
                killed += 1
                kill_one(run.pid, chance)
                if _ends_within(run, takes / 10):  # a worker died, and the driver went on; else it was the driver
                    print(f"kill {killed}: after {delay:.1f} s, came to its end by itself")
                elif run.poll() is None:
                    run.wait()
            if run.returncode == 0:
                assert content(folder) == calm, f"{folder} differs"
                number += 1
                print(f"folder {number}: the same files, after {killed} kills so far")
        begin_run(corpus, folder, options.workers).wait()
        assert content(folder) == calm, f"{folder} differs"
        print(f"{killed} kills: the same files every time")


def write_corpus(path: Path, number: int) -> Path:
    """A file of short articles."""
    told = (
        {"id": f"a{n}", "date": "2017-03-17", "text": f"{PEOPLE[n % 5]} {DEEDS[n % 4].format(PEOPLE[(n + 1) % 5])}."}
        for n in range(number)
    )
    path.write_text("".join(json.dumps(article) + "\n" for article in told), encoding="utf-8")
    return path


def begin_run(corpus: Path, folder: Path, workers: int) -> subprocess.Popen[bytes]:
    """Begin a run, or go on with it."""
    command = [sys.executable, "-m", "kg", "run", str(corpus), "-o", str(folder), "--workers", str(workers)]
    return subprocess.Popen([*command, "--shard-size", "50"], stderr=subprocess.DEVNULL)


def _ends_within(run: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        run.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def kill_one(driver: int, chance: random.Random) -> None:
    """Kill the driver of a run or one of the processes below it."""
    victim = chance.choice([driver, *below(driver)])
    if Path(f"/proc/{victim}").exists():
        os.kill(victim, signal.SIGKILL)


def below(process: int) -> list[int]:
    """The processes that a process began, and those that they began."""
    told = Path(f"/proc/{process}/task/{process}/children")
    children = [int(child) for child in told.read_text().split()] if told.exists() else []
    return [one for child in children for one in (child, *below(child))]


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder, and what they hold."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
