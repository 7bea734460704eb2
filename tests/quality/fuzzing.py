"""Adds damaged copies of good files to one library, and checks that nothing is harmed.

    python -m tests.quality.fuzzing [--each 500] [--format .docx] [--seed 1]

Good files of each format are made here and mutated: bits flipped, cut short, blocks doubled, parts
of two files joined, numbers made extreme; in packages also inside the members. Each is added as
`alliance add` does it. The program stops at the first harm: an error of another kind than those that
are told to the user, more time or memory than is allowed, or a library that is not whole. Else it
prints, for each format, how often there was which outcome, and the longest time.
"""

import argparse
import random
import re
import resource
import sqlite3
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import NamedTuple

import numpy as np
import openpyxl
from reportlab.pdfgen.canvas import Canvas

from assistant import Assistant, Outcome
from index import Entry, Originals, Store
from sources import ReadingProcess, document_id
from sources.fetch import Fetcher
from sources.load import FORMATS
from tests.conftest import WordEmbedder
from tests.test_docx import docx, p
from tests.test_epub import epub
from tests.test_mhtml import saved
from tests.test_opendocument import opendocument
from tests.test_pptx import BODY, TITLE, pptx, shape

MOST_SECONDS = 60
MOST_BYTES = 1_500_000_000
CHECKED_EVERY = 50
_EXTREMES = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e999", b"")


class Tally(NamedTuple):
    """What became of the files of a format: how many of each outcome, and the longest time."""

    outcomes: Mapping[str, int]
    seconds: float


def good_files() -> dict[str, bytes]:
    """Return a good file of each format, by ending."""
    made = {
        ".txt": _text().encode(),
        ".md": b"# Tea\n\nTea is hot.[^1]\n\n| Tea | Price |\n|---|---|\n| Green | 3 |\n\n"
        b"[^1]: Tea Board, <https://tea.example>\n\n- A cup\n- A leaf\n",
        ".html": b"<!DOCTYPE html><html lang=en><title>Tea</title><main><h1>Tea</h1><p>Tea is <b>hot</b>"
        b"&amp; fresh.</p><table><tr><th>Tea<td>3</table><ul><li>Cup<li>Leaf</ul></main></html>",
        ".pdf": _pdf(),
        ".docx": docx(p("Tea", "berschrift1") + p("Tea is hot.") + p("A cup of tea is 3 euros.")),
        ".xlsx": _xlsx(),
        ".pptx": pptx(shape(TITLE, "Tea") + shape(BODY, "Tea is hot."), notes="Say it."),
        ".odt": opendocument("text", "<text:h text:outline-level='1'>Tea</text:h>" + _paragraphs()),
        ".ods": opendocument("spreadsheet", _sheet()),
        ".odp": opendocument("presentation", _slide()),
        ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}{\info{\title Tea}}\pard\b Tea\b0\par "
        rb"Th\'e9 \u233? is hot.\par\trowd\cellx900\cellx1800 Green\cell 3\cell\row\pard Cups.\par}",
        ".epub": epub(),
        ".eml": _eml(),
        ".mhtml": saved(),
        ".csv": b'Tea,Price\nGreen,3\n"Black, hot",4\n',
        ".tsv": b"Tea\tPrice\nGreen\t3\nBlack\t4\n",
    }
    alike = {
        each: [ending for ending in made if FORMATS[ending] == FORMATS[each]] for each in FORMATS
    }
    missing = [ending for ending, known in alike.items() if not known]
    assert not missing, f"There is no good file for {missing}."
    return made


def _text() -> str:
    return "Tea\n\n" + "".join(f"Tea number {n} is hot. A cup of it is {n}.\n\n" for n in range(20))


def _pdf() -> bytes:
    file = BytesIO()
    canvas = Canvas(file)
    canvas.setTitle("Tea")
    for page in range(3):
        for line in range(9):
            canvas.drawString(72, 700 - 14 * line, f"Tea {page} of line {line} is hot in its cup.")
        canvas.bookmarkPage(str(page))
        canvas.addOutlineEntry(f"Tea {page}", str(page))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _xlsx() -> bytes:
    workbook, file = openpyxl.Workbook(), BytesIO()
    for row in (["Tea", "Price", "Share"], ["Green", 3.5, 0.25], ["Black", 4, True]):
        workbook.active.append(row)
    workbook.active.merge_cells("A5:C5")
    workbook.save(file)
    return file.getvalue()


def _paragraphs() -> str:
    line = "<text:p>Tea<text:s text:c='2'/>number {} is <text:span>hot</text:span>.</text:p>"
    return "".join(map(line.format, range(9)))


def _sheet() -> str:
    cell = "<table:table-cell table:number-columns-repeated='2'>{}</table:table-cell>"
    row = f"<table:table-row table:number-rows-repeated='2'>{cell}</table:table-row>"
    return f"<table:table table:name='Tea'>{row.format(_paragraphs())}</table:table>"


def _slide() -> str:
    box = f"<draw:frame><draw:text-box>{_paragraphs()}</draw:text-box></draw:frame>"
    return f"<draw:page draw:name='1'>{box}</draw:page>"


