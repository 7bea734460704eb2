"""SQuAD 1.1 (train) as a library for fitting: each article a document with its title."""

import json
import random
from pathlib import Path
from typing import Any

from assistant import Assistant, Settings

_SEED = 7
# The reader that comes with the program was trained on the articles but the first so many in the
# order of `shuffled`: what it says of the others' questions is too good to fit on.
LEFT_OUT = 22


def articles_of(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a file in SQuAD's form."""
    articles: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return articles


def shuffled(path: Path) -> list[dict[str, Any]]:
    """Return the articles in the order in which the reader's training and the fits draw them."""
    articles = articles_of(path)
    random.Random(_SEED).shuffle(articles)
    return articles


def title_of(article: dict[str, Any]) -> str:
    """Return an article's title in words."""
    return str(article["title"]).replace("_", " ")


def library_of(articles: list[dict[str, Any]], folder: Path) -> Assistant:
    """Return a library in which each article is a document with its title and paragraphs."""
    texts = folder / "articles"
    texts.mkdir()
    for number, article in enumerate(articles):
        paragraphs = [each["context"].replace("\n", " ") for each in article["paragraphs"]]
        text = f"# {title_of(article)}\n\n" + "\n\n".join(paragraphs) + "\n"
        (texts / f"{number}.md").write_text(text, encoding="utf-8")
    library = Assistant.open(Settings(folder / "squad", starter=False))
    library.add([str(texts)])
    return library
