"""The plan of the house: which way imports run, and where each heavy library lives."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parent.parent
LAYERS = ["sources", "index", "assistant", "ui"]
HOMES = {
    "pypdf": "sources",
    "pypdfium2": "sources",
    "PIL": "sources",
    "bs4": "sources",
    "lxml": "sources",
    "openpyxl": "sources",
    "rapidocr": "sources",
    "markdown_it": "sources",
    "httpx": "sources",
    "faiss": "index",
    "sqlite3": "index",
    "onnx": "index",
    "onnxruntime": "index",
    "safetensors": "index",
    "sentence_transformers": "index",
    "tokenizers": "index",
    "torch": "index",
    "transformers": "index",
    "gradio": "ui",
    "fastapi": "ui",
    "uvicorn": "ui",
}
# What may be imported inside functions, and why: see the comments there.
LATE = {
    ("index/conversion.py", "graph"),
    ("index/default_embedder.py", "conversion"),
    ("index/onnx_reader.py", "onnxruntime"),
    ("index/tokenizing.py", "tokenizers"),
    ("index/readers.py", "torch"),
    ("index/readers.py", "transformers"),
    ("index/torch_embedder.py", "sentence_transformers"),
    ("index/torch_embedder.py", "torch"),
    ("index/torch_embedder.py", "transformers.utils"),
    ("sources/fetch.py", "httpx"),
    ("sources/eml.py", "html"),
    ("sources/load.py", "readers"),
    ("sources/recognition.py", "rapidocr"),
    ("sources/worker.py", "resource"),
    ("ui/cli.py", "commands"),
    ("ui/cli.py", "importlib.metadata"),
    ("ui/people_commands.py", "web"),
}
FILES = [path for layer in LAYERS for path in sorted((ROOT / layer).glob("*.py"))]


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each imported module with the number of dots before it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((name.name, 0) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", node.level


def late_imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (module for module, _ in imports(node))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_layer_imports_only_itself_and_those_below(path: Path) -> None:
    layer = LAYERS.index(path.parent.name)
    for module, level in imports(parsed(path)):
        top = module.split(".")[0]
        if level == 0 and top in LAYERS:
            assert LAYERS.index(top) < layer, f"{path.name} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_each_heavy_library_has_one_home(path: Path) -> None:
    for module, level in imports(parsed(path)):
        home = HOMES.get(module.split(".")[0]) if level == 0 else None
        assert home in (None, path.parent.name), f"{module} belongs to {home}"


def test_imports_inside_functions_are_the_ones_that_are_explained() -> None:
    found = {
        (f"{path.parent.name}/{path.name}", module)
        for path in FILES
        for module in late_imports(parsed(path))
    }
    assert found == LATE


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_has_fewer_than_three_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < 300


def test_the_public_door_names_what_it_opens() -> None:
    public = {
        name
        for name, value in vars(assistant).items()
        if not name.startswith("_") and type(value).__name__ != "module"
    }
    assert sorted(assistant.__all__) == sorted(public)


def test_asking_for_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from ui.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    loaded = set(ast.literal_eval(run.stdout.splitlines()[-1]))
    assert "usage: alliance" in run.stdout
    assert not loaded & {*HOMES, "assistant", "index", "sources", "numpy"}
