"""Passwords that are kept as what scrypt makes of them, so that nobody can read them back."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from dataclasses import dataclass

# 32 MB of memory and a quarter of a second for each try, also for who steals the file.
_COST, _BLOCK, _ROUNDS = 2**15, 8, 3
_SALT, _KEY = 16, 32
_FORM = re.compile(r"scrypt:(\d{4,7}):(\d{1,2}):(\d{1,2}):([0-9a-f]{32}):([0-9a-f]{64})")
_MOST_MEMORY = 300_000_000


@dataclass(frozen=True, slots=True)
class PasswordHash:
    """What scrypt made of a password, with its salt and what it costs to make it again."""

    cost: int
    block: int
    rounds: int
    salt: bytes
    key: bytes

    @classmethod
    def of(cls, password: str) -> "PasswordHash":
        """Return the hash of a password with a new salt."""
        salt = secrets.token_bytes(_SALT)
        key = _scrypt(password, salt, _COST, _BLOCK, _ROUNDS)
        return cls(_COST, _BLOCK, _ROUNDS, salt, key)

    @classmethod
    def of_nothing(cls) -> "PasswordHash":
        """Return a hash that no password has; trying one takes as long as with any other."""
        salt, key = secrets.token_bytes(_SALT), secrets.token_bytes(_KEY)
        return cls(_COST, _BLOCK, _ROUNDS, salt, key)

    @classmethod
    def parse(cls, text: str) -> "PasswordHash | None":
        """Return the hash that a text holds, None where it holds none that can be used."""
        match = _FORM.fullmatch(text)
        if match is None:
            return None
        cost, block, rounds = (int(each) for each in match.groups()[:3])
        if cost < 2 or cost & (cost - 1) or not block or not rounds:
            return None
        if 128 * block * (cost + rounds) > _MOST_MEMORY:
            return None
        return cls(cost, block, rounds, bytes.fromhex(match[4]), bytes.fromhex(match[5]))

    def __str__(self) -> str:
        return f"scrypt:{self.cost}:{self.block}:{self.rounds}:{self.salt.hex()}:{self.key.hex()}"

    def matches(self, password: str) -> bool:
        """Tell whether a password has this hash."""
        key = _scrypt(password, self.salt, self.cost, self.block, self.rounds)
        return hmac.compare_digest(key, self.key)


def _scrypt(password: str, salt: bytes, cost: int, block: int, rounds: int) -> bytes:
    # Keyboards write the same letters in several ways.
    secret = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    memory = 128 * block * (cost + rounds + 2) + 1_000_000
    return hashlib.scrypt(secret, salt=salt, n=cost, r=block, p=rounds, maxmem=memory, dklen=_KEY)
