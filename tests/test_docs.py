"""The documentation is held to the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
ROWS = re.findall(r"^\| `(\w+)` \| .* \| `(waargemaakt [^`]+)` \|$", (ROOT / "README.md").read_text("utf-8"), re.M)


def test_the_readme_lists_every_command() -> None:
    """Each command has a row with an example, and no row is of a command that is not there."""
    assert [name for name, _ in ROWS] and {name for name, _ in ROWS} == set(cli.commands)


@pytest.mark.parametrize(("name", "example"), ROWS)
def test_every_example_names_real_options(name: str, example: str) -> None:
    """The options in an example are options of its command."""
    words = shlex.split(example)[1:]
    known = {option for parameter in cli.commands[name].params for option in parameter.opts}

    used = {word for word in words if word.startswith("-")}

    assert words[0] == name
    assert used <= known


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_has_help_with_an_example(name: str) -> None:
    """`--help` tells what a command does and shows it."""
    shown = CliRunner().invoke(cli, [name, "--help"])

    assert shown.exit_code == 0
    assert f"waargemaakt {name}" in shown.output


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """A relative link in the documentation names a file that exists."""
    links = re.findall(r"\]\(([^)#]+)", page.read_text("utf-8"))

    missing = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert missing == []
