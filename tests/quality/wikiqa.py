"""Makes an evaluation of WikiQA: each question is asked of its own candidate sentences.

    python tests/quality/wikiqa.py wikiqa_dev.jsonl FOLDER
    alliance evaluate FOLDER/questions.jsonl --documents FOLDER/documents --no-starter

WikiQA (Yang, Yih and Meek, EMNLP 2015; research licence: for measuring only) gives for each question
the first sentences of a Wikipedia article, and marks those that answer; a question with none must be
refused. A line of the file is {"qid", "question", "candidates": [{"text", "label"}]}.
"""

import argparse
import json
import re
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="questions with candidates, JSON lines")
    parser.add_argument("folder", type=Path, help="where the documents and questions go")
    arguments = parser.parse_args()
    documents = arguments.folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    lines: list[str] = []
    seen: dict[str, str] = {}
    for number, line in enumerate(arguments.file.read_text(encoding="utf-8").splitlines()):
        values = json.loads(line)
        text = "\n\n".join(_plain(each["text"]) for each in values["candidates"]) + "\n"
        # Two questions may share an article; a document is added only once.
        name = seen.setdefault(text, f"article-{number}")
        (documents / f"{name}.txt").write_bytes(text.encode())
        lines.append(_line(values, name.replace("-", " ")))
    (arguments.folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(values: dict[str, Any], document: str) -> str:
    right = [_plain(each["text"]) for each in values["candidates"] if each["label"]]
    return json.dumps(
        {
            "id": values["qid"],
            "kind": "answerable" if right else "unanswerable",
            "question": _plain(values["question"]).rstrip("? ") + "?",
            "documents": [document],
            "evidence": right,
        },
        ensure_ascii=False,
    )


def _plain(text: str) -> str:
    """Return tokenised text as it is written: no space before a comma, quotation marks whole."""
    text = text.replace("``", '"').replace("''", '"')
    text = re.sub(r"\s+([,.;:?!%)\]])", r"\1", text)
    text = re.sub(r"([(\[$])\s+", r"\1", text)
    return re.sub(r"\s+('s|n't|'re|'ve|'ll|'d|'m)\b", r"\1", text)


if __name__ == "__main__":
    main()
