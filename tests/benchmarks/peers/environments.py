"""The environments of the peers, made and installed here and used again while they stand."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# One version for all, so that it makes no difference.
_TORCH = "torch==2.13.0"
_INSTALLED = "installed.json"
_TOLD = ("torch", "transformers")


@dataclass(frozen=True)
class Peer:
    """What a person might use instead: its module here, and what has to be installed for it."""

    name: str
    module: str
    requirements: tuple[str, ...]


PEERS = (
    Peer("txtai", "with_txtai", ("txtai>=9.14,<10",)),
    Peer(
        "LlamaIndex",
        "with_llamaindex",
        ("llama-index-core>=0.14,<0.15", "llama-index-embeddings-huggingface>=0.8,<0.9"),
    ),
    Peer(
        "Haystack", "with_haystack", ("haystack-ai>=3.4,<4", "sentence-transformers-haystack>=2,<3")
    ),
)


def python_of(peer: Peer, folder: Path) -> Path:
    """Return the Python of a peer's environment in a folder, made and installed where it is not."""
    environment = folder / peer.name.lower()
    python = environment / "bin" / "python"
    wanted, kept = [_TORCH, *peer.requirements], environment / _INSTALLED
    if not kept.exists() or json.loads(kept.read_bytes()) != wanted:
        print(f"installing {peer.name} in {environment}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        # PyTorch first and alone: what is there is not looked for in another build.
        for packages in ([_TORCH], wanted):
            install = [python, "-m", "pip", "install", "--quiet", *packages]
            subprocess.run(install, check=True, stderr=subprocess.DEVNULL)
        kept.write_text(json.dumps(wanted), encoding="utf-8")
    return python


def versions(peer: Peer, python: Path) -> str:
    """Return which versions an environment has of what counts."""
    names = [requirement.partition(">")[0] for requirement in peer.requirements]
    program = (
        "import sys; from importlib.metadata import version; "
        "print(', '.join(f'{name} {version(name)}' for name in sys.argv[1:]))"
    )
    command = [python, "-c", program, *names, *_TOLD]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
