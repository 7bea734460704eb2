"""What the commands do that open the web chat and say who may come in."""

import argparse
import os
import sys
from contextlib import closing
from ipaddress import ip_address
from pathlib import Path

from assistant import Assistant, Conversations, Settings
from sources.errors import SettingsError

from .accounts import add_account, read_accounts, remove_account
from .gradio_import import without_stubs
from .passwords import new_password
from .people import People
from .printing import add_starter
from .terminal import printable

_PUBLIC = (
    "With --host {} other machines can open the page. Say who may, with --auth FILE (make the file "
    "with: alliance user add NAME --auth FILE), or leave out --host to serve this machine only."
)
_NO_LOGIN = (
    "alliance: There is no login: whoever opens the page can ask{}. If others reach it, add --auth "
    "FILE."
)
_NOT_ENCRYPTED = (
    "alliance: What is sent to other machines is not encrypted. Beyond a network that you trust, "
    "put a server with HTTPS in front of it (see the README)."
)


def serve_command(assistant: Assistant, settings: Settings, arguments: argparse.Namespace) -> int:
    """Open the web chat until it is interrupted, and return the exit status.

    Raises SettingsError where it would be open to anybody.
    """
    file, is_private = _auth_file(arguments), _is_this_machine(arguments.host)
    if file is None and not is_private:
        raise SettingsError(_PUBLIC.format(arguments.host))
    people = None if file is None else People.open(file, settings.home)
    add_starter(assistant)
    if arguments.read_only:
        assistant.keep_documents()
    with without_stubs():
        # Imported late: it takes seconds, which no command without a page should pay.
        from .web import serve

    def tell(address: str) -> None:
        print(f"The web chat is open at {address} (Ctrl+C ends it)", flush=True)
        if people is None and arguments.name:
            changes = "" if arguments.read_only else ", add and remove"
            print(_NO_LOGIN.format(changes), file=sys.stderr)
        if not is_private:
            print(_NOT_ENCRYPTED, file=sys.stderr)

    with closing(Conversations.open(settings.home)) as conversations:
        serve(
            assistant, arguments.host, arguments.port, tell, conversations, people, arguments.name
        )
    return 0


def user_command(arguments: argparse.Namespace) -> int:
    """Add, remove or list those who may log in, and return the exit status."""
    file = _auth_file(arguments)
    if file is None:
        raise SettingsError("Name the file of the people with --auth FILE, or set ALLIANCE_AUTH.")
    if (arguments.name is None) != (arguments.act == "list"):
        print("alliance: Give NAME with add and remove, and none with list.", file=sys.stderr)
        return 2
    if arguments.act == "list":
        for name in sorted(read_accounts(file)):
            print(printable(name))
    elif arguments.act == "remove":
        remove_account(file, arguments.name)
        print(printable(f"Removed {arguments.name}. Conversations stay with the name."))
    else:
        is_new = add_account(file, arguments.name, new_password(arguments))
        print(printable(f"{'Added' if is_new else 'Changed the password of'} {arguments.name}"))
    return 0


def _auth_file(arguments: argparse.Namespace) -> Path | None:
    named = arguments.auth or os.environ.get("ALLIANCE_AUTH")
    return Path(named).expanduser() if named else None


def _is_this_machine(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"
