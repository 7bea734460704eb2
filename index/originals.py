"""The files as they were added, named by their hash, and a list of where they came from."""

import json
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from .files import drop_unfinished, is_older, write_whole

# A file is kept just before its document is stored, which waits for other programs for less.
_SURELY_LEFT_BEHIND = 3600.0


class Originals:
    """A folder that keeps the bytes of each document under its id, with the file's ending.

    Beside it stands a list of where they came from, for a database that is lost.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._list = folder.with_name("sources.jsonl")

    def keep(self, document_id: str, name: str, data: bytes) -> None:
        """Keep the bytes of a document; ``name`` is the file's name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / (document_id + PurePath(name).suffix.lower())
        if path.exists():
            path.touch()  # so that it is not taken for one that was left behind
        else:
            write_whole(path, data)

    def path(self, document_id: str) -> Path | None:
        """Return where the file of a document lies, None if it was not kept."""
        return next(self._folder.glob(f"{document_id}.*"), None)

    def sizes(self) -> dict[str, int]:
        """Return the number of bytes of each document's file, by the document's id."""
        sizes = {}
        for path in self._folder.glob("[!.]*"):
            # A document may be removed while the files are gone through.
            with suppress(FileNotFoundError):
                sizes[path.name.split(".")[0]] = path.stat().st_size
        return sizes

    def drop(self, document_id: str) -> None:
        """Forget the file of a document."""
        for path in self._folder.glob(f"{document_id}.*"):
            path.unlink(missing_ok=True)

    @property
    def listed(self) -> bool:
        """Whether there is a list of where documents came from."""
        return self._list.exists()

    def list_sources(self, sources: Mapping[str, str]) -> None:
        """Add where documents came from, by their ids, as far as the disk has room for it."""
        with suppress(OSError), self._list.open("a", encoding="ascii") as file:
            # A line begins with its break: what a crash left unfinished spoils itself alone.
            file.writelines("\n" + json.dumps(each) for each in sources.items())

    def sources(self) -> dict[str, str]:
        """Return where documents came from as it was last kept, by their ids."""
        try:
            lines = self._list.read_bytes().splitlines()
        except OSError:
            return {}
        kept = {}
        for line in lines:
            with suppress(ValueError, TypeError, RecursionError):
                id, source = json.loads(line)
                kept[str(id)] = str(source)
        return kept

    def sweep(
        self, ids: Callable[[], Collection[str]], older_than: float = _SURELY_LEFT_BEHIND
    ) -> None:
        """Delete what a crash left behind: files of no document that are older than some seconds.

        ``ids`` returns the ids of the library's documents; it is asked after the files are listed.
        """
        drop_unfinished(self._folder, older_than)
        old = [path for path in self._folder.glob("[!.]*") if is_older(path, older_than)]
        known = ids() if old else ()
        for path in old:
            if path.name.split(".")[0] not in known:
                path.unlink(missing_ok=True)
