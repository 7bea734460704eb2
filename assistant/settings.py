"""What can be set. Built once where the program starts; the layers below take plain values."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

from index import DEFAULT_MODEL, DEFAULT_READER
from sources.errors import SettingsError

_YES_OR_NO = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the library lies, which models serve it, and whether a new one gets the starter.

    ``model`` embeds its passages, ``reader`` reads the best of them again with a question.
    """

    home: Path
    model: str = DEFAULT_MODEL
    starter: bool = True
    reader: str = DEFAULT_READER

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Return the settings that the ALLIANCE_… variables make: HOME, MODEL, STARTER, READER.

        Raises SettingsError when a value is not understood.
        """
        starter = (environment.get("ALLIANCE_STARTER") or "1").lower()
        if starter not in _YES_OR_NO:
            raise SettingsError(
                f"ALLIANCE_STARTER is {starter!r}. Set it to 1 for a library that begins with the "
                "starter briefs, to 0 for an empty one."
            )
        return cls(
            home=Path(os.path.expanduser(environment.get("ALLIANCE_HOME") or default_home())),
            model=environment.get("ALLIANCE_MODEL") or DEFAULT_MODEL,
            starter=_YES_OR_NO[starter],
            reader=environment.get("ALLIANCE_READER") or DEFAULT_READER,
        )


def default_home() -> Path:
    """Return the folder for the library where none is set: the platform's user data folder."""
    return user_data_path("alliance-assistant", appauthor=False)
