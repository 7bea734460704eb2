"""Processes as benchmarks see them: a free port, memory, and what running a command takes."""

import os
import socket
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True)
class Run:
    """What a command printed, its seconds by the clock and of the processor, and its peak memory.

    The processor's are those of all its processes. So is the memory, in MB: the most that their
    resident sets added up to when looked at five times a second; what they share counts in each.
    """

    printed: str
    seconds: float
    processor: float
    memory: float


def free_port() -> int:
    """Return a port of this machine at which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def memory(process: int) -> float:
    """Return the resident memory of a process, in MB."""
    return _resident(_listed(), process)


def family_memory(process: int) -> float:
    """Return the resident memory of a process and all that come from it, in MB."""
    lines = _listed()
    children = defaultdict(list)
    for line in lines:
        child, parent, _ = line.split()
        children[int(parent)].append(int(child))
    family = [process]
    for each in family:
        family += children[each]
    return sum(_resident(lines, each) for each in family)


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command to its end, and return what it took.

    Raises CalledProcessError, with all that it wrote, when it fails.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=out, stderr=errors
        )
        seen, ended, status = 0.0, 0, 0
        while not ended:
            time.sleep(_BETWEEN_LOOKS)
            seen = max(seen, family_memory(process.pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        printed, complaint = (_read(file) for file in (out, errors))
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, printed, complaint)
    return Run(printed, seconds, usage.ru_utime + usage.ru_stime, seen)


def _read(file: "tempfile._TemporaryFileWrapper[str]") -> str:
    file.seek(0)
    return file.read()


def _listed() -> list[str]:
    """Return a line for each process of the machine: its number, its parent's, its memory in kB."""
    return subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout.splitlines()  # fmt: skip


def _resident(lines: Sequence[str], process: int) -> float:
    sizes = [int(line.split()[2]) for line in lines if int(line.split()[0]) == process]
    return sum(sizes) * 1024 / 1e6
