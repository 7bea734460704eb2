"""Measures what many people get who ask at the same time: all answers, how soon, with what memory.

python -m tests.benchmarks.crowd [--home DIR] [--people 30]
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.benchmarks.processes import free_port, memory

_QUESTIONS = Path(__file__).parent.parent / "quality" / "development.jsonl"
_ALLIANCE = str(Path(sys.executable).parent / "alliance")
_PATIENCE = 600


@dataclass(frozen=True)
class Reply:
    """What one person got: when something was shown at first, when all was, and whether it was."""

    first: float
    whole: float
    answered: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--home", type=Path, help="a library to serve (a new one)")
    parser.add_argument("--people", type=int, default=30, help="how many ask (%(default)s)")
    given = parser.parse_args()
    home = given.home or Path(tempfile.mkdtemp())
    lines = _QUESTIONS.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines][: given.people]
    try:
        _measure(home, questions)
    finally:
        if given.home is None:
            shutil.rmtree(home)


def _measure(home: Path, questions: list[str]) -> None:
    port = free_port()
    command = [_ALLIANCE, "serve", "--home", str(home), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        server.stdout.readline()  # tells that the page is open
        address = f"http://127.0.0.1:{port}"
        asyncio.run(_all_ask(address, questions[:1]))  # the model is loaded then
        before = memory(server.pid)
        started = time.perf_counter()
        replies = asyncio.run(_all_ask(address, questions))
        _tell(replies, time.perf_counter() - started)
        print(f"memory before {before:.0f} MB, after {memory(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait()


async def _all_ask(address: str, questions: list[str]) -> list[Reply]:
    return list(await asyncio.gather(*(_ask(address, each) for each in questions)))


async def _ask(address: str, question: str) -> Reply:
    """Open the page as a browser of one's own, ask, and follow what is shown."""
    async with httpx.AsyncClient(base_url=address, timeout=_PATIENCE) as client:
        await client.get("/")
        config = (await client.get("/config")).json()
        session = os.urandom(8).hex()
        started = time.perf_counter()
        body = {**_call(config, question), "session_hash": session}
        joined = await client.post("/gradio_api/queue/join", json=body)
        if joined.status_code != 200:
            return Reply(0, time.perf_counter() - started, answered=False)
        first = 0.0
        async with client.stream("GET", f"/gradio_api/queue/data?session_hash={session}") as shown:
            async for line in shown.aiter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                first = first or _at(message, "process_generating", started)
                if message.get("msg") == "process_completed":
                    whole = time.perf_counter() - started
                    return Reply(first, whole, bool(message["success"]))
    return Reply(first, time.perf_counter() - started, answered=False)


def _at(message: dict[str, Any], kind: str, started: float) -> float:
    return time.perf_counter() - started if message.get("msg") == kind else 0.0


def _call(config: dict[str, Any], question: str) -> dict[str, Any]:
    """Return the call of the handler that answers, with what an untouched page would send."""
    parts = {each["id"]: each for each in config["components"]}
    call = next(each for each in config["dependencies"] if each["api_name"] == "on_ask")
    data = [_sent(parts[id], question) for id in call["inputs"]]
    return {"fn_index": call["id"], "data": data}


def _sent(part: dict[str, Any], question: str) -> Any:
    if part["props"].get("elem_id") == "question":
        return question
    return part["props"].get("value") or ("" if part["type"] == "textbox" else None)


def _tell(replies: list[Reply], seconds: float) -> None:
    answered = sum(each.answered for each in replies)
    print(f"{answered} of {len(replies)} answered in {seconds:.1f} s")
    for name in ("first", "whole"):
        times = sorted(getattr(each, name) for each in replies)
        last = times[min(len(times) - 1, round(0.95 * len(times)))]
        said = "something shown" if name == "first" else "answered"
        print(f"{said} after {statistics.median(times):.2f} s (median), {last:.2f} s (95 in 100)")


if __name__ == "__main__":
    main()
