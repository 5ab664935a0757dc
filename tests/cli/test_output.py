"""Standard output that takes nothing: one line, exit code 1; a pipe that is closed: silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

NO_ROOM = Path("/dev/full")


def run(redirection: str) -> subprocess.CompletedProcess[str]:
    command = f"{sys.executable} -m kg ontology {redirection}"
    return subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(not NO_ROOM.exists(), reason="there is no device that is always full")
def test_a_full_disk_is_one_line() -> None:
    done = run(f"> {NO_ROOM}")
    assert (done.returncode, done.stderr) == (
        1,
        "Error: standard output: cannot be written (No space left on device); make room, or choose another place\n",
    )


def test_a_closed_output_is_one_line() -> None:
    done = run(">&-")
    assert (done.returncode, done.stderr) == (
        1,
        "Error: standard output: cannot be written (it is closed); make room, or choose another place\n",
    )


def test_a_pipe_that_nobody_reads_is_silent() -> None:
    assert run("| head -c 10 > /dev/null").stderr == ""
