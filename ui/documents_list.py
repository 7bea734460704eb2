"""The list of the library's documents: searched, sorted, and kept as the library is."""

from typing import Any

import gradio as gr

from assistant import Assistant

from .bridge import sent_id
from .labels import label
from .listing import Wish, listing
from .render_library import documents_html

_SECONDS_BETWEEN_LOOKS = 1.5
_LONGEST_WORDS = 200
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}


class DocumentsList:
    """The list's components and handlers.

    ``timer`` makes it follow what other pages and programs change, while it is active.
    """

    def __init__(self, assistant: Assistant, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self._wish = gr.State(Wish())
        self._seen: gr.State = gr.State(None)
        self._words = gr.Textbox(
            "",
            label=label("Find a document"),
            placeholder=label("Words of its title, issuer, date, format or file name"),
            max_lines=1,
            max_length=_LONGEST_WORDS,
            elem_id="find-document",
        )
        self._documents = gr.HTML(elem_id="documents")
        self.timer = gr.Timer(_SECONDS_BETWEEN_LOOKS, active=False)
        self._connect(bridge)

    @property
    def asked(self) -> list[gr.components.Component]:
        """The components that `on_show` takes."""
        return [self._words, self._wish]

    @property
    def shown(self) -> list[gr.components.Component]:
        """The components that `on_show` fills."""
        return [self._documents, self._seen]

    def _connect(self, bridge: gr.HTML) -> None:
        wished = [*self.shown, self._wish]
        self._words.change(
            self.on_show, self.asked, self.shown, trigger_mode="always_last", **_QUIET
        )
        bridge.sort(self.on_sort, self.asked, wished, **_QUIET)
        bridge.more(self.on_more, self.asked, wished, **_QUIET)
        self.timer.tick(self.on_look, [*self.asked, self._seen], self.shown, **_QUIET)

    def on_show(self, words: str, wish: Wish) -> tuple[Any, ...]:
        """Show the library as it is."""
        # First the number: what is changed in between is then shown again, not missed.
        seen = self._assistant.newest_change()
        entries, sizes = self._assistant.documents(), self._assistant.sizes()
        shown = documents_html(
            listing(entries, sizes, words, wish), writable=self._assistant.writable
        )
        return str(shown), (seen, words, wish)

    def on_sort(self, words: str, wish: Wish, event: gr.EventData) -> tuple[Any, ...]:
        """Sort the list by a column."""
        wish = wish.sorted_by(sent_id(event))
        return *self.on_show(words, wish), wish

    def on_more(self, words: str, wish: Wish) -> tuple[Any, ...]:
        """Show more of the list."""
        wish = wish.longer()
        return *self.on_show(words, wish), wish

    def on_look(self, words: str, wish: Wish, seen: tuple[int, str, Wish]) -> tuple[Any, ...]:
        """Show what another page or program has changed since it was last looked at.

        And what was asked for meanwhile: an answer to what was asked before may have come later.
        """
        if seen == (self._assistant.newest_change(), words, wish):
            return gr.skip(), gr.skip()
        return self.on_show(words, wish)