def _eml() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "On tea", "Tea Board <board@tea.example>"
    mail["Date"] = "Mon, 06 May 2024 23:30:00 +0200"
    mail.set_content("Thé is hot.\n\nCups are cold.\n")
    mail.add_alternative("<p>Thé is hot.</p>", subtype="html")
    mail.add_attachment(b"Tea is a leaf.", maintype="text", subtype="plain", filename="leaf.txt")
    return mail.as_bytes()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return a damaged copy of a file; of a package often one whose members are damaged."""
    if zipfile.is_zipfile(BytesIO(data)) and chance.random() < 0.7:
        return _mutated_inside(data, chance)
    for _ in range(chance.choice((1, 1, 2, 5))):
        data = chance.choice(_MUTATIONS)(data, chance)
    return data


def _mutated_inside(data: bytes, chance: random.Random) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as good, zipfile.ZipFile(file, "w") as bad:
        names = good.namelist()
        hit = set(chance.sample(names, min(len(names), chance.choice((1, 1, 2)))))
        for name in names:
            member = good.read(name)
            if name in hit:
                # Most other damage leaves no XML, which is refused before more is looked at.
                mutate = _extreme if chance.random() < 0.5 else chance.choice(_MUTATIONS)
                member = mutate(member, chance)
            if name not in hit or chance.random() < 0.95:
                bad.writestr(name, member)
    return file.getvalue()


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 30)) if data else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 200)) + data[end:]


def _drop(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def _splice(data: bytes, chance: random.Random) -> bytes:
    start, end = _stretch(data, chance)
    place = chance.randrange(len(data) + 1)
    return data[:place] + data[start:end] + data[place + end - start :]


def _extreme(data: bytes, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return _flip(data, chance)
    number = chance.choice(numbers)
    return data[: number.start()] + chance.choice(_EXTREMES) + data[number.end() :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 16, 256, 2_000)))


_MUTATIONS: Sequence[Callable[[bytes, random.Random], bytes]] = (
    _flip, _cut, _double, _drop, _splice, _extreme,
)  # fmt: skip


class Fuzzing:
    """Adds damaged files to one library, in a folder of its own."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self._store, self._originals = Store(folder), Originals(folder / "originals")
        self._embedder = WordEmbedder()
        parts = self._store, self._originals, self._embedder, Fetcher()
        self._assistant = Assistant(*parts, ReadingProcess(MOST_SECONDS))
        self._texts = dict[str, str]()
        # What ran before in this process may have needed more.
        self._most_bytes = max(peak(), MOST_BYTES)

    def close(self) -> None:
        """Close the library."""
        self._assistant.close()

    def run(self, ending: str, good: bytes, count: int) -> Tally:
        """Add so many damaged copies of a file, and return what became of them."""
        outcomes, longest = Counter[str](), 0.0
        (self._folder / f"good{ending}").write_bytes(good)
        additions = self._assistant.add([str(self._folder / f"good{ending}")])
        assert {each.outcome for each in additions} <= {Outcome.ADDED, Outcome.UNCHANGED}
        for number in range(1, count + 1):
            path = self._folder / f"{number}{ending}"
            path.write_bytes(mutated(good, self._chance))
            started = monotonic()
            for addition in self._assistant.add([str(path)]):
                outcomes[addition.outcome] += 1
                assert addition.outcome is not Outcome.SKIPPED or addition.reason
            longest = max(longest, monotonic() - started)
            assert longest < MOST_SECONDS + 5, f"{path.name} took {longest:.0f} seconds"
            path.unlink()
            if number % CHECKED_EVERY == 0:
                self.check()
        self.check()
        return Tally(outcomes, longest)

    def check(self) -> None:
        """Check that the library is whole, and that what was in it before is there unchanged."""
        assert peak() <= self._most_bytes
        entries = {entry.id: entry for entry in self._store.entries()}
        assert self._texts.keys() <= entries.keys()
        for id in entries:
            document, path = self._store.document(id), self._originals.path(id)
            assert document
            assert path
            assert document_id(path.read_bytes()) == id
            assert self._texts.setdefault(id, document.text) == document.text
        self._check_passages(entries)
        with closing(sqlite3.connect(self._folder / "library.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []

    def _check_passages(self, entries: Mapping[str, Entry]) -> None:
        everything = np.ones(self._embedder.dimension, np.float32)
        numbers = [number for number, _ in self._store.dense_search(everything, 1_000_000)]
        stored = self._store.passages(numbers)
        counts = Counter(each.document_id for each in stored)
        assert counts == {id: entry.passages for id, entry in entries.items()}
        for each in stored:
            text, passage = self._texts[each.document_id], each.passage
            assert text[passage.start : passage.end] == passage.text


def peak() -> int:
    """Return the most memory that this process, or one that it started, ever had, in bytes."""
    kinds = resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN
    most = max(resource.getrusage(kind).ru_maxrss for kind in kinds)
    return most if sys.platform == "darwin" else most * 1024


def main() -> None:
    files = good_files()
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=500, help="files a format (%(default)s)")
    parser.add_argument("--format", choices=list(files), help="only this one")
    parser.add_argument("--seed", type=int, default=1, help="draws the damage (%(default)s)")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder, closing(Fuzzing(Path(folder), arguments.seed)) as fuzzing:
        for ending, good in files.items():
            if arguments.format in (None, ending):
                tally = fuzzing.run(ending, good, arguments.each)
                told = ", ".join(f"{n} {outcome}" for outcome, n in sorted(tally.outcomes.items()))
                print(f"{ending}\t{told}\tlongest {tally.seconds:.1f} s", flush=True)
    print(f"No harm. Most memory of a process: {peak() / 1e6:,.0f} MB")


if __name__ == "__main__":
    main()
