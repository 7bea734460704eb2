"""The page: its name, its four tabs, and how it looks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from markupsafe import Markup

from assistant import Assistant, Conversations

from .adding_queue import AddingQueue
from .bridge import build_bridge
from .chat_tab import ChatTab
from .documents_tab import DocumentsTab, catalogue_html, formats_html
from .feedback import feedback_html
from .labels import TranslatedBlocks, fragment, label
from .login_page import user_html
from .map_tab import MapTab
from .panel import turning_html
from .phrases import say
from .render_conversations import dialogs_html
from .render_language import choice_html
from .scope_form import scope_heading_html
from .search_tab import SearchTab

_STATIC = Path(__file__).parent / "static"
_STYLES = ("panel", "chat", "conversations", "feedback", "page")
_SCRIPTS = ("stream", "focus", *_STYLES)
_HEADER = Markup("""<h1>Alliance Assistant</h1>
<p>{}</p>{}""")
_CONFIRM = Markup("""<dialog id="confirm" aria-labelledby="confirm-title"><form method="dialog">
<h2 id="confirm-title">{}</h2>
<p id="confirm-name"></p>
<p>{}</p>
<p class="choice"><button value="keep" autofocus>{}</button>
<button value="remove" class="danger">{}</button></p>
</form></dialog>""")


def _header_html() -> Markup:
    about = say("Answers quoted from documents on NATO and counter-terrorism cooperation")
    return _HEADER.format(about, choice_html())


def _confirm_html() -> Markup:
    return _CONFIRM.format(
        say("Remove this document?"),
        say("It will no longer be searched. Citations of it will say that it was removed."),
        say("Keep it"),
        say("Remove it"),
    )


# What stays as it is while the page is open.
FRAGMENTS = {
    "header": _header_html,
    "confirm": _confirm_html,
    "conversation-dialogs": dialogs_html,
    "feedback": feedback_html,
    "panel-turning": turning_html,
    "formats": formats_html,
    "catalogue": catalogue_html,
    "scope-heading": scope_heading_html,
}


def build_page(
    assistant: Assistant,
    adding: AddingQueue,
    conversations: Conversations,
    *,
    with_login: bool = False,
) -> gr.Blocks:
    """Return the page for an assistant, what adds files to it, and what keeps conversations.

    ``with_login`` tells whether people log in, and so can log out.
    """
    page = TranslatedBlocks(
        title="Alliance Assistant",
        analytics_enabled=False,
        fill_height=True,
        fill_width=True,
        delete_cache=(3600, 86400),
    )
    with page:
        bridge = build_bridge()
        gr.HTML(fragment("header"), elem_id="header")
        user = gr.HTML(elem_id="user", visible=with_login)
        with gr.Tabs(elem_id="tabs"):
            with gr.Tab(label("Chat")) as chatting:
                chat = ChatTab(assistant, conversations, bridge)
            with gr.Tab(label("Search")) as searching:
                search = SearchTab(assistant)
            with gr.Tab(label("Documents")) as library:
                documents = DocumentsTab(assistant, adding, bridge)
            with gr.Tab(label("Map")) as mapping:
                map = MapTab(assistant, conversations)
        gr.HTML(fragment("confirm"), elem_id="confirming")
        look: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "queue": False,
        }
        linked = "() => alliance.linked()"
        here = page.load(chat.on_return, chat.current, chat.shown, js=linked, **look)
        chat.conversation_list.follow(here)
        here.then(
            None,
            chat.current,
            js="(id) => { alliance.nowAt(id); alliance.showAnswer(); allianceChat.seek(); }",
        )
        kept = "() => allianceChat.keptScope()"
        page.load(chat.scope.on_return, chat.scope.value, chat.scope.kept, js=kept, **look)
        if with_login:
            page.load(_on_load, None, user, **look)
        page.load(chat.suggestions.on_examples, None, chat.chat, **{**look, "queue": True})
        page.load(documents.on_show, documents.asked, documents.shown, **look)
        library.select(lambda: gr.Timer(active=True), None, documents.following, **look)
        for other in (chatting, searching, mapping):
            other.select(lambda: gr.Timer(active=False), None, documents.following, **look)
        library.select(documents.on_show, documents.asked, documents.shown, **look)
        mapping.select(map.on_show, chat.current, map.shown, **look)
        searching.select(search.on_show, None, search.shown, **look)
    return page


def _on_load(request: gr.Request) -> str:
    return str(user_html(request.state.user))


def looks() -> dict[str, Any]:
    """Return the theme, the style and the script of the page, as Gradio takes them."""
    script, style = _joined(_SCRIPTS, "js"), _joined(_STYLES, "css")
    return {
        "theme": _theme(),
        "css": style,
        "head": f"<script>{script}</script>",
    }


def _joined(parts: Sequence[str], ending: str) -> str:
    """Return the parts of the page's script or style as one."""
    paths = [_STATIC / f"{part}.{ending}" for part in parts]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _theme() -> gr.themes.Base:
    fonts = ["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"]
    theme = gr.themes.Base(
        primary_hue="blue",
        neutral_hue="slate",
        font=fonts,
        font_mono=["ui-monospace", "monospace"],
    )
    return theme.set(
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_dark="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_hover_dark="*primary_600",
    )
