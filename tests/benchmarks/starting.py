"""Measures how soon the program is there: --help, a question in a terminal, and one in the page.

    python -m tests.benchmarks.starting [--home DIR]

Prints seconds, and of them those of the processor, which a busy machine changes less; and the memory
that the server takes once it has answered.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.benchmarks.processes import free_port, memory

_ALLIANCE = str(Path(sys.executable).parent / "alliance")
_QUESTION = "When did NATO first invoke Article 5?"
_ANSWER = "12 September 2001"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="a library to serve (a new one)")
    given = parser.parse_args().home
    home = given or Path(tempfile.mkdtemp())
    try:
        _run("alliance --help", ["--help"])
        subprocess.run([_ALLIANCE, "documents", "--home", str(home)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        _run("alliance ask", ["ask", _QUESTION, "--home", str(home)])
        for _ in range(3):
            _serve(home)
    finally:
        if given is None:
            shutil.rmtree(home)


def _run(name: str, arguments: list[str]) -> None:
    """Print the median seconds of running a command, and those of the processor."""
    taken, processor = [], []
    for _ in range(9):
        before, started = os.times(), time.perf_counter()
        subprocess.run([_ALLIANCE, *arguments], check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - started)
        after = os.times()
        processor.append(sum(after[2:4]) - sum(before[2:4]))
    print(f"{name}: {statistics.median(taken):.2f} s, of the processor "
          f"{statistics.median(processor):.2f} s", flush=True)  # fmt: skip


def _serve(home: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    started = time.perf_counter()
    command = [_ALLIANCE, "serve", "--home", str(home), "--port", address.rpartition(":")[2]]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"{address}/")
        there = time.perf_counter() - started
        assert _ANSWER in _asked(address)
        answered = time.perf_counter() - started
        time.sleep(5)
        print(f"page there after {there:.1f} s, first question answered after {answered:.1f} s, "
              f"memory then {memory(server.pid):.0f} MB", flush=True)  # fmt: skip
    finally:
        before = os.times()
        server.terminate()
        server.wait()
        after = os.times()
        print(f"  of the processor {sum(after[2:4]) - sum(before[2:4]):.1f} s")


def _asked(address: str) -> str:
    """Ask the page a question as its script does, and return what it sends back."""
    handlers = json.loads(_read(f"{address}/config"))["dependencies"]
    index = next(each["id"] for each in handlers if each["api_name"] == "on_ask")
    body: dict[str, Any] = {"data": [_QUESTION, "", ""], "fn_index": index, "session_hash": "here"}
    _read(f"{address}/gradio_api/queue/join", body)
    return _read(f"{address}/gradio_api/queue/data?session_hash=here")


def _read(address: str, body: dict[str, Any] | None = None) -> str:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return str(response.read().decode())


def _wait_for(address: str) -> None:
    while True:
        try:
            _read(address)
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)


if __name__ == "__main__":
    main()
