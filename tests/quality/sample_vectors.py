"""Writes the sample by which a copy of the default model is compared with the original.

    python -m tests.quality.sample_vectors

The texts of `index/sample.json` stay; their vectors become those that the original gives them, as
sentence-transformers runs it.
"""

import json

from index import SentenceTransformerEmbedder
from index.agreement import SAMPLE


def main() -> None:
    embedder = SentenceTransformerEmbedder()
    texts = [each["text"] for each in json.loads(SAMPLE.read_bytes())]
    lines = []
    for text in texts:
        vector = [round(float(value), 4) for value in embedder.embed_question(text)]
        lines.append(json.dumps({"text": text, "vector": vector}, separators=(",", ":")))
    SAMPLE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
