"""Measures how soon the program is there: --help, the web page, and the memory it then takes.

python tests/benchmarks/starting.py [--home DIR]
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

_ALLIANCE = str(Path(sys.executable).parent / "alliance")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="a library to serve (a new one)")
    given = parser.parse_args().home
    home = given or Path(tempfile.mkdtemp())
    try:
        print(f"alliance --help: {statistics.median(_help() for _ in range(9)):.3f} s")
        subprocess.run([_ALLIANCE, "documents", "--home", str(home)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
        for _ in range(3):
            _serve(home)
    finally:
        if given is None:
            shutil.rmtree(home)


def _help() -> float:
    started = time.perf_counter()
    subprocess.run([_ALLIANCE, "--help"], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def _serve(home: Path) -> None:
    port = _free_port()
    started = time.perf_counter()
    command = [_ALLIANCE, "serve", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        _wait_for(f"http://127.0.0.1:{port}/")
        answering = time.perf_counter() - started
        time.sleep(15)  # the model is loaded while the page is up already
        print(f"page answers after {answering:.1f} s; memory 15 s later {_memory(server.pid)}")
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _memory(process: int) -> str:
    size = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True,
        env={**os.environ, "LC_ALL": "C"},
    ).stdout  # fmt: skip
    return f"{int(size) / 1000:.0f} MB"


if __name__ == "__main__":
    main()
