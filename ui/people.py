"""The people of a server: who may come in, who is in, and for how long."""

from dataclasses import dataclass
from pathlib import Path

from .accounts import Accounts, account_name
from .attempts import Attempts
from .password_hash import PasswordHash
from .sessions import Sessions


@dataclass(frozen=True, slots=True)
class Refused:
    """That nobody came in; ``wait`` are the seconds until it may be tried again, 0 for now."""

    wait: int = 0


class People:
    """Lets people in by name and password, and knows them by their token afterwards."""

    def __init__(self, accounts: Accounts, sessions: Sessions, attempts: Attempts) -> None:
        self._accounts = accounts
        self._sessions = sessions
        self._attempts = attempts
        self._nobody = PasswordHash.of_nothing()

    @classmethod
    def open(cls, path: Path, home: Path) -> "People":
        """Return the people of a file, whose logins are kept in a home. Raises SettingsError."""
        return cls(Accounts.open(path), Sessions.of_home(home), Attempts())

    def log_in(self, name: str, password: str, address: str) -> str | Refused:
        """Return the token of a new login, or why there is none; takes as long for any name."""
        known_as = account_name(name) or ""
        if wait := self._attempts.begin(known_as, address):
            return Refused(wait)
        known = self._accounts.known()
        hash = known.get(known_as, self._nobody)
        if not hash.matches(password) or known_as not in known:
            return Refused()
        self._attempts.succeeded(known_as, address)
        return self._sessions.begin(known_as, known)

    def who(self, token: str) -> str | None:
        """Return whose login a token is, None where it is nobody's any more."""
        return self._sessions.name_of(token, self._accounts.known())

    def log_out(self, token: str) -> None:
        """End a login."""
        self._sessions.end(token)
