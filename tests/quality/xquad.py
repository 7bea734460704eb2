"""Makes an evaluation of XQuAD: each paragraph a document, questions with their evidence.

    python tests/quality/xquad.py xquad.en.json FOLDER
    alliance evaluate FOLDER/questions.jsonl --documents FOLDER/documents --no-starter

XQuAD (https://github.com/google-deepmind/xquad, CC BY-SA 4.0) has the form of SQuAD. The evidence of
a question is the sentence in which its answer begins; a document's name tells nothing.
"""

import argparse
import json
from pathlib import Path
from typing import Any

from sources.sentences import sentence_spans


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="a file in SQuAD's form")
    parser.add_argument("folder", type=Path, help="where the documents and questions go")
    arguments = parser.parse_args()
    articles = json.loads(arguments.file.read_text(encoding="utf-8"))["data"]
    documents = arguments.folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    paragraphs = [paragraph for article in articles for paragraph in article["paragraphs"]]
    lines = []
    for number, paragraph in enumerate(paragraphs):
        (documents / f"paragraph-{number}.txt").write_bytes(paragraph["context"].encode())
        lines += [_line(paragraph["context"], question) for question in paragraph["qas"]]
    (arguments.folder / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _line(text: str, question: dict[str, Any]) -> str:
    answer = question["answers"][0]
    start = answer["answer_start"]
    spans = [(a, b) for a, b in sentence_spans(text) if a <= start < b]
    evidence = text[slice(*spans[0])] if spans else answer["text"]
    return json.dumps(
        {
            "id": question["id"],
            "kind": "xquad",
            "question": question["question"],
            "expected": answer["text"],
            "evidence": evidence,
        },
        ensure_ascii=False,
    )


if __name__ == "__main__":
    main()
