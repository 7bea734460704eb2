"""The tab of the library: files are dropped here and added, listed and removed."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import Assistant, AssistantError

from .adding_queue import AddingQueue
from .bridge import sent_id, sent_password
from .documents_list import DocumentsList
from .editing_form import EditingForm
from .labels import fragment, label
from .listing import Wish
from .phrases import phrase, say
from .render_uploads import uploads_html
from .wording import catalogue_label

_SECONDS_BETWEEN_LOOKS = 0.4
_LONGEST_ADDRESS = 2_000
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
_FORMATS = phrase(
    "Text, Markdown, HTML, PDF, Word, PowerPoint, Excel, OpenDocument, RTF, CSV, EPUB, e-mail "
    "(EML) and saved web pages (MHTML), and ZIP archives of these. Questions can be asked while "
    "they are added."
)
_CATALOGUE = phrase(
    "Published by NATO, the United Nations and others. They are fetched from their addresses when "
    "you add them, which needs the internet; nothing is fetched before."
)


def formats_html() -> Markup:
    """Return which kinds of files can be added."""
    return Markup("<p>{}</p>").format(say(_FORMATS))


def catalogue_html() -> Markup:
    """Return what the documents of the catalogue are."""
    return Markup("<p>{}</p>").format(say(_CATALOGUE))


class DocumentsTab:
    """The library's components and handlers; build it inside a `gr.Tab`."""

    def __init__(self, assistant: Assistant, adding: AddingQueue, bridge: gr.HTML) -> None:
        self._assistant = assistant
        self._adding = adding
        if assistant.writable:
            self._build_adding()
        self._uploads = gr.HTML(elem_id="uploads")
        if assistant.writable:
            self._form = EditingForm(assistant)
        self._list = DocumentsList(assistant, bridge)
        self._timer = gr.Timer(_SECONDS_BETWEEN_LOOKS, active=False)
        self._timer.tick(self.on_show, self.asked, self.shown, **_QUIET)
        if assistant.writable:
            self._connect(bridge)

    def _build_adding(self) -> None:
        self._files = gr.File(
            label=label("Add documents"), file_count="multiple", height=150, elem_id="add-documents"
        )
        gr.HTML(fragment("formats"), elem_id="formats")
        with gr.Row(elem_id="from-address"):
            self._address = gr.Textbox(
                label=label("Add from a web address"),
                placeholder="https://example.org/report.pdf",
                max_lines=1,
                max_length=_LONGEST_ADDRESS,
                scale=4,
            )
            self._fetch = gr.Button(label("Fetch and add"), scale=1)
        with gr.Accordion(label("Official documents to add"), open=False, elem_id="catalogue"):
            gr.HTML(fragment("catalogue"))
            self._chosen = gr.CheckboxGroup(
                choices=[
                    (catalogue_label(each), each.name) for each in self._assistant.catalogue.entries
                ],
                label=label("Official documents"),
                elem_id="official",
            )
            self._add_chosen = gr.Button(label("Add the chosen"))

    @property
    def asked(self) -> list[gr.components.Component]:
        """The components that `on_show` takes."""
        return self._list.asked

    @property
    def shown(self) -> list[gr.components.Component]:
        """The components that `on_show` fills."""
        return [self._uploads, self._timer, *self._list.shown]

    @property
    def following(self) -> gr.Timer:
        """What makes the list follow what other pages and programs change, while it is active."""
        return self._list.timer

    def _connect(self, bridge: gr.HTML) -> None:
        """Connect what changes the library; where nothing may, no call of it is there either."""
        events = [
            self._files.upload(self.on_upload, self._files, self._files, **_QUIET),
            *(
                event(self.on_address, self._address, self._address, **_QUIET)
                for event in (self._address.submit, self._fetch.click)
            ),
            self._add_chosen.click(self.on_chosen, self._chosen, self._chosen, **_QUIET),
            bridge.stop(self.on_stop, **_QUIET),
            bridge.clear(self.on_clear, **_QUIET),
            bridge.cancel(self.on_cancel, **_QUIET),
            bridge.replace(self.on_replace, **_QUIET),
            bridge.both(self.on_both, **_QUIET),
            bridge.unlock(self.on_unlock, **_QUIET),
            bridge.remove(self.on_remove, **_QUIET),
        ]
        for event in events:
            event.then(self.on_show, self.asked, self.shown, **_QUIET)
        for saved in self._form.connect(bridge):
            # The focus comes back last: the list is drawn anew, in another order perhaps.
            shown = saved.then(self.on_show, self.asked, self.shown, **_QUIET)
            shown.then(None, js="() => alliance.focusEdited()")

    def on_show(self, words: str, wish: Wish) -> tuple[Any, ...]:
        """Show the library as it is; look again soon only while files are being added."""
        busy = self._adding.busy
        uploads = str(uploads_html(self._adding.uploads, busy=busy))
        return uploads, gr.Timer(active=busy), *self._list.on_show(words, wish)

    def on_upload(self, paths: Sequence[str] | None) -> None:
        """Add files, and empty the field they were dropped into."""
        self._adding.put([Path(path) for path in paths or ()])

    def on_address(self, address: str) -> str:
        """Fetch and add what an address holds, and empty the field where it was written."""
        if address.strip():
            self._adding.put_addresses([address.strip()])
        return ""

    def on_chosen(self, names: Sequence[str]) -> list[str]:
        """Fetch and add the chosen documents of the catalogue, and choose none any more."""
        if names:
            chosen = self._assistant.catalogue.named(names)
            self._adding.put_addresses([each.address for each in chosen])
        return []

    def on_stop(self) -> None:
        """Stop adding."""
        self._adding.stop()

    def on_clear(self) -> None:
        """Take the files that are over and done with from the list."""
        self._adding.clear()

    def on_cancel(self, event: gr.EventData) -> None:
        """Leave a file where it is."""
        self._adding.cancel(sent_id(event))

    def on_replace(self, event: gr.EventData) -> None:
        """Put a file in the place of the document that has its name."""
        self._adding.settle(sent_id(event), keep_both=False)

    def on_both(self, event: gr.EventData) -> None:
        """Add a file beside the document that has its name."""
        self._adding.settle(sent_id(event), keep_both=True)

    def on_unlock(self, event: gr.EventData) -> None:
        """Try a file again with the password that was typed beside it."""
        if password := sent_password(event):
            self._adding.try_again(sent_id(event), password)

    def on_remove(self, event: gr.EventData) -> None:
        """Remove a document; one that another page has removed is gone already."""
        wanted = sent_id(event)
        if wanted in {entry.id for entry in self._assistant.documents()}:
            with suppress(AssistantError):
                self._assistant.remove(wanted)
