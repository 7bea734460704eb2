"""Questions that are being asked, each of which the page that asked it can stop."""

import threading
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asking:
    """A question while it is looked for; once it is ``stopped``, nobody waits for the answer."""

    question: str
    stopped: threading.Event = field(default_factory=threading.Event)


class Askings:
    """What each page is asking; safe for use by several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_page: dict[str, Asking] = {}

    def begin(self, page: str, question: str) -> Asking | None:
        """Keep that a page asks a question, in the place of what it asked before.

        None is for a question that it asks already, as two clicks in a row do.
        """
        asking = Asking(question)
        with self._lock:
            before = self._by_page.get(page)
            if before and before.question == question:
                return None
            self._by_page[page] = asking
        return asking

    def end(self, page: str, asking: Asking) -> bool:
        """Forget a question once it is answered; tell whether its answer is still waited for."""
        with self._lock:
            if self._by_page.get(page) is asking:
                del self._by_page[page]
            return not asking.stopped.is_set()

    def stop(self, page: str) -> str | None:
        """Stop what a page is asking, and return the question; None where it asks none."""
        with self._lock:
            asking = self._by_page.pop(page, None)
            if asking is None:
                return None
            asking.stopped.set()
            return asking.question
