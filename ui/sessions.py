"""Logins that last: a file for each, whose name tells nobody the cookie that it belongs to."""

import hashlib
import json
import re
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp

from index.files import write_whole

from .accounts import Known

DAYS = 14
_SECONDS = DAYS * 24 * 60 * 60
_TOKEN = re.compile(r"[0-9a-f]{64}")
_MOST_OF_ONE = 20


@dataclass(frozen=True, slots=True)
class _Login:
    name: str
    account: str
    until: float


class Sessions:
    """The logins of a server; they outlive it in a folder, which is for its owner only."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @classmethod
    def of_home(cls, home: Path) -> "Sessions":
        """Return the logins kept in a home; where it is read-only, they end with the server."""
        folder = home / "logins"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            (folder / "kept").touch(0o600)
        except OSError:
            folder = Path(mkdtemp(prefix="alliance-"))
        return cls(folder)

    def begin(self, name: str, known: Known) -> str:
        """Return the token of a new login; of one person's many logins, the oldest end."""
        for _, path in self._alive(name)[_MOST_OF_ONE - 1 :]:
            path.unlink(missing_ok=True)
        token = secrets.token_hex(32)
        login = _Login(name, _account(name, known), time.time() + _SECONDS)
        write_whole(self._path(token), json.dumps(asdict(login)).encode(), 0o600)
        return token

    def name_of(self, token: str, known: Known) -> str | None:
        """Return whose login a token is; None where it is over, or the account is another now."""
        login = _read(self._path(token)) if _TOKEN.fullmatch(token) else None
        if login is None or login.until < time.time() or login.name not in known:
            return None
        return login.name if login.account == _account(login.name, known) else None

    def end(self, token: str) -> None:
        """End a login."""
        if _TOKEN.fullmatch(token):
            self._path(token).unlink(missing_ok=True)

    def _alive(self, name: str) -> list[tuple[float, Path]]:
        """Return the logins of a person, the newest first; those of anybody that are over go."""
        alive = []
        for path in self._folder.glob("*.json"):
            login = _read(path)
            if login is None or login.until < time.time():
                path.unlink(missing_ok=True)
            elif login.name == name:
                alive.append((login.until, path))
        return sorted(alive, reverse=True)

    def _path(self, token: str) -> Path:
        return self._folder / f"{hashlib.sha256(token.encode()).hexdigest()}.json"


def _account(name: str, known: Known) -> str:
    return hashlib.sha256(f"{name}:{known[name]}".encode()).hexdigest()


def _read(path: Path) -> _Login | None:
    try:
        return _Login(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
