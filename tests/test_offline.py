"""Offline means offline: from adding to answering, nothing opens a connection or looks up a name.

The program runs in a process of its own, so that an audit hook sees all that the libraries do from
their import on.
"""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        raise RuntimeError(f"the network was touched: {event} {arguments}")

sys.addaudithook(refuse)

from ui.cli import main

home, file = sys.argv[1:]
for command in (["add", file], ["ask", "What is a hive?"], ["search", "hive"], ["documents"],
                ["show", "Bees"], ["rebuild"], ["remove", "Bees"]):
    status = main([*command, "--home", home])
    assert status == 0, command
print("all done without the network")
"""


@pytest.mark.model
def test_nothing_touches_the_network_from_adding_to_answering(
    tmp_path: Path, toy_files: Path
) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "home"), str(toy_files / "bees.md")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.endswith("all done without the network\n")


def test_the_guard_of_this_test_does_refuse_a_connection() -> None:
    program = PROGRAM.split("from ui.cli")[0] + (
        "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert "the network was touched" in run.stderr
