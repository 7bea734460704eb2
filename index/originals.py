"""The files as they were added, named by their hash."""

from pathlib import Path, PurePath

from .files import write_whole


class Originals:
    """A folder that keeps the bytes of each document under its id, with the file's ending."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, document_id: str, name: str, data: bytes) -> None:
        """Keep the bytes of a document; ``name`` is the file's name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / (document_id + PurePath(name).suffix.lower())
        if not path.exists():
            write_whole(path, data)

    def path(self, document_id: str) -> Path | None:
        """Return where the file of a document lies, None if it was not kept."""
        return next(self._folder.glob(f"{document_id}.*"), None)

    def drop(self, document_id: str) -> None:
        """Forget the file of a document."""
        for path in self._folder.glob(f"{document_id}.*"):
            path.unlink(missing_ok=True)
