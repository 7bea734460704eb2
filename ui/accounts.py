"""Who may log in: a file with a line for each person, the name and the hash of the password."""

import logging
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from index.files import write_whole
from sources.errors import SettingsError

from .password_hash import PasswordHash

_log = logging.getLogger(__name__)
_NAME = re.compile(r"\w[\w.@-]{0,63}")
_SHORTEST, _LONGEST = 8, 1_000
_FOR_ITS_OWNER = 0o600

Known = Mapping[str, PasswordHash]


class Accounts:
    """The people of a file; what is changed in the file holds at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._state: object = None
        self._known: Known = {}

    @classmethod
    def open(cls, path: Path) -> "Accounts":
        """Return the people of a file. Raises SettingsError where it names nobody."""
        if not read_accounts(path):
            raise SettingsError(f"Nobody is in {path} yet. {_how_to_add(path)}")
        return cls(path)

    def known(self) -> Known:
        """Return the hashes by name, as the file is now; where it cannot be read, nobody's."""
        try:
            status = self._path.stat()
            state: object = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError as error:
            state = error.strerror
        if state != self._state:
            self._state, self._known = state, self._read()
        return self._known

    def _read(self) -> Known:
        try:
            return read_accounts(self._path)
        except SettingsError as error:
            _log.warning("Nobody can log in now: %s", error)
            return {}


def account_name(name: str) -> str | None:
    """Return the form in which a name is kept, None where it cannot be one."""
    name = unicodedata.normalize("NFKC", name).strip().casefold()
    return name if _NAME.fullmatch(name) else None


def read_accounts(path: Path) -> dict[str, PasswordHash]:
    """Return the hashes of a file by name. Raises SettingsError."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise SettingsError(f"There is no file {path}. {_how_to_add(path)}") from error
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise SettingsError(f"The users in {path} cannot be read ({why}).") from error
    known: dict[str, PasswordHash] = {}
    for number, line in enumerate(lines, start=1):
        name, _, rest = line.partition(":")
        hash = PasswordHash.parse(rest)
        if hash is None or account_name(name) != name or name in known:
            raise SettingsError(
                f"Line {number} of {path} names no user. Delete the line, then add the user again."
            )
        known[name] = hash
    return known


def add_account(path: Path, name: str, password: str) -> bool:
    """Keep a person with a password, and tell whether the name is new. Raises SettingsError."""
    kept_name = account_name(name)
    if kept_name is None:
        raise SettingsError(
            "A name has 1 to 64 letters, digits, dots, hyphens, underscores and at signs, and "
            "begins with a letter or digit. Choose another."
        )
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise SettingsError(
            f"A password has {_SHORTEST} characters or more, and {_LONGEST:,} at most. Choose "
            "another; some words that have nothing to do with each other are a good one."
        )
    known = read_accounts(path) if path.exists() else {}
    is_new = kept_name not in known
    _write(path, {**known, kept_name: PasswordHash.of(password)})
    return is_new


def remove_account(path: Path, name: str) -> None:
    """Forget a person. Raises SettingsError where there is none of that name."""
    known = read_accounts(path)
    kept_name = account_name(name) or ""
    if kept_name not in known:
        raise SettingsError(f"Nobody in {path} has this name. See: alliance user list")
    del known[kept_name]
    _write(path, known)


def _write(path: Path, known: Known) -> None:
    text = "".join(f"{name}:{hash}\n" for name, hash in sorted(known.items()))
    try:
        write_whole(path.resolve(), text.encode(), _FOR_ITS_OWNER)
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be written ({error.strerror}). Choose another file with --auth."
        ) from error


def _how_to_add(path: Path) -> str:
    return f"Add somebody with: alliance user add NAME --auth {path}"
