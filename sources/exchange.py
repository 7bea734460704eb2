"""One question to the process that reads, and its answer."""

import subprocess
import threading
from typing import IO, Any

from .transfer import BEAT, Malformed, receive, send


class Exchange:
    """A question and its answer, by a thread, so that neither can block the program.

    ``beats`` counts how often the process has said that it is still at work.
    """

    def __init__(self, process: subprocess.Popen[bytes], header: bytes, data: bytes) -> None:
        self.answer: bytes | None = None
        self.failure: Malformed | None = None
        self.beats = 0
        self._streams = given(process.stdin), given(process.stdout)
        self._frames = header, data
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def is_over(self, seconds: float) -> bool:
        """Wait for the answer, and tell whether there is no more to wait for."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        requests, answers = self._streams
        try:
            for frame in self._frames:
                send(requests, frame)
            while (answer := receive(answers)) == BEAT:
                self.beats += 1
            self.answer = answer
        except Malformed as error:
            self.failure = error
        except (OSError, ValueError):
            return


def given(stream: IO[bytes] | None) -> Any:
    """Return a stream of a process that was started with one."""
    assert stream is not None
    return stream
