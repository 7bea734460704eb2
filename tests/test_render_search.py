"""What a search finds, as HTML."""

from assistant import Assistant
from index import terms
from ui.render_search import hits_html, marked
from ui.terminal import hit_lines


def shown(assistant: Assistant, words: str) -> str:
    entries = {each.id: each for each in assistant.documents()}
    return str(hits_html(words, assistant.search(words), entries))


def test_each_passage_opens_in_its_document(toy_assistant: Assistant) -> None:
    html = shown(toy_assistant, "tea")
    tea = next(each for each in toy_assistant.documents() if each.title == "Tea")
    assert f'href="/document/{tea.id}?at={tea.id}-' in html
    assert html.index("Tea is made") < html.index("<ol>") + 2_000
    assert "<mark>Tea</mark> is made of leaves" in html


def test_words_are_marked_in_each_of_their_forms_and_nothing_else() -> None:
    text = "Cups & <b>cup</b>, cupboard; counter-terrorism"
    assert marked(text, frozenset(terms("cup counterterrorism"))) == (
        "<mark>Cups</mark> &amp; &lt;b&gt;<mark>cup</mark>&lt;/b&gt;, cupboard; "
        "<mark>counter-terrorism</mark>"
    )


def test_a_document_that_was_removed_meanwhile_is_left_out(toy_assistant: Assistant) -> None:
    assert "No passage" in hits_html("tea", toy_assistant.search("tea"), {})


def test_that_no_passage_has_any_of_the_words_is_said(toy_assistant: Assistant) -> None:
    said = "None of these words is in the documents"
    assert said in shown(toy_assistant, "zzqx blorp")
    assert said not in shown(toy_assistant, "honey zzqx")
    assert said in "\n".join(hit_lines(toy_assistant.search("zzqx blorp"), {}))
    assert said not in "\n".join(hit_lines(toy_assistant.search("honey"), {}))
