"""What the tests of the pipeline are made of: pages and blocks from a plain notation, and the documents as read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from rapidfuzz.distance import Indel

from corpus.model import Block, Box, DocId, Given, Quote, Reading, Role, SectionKind, Word
from corpus.profile import load_profile
from corpus.wordlist import dutch_words_lower
from pipeline.dutch import clean
from pipeline.language import Dutch, dutch
from pipeline.outline import KindOf, Theme
from pipeline.page import Char, Opened, Page, Panel
from pipeline.read import read_pdf
from pipeline.rules import rules
from pipeline.run import read_document

CASES = Path(__file__).parent / "cases"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
PLAN = SAMPLES / "veerhuizen-koersplan-2024-2028.pdf"
REPORTS = (SAMPLES / "veerhuizen-jaarverslag-2024.pdf", SAMPLES / "veerhuizen-jaarverslag-2025.pdf")
PROFILE = str(SAMPLES / "veerhuizen.toml")
DOC = DocId("0123456789abcdef")


def cases(folder: str) -> list[Path]:
    """The case files of one folder; an empty folder is a mistake."""
    found = sorted((CASES / folder).glob("*.txt"))
    assert found, f"no cases in {folder}"
    return found


def case_of(path: Path) -> tuple[list[str], list[str]]:
    """The lines above and below the bar of a case file; `\\u00ad` stands for the character of that number."""
    given, expected = re.sub(
        r"\\u([0-9a-f]{4})", lambda match: chr(int(match.group(1), 16)), path.read_text("utf-8")
    ).split("----\n")
    return given.splitlines(), expected.splitlines()


# Pages, from lines like `at 72 100 10 bold | Wat hier staat` and `box 60 90 300 200 grey`


def drawn(text: str, x: float, baseline: float, size: float, *flags: str) -> Iterator[Char]:
    """The characters of a text, each half its size wide, as a reader delivers them.

    Flags: `bold`, `turned`, a colour as `colour=red`, `gap=0.3` for white after each letter and `word=0.9` for white
    between words, both in sizes; with `word` or `bare` no space is drawn.
    """
    named = dict(flag.split("=") for flag in flags if "=" in flag)
    gap, word = float(named.get("gap", 0)) * size, float(named.get("word", 0.5)) * size
    font = "Sans-Bold" if "bold" in flags else "Sans"
    turned = "turned" in flags
    bare = "word" in named or "bare" in flags
    for char in text:
        if char == " " and bare:
            x += word - gap
            continue
        top = baseline - 0.8 * size
        yield Char(
            char, x, top, x + size / 2, top + size, top + 0.8 * size, size, font, named.get("colour", ""), turned
        )
        if turned:
            baseline -= size / 2
        else:
            x += size / 2 + gap


def pages(source: Iterable[str]) -> tuple[Page, ...]:
    """Pages from their notation: `page WIDTH HEIGHT`, `at X BASELINE SIZE flags | text`, `box X0 TOP X1 BOTTOM colour`.

    `x3` among the flags draws the line three times, one line height of 1.2 sizes below the other.
    """
    found: list[Page] = []
    for line in source:
        head, _, text = line.partition(" | ")
        kind, *rest = head.split()
        if kind == "page":
            found.append(Page(len(found) + 1, float(rest[0]), float(rest[1])))
            continue
        page = found[-1]
        if kind == "at":
            x, baseline, size = map(float, rest[:3])
            times = next((int(flag[1:]) for flag in rest[3:] if re.fullmatch(r"x\d+", flag)), 1)
            added = [c for n in range(times) for c in drawn(text, x, baseline + 1.2 * n * size, size, *rest[3:])]
            found[-1] = Page(page.number, page.width, page.height, (*page.chars, *added), page.panels)
        else:
            panel = Panel(Box(*map(float, rest[:4])), rest[4])
            found[-1] = Page(page.number, page.width, page.height, page.chars, (*page.panels, panel))
    return tuple(found)


# Blocks, from lines like `2 | Een kop`, `item box | Een punt` and `text goes-on | rest van een alinea`

ROLES = {
    "text": Role.PARAGRAPH,
    "item": Role.LIST_ITEM,
    "intro": Role.INTRO,
    "quote": Role.PULL_QUOTE,
    "note": Role.FOOTNOTE,
    "caption": Role.CAPTION,
    "table": Role.TABLE,
    "divider": Role.DIVIDER,
    "head": Role.RUNNING_HEADER,
    "number": Role.PAGE_NUMBER,
}


@dataclass(slots=True)
class Told:
    """What a case says: its blocks, and the settings that go with them."""

    blocks: list[Block] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    kinds: list[tuple[SectionKind, str]] = field(default_factory=list)
    owner: str = "$^"
    known: frozenset[str] = frozenset()

    def is_cue(self, line: str) -> bool:
        return any(re.fullmatch(cue, line) for cue in self.cues)

    def is_owner_box(self, heading: str) -> bool:
        return bool(re.match(self.owner, heading))

    @property
    def kind_of(self) -> KindOf:
        return lambda text: next((kind for kind, cue in self.kinds if re.fullmatch(cue, text)), None)


def told(source: Iterable[str]) -> Told:
    """Blocks from their notation, a role or heading level and flags before the bar, text after it.

    Flags: `title`, `tab`, `box`, `goes-on`. Settings: `page 2`, `theme Wonen = WONEN`, `cue EXPRESSION`,
    `known word word`, `owner EXPRESSION`, and a kind of section as `foreword EXPRESSION`.
    """
    found, page = Told(), 1
    for line in source:
        head, bar, text = line.partition(" | ")
        first, _, rest = line.partition(" ")
        if bar:
            found.blocks.append(block(text, *head.split(), page=page, order=len(found.blocks) + 1))
        elif first == "page":
            page = int(rest)
        elif first == "theme":
            name, _, spelling = rest.partition(" = ")
            found.themes.append(Theme(name, (spelling,) if spelling else ()))
        elif first == "cue":
            found.cues.append(rest)
        elif first == "known":
            found.known = frozenset(rest.split())
        elif first == "owner":
            found.owner = rest
        else:
            found.kinds.append((SectionKind(first), rest))
    return found


def block(text: str, *flags: str, page: int = 1, order: int = 1) -> Block:
    """A block; the first flag is its role, or its level when it is a heading."""
    level = int(flags[0]) if flags[0].isdigit() else 0
    boxed = "box" in flags
    if level:
        role = Role.TITLE if "title" in flags else Role.SIDEBAR_HEADING if boxed else Role.HEADING
    else:
        role = Role.SIDEBAR_ITEM if boxed and flags[0] == "item" else ROLES[flags[0]]
    said = quote(text, page=page, top=20.0 * order)
    return Block(
        DOC,
        page,
        order,
        role,
        said,
        Box(50, 20.0 * order, 300, 20.0 * order + 12),
        level,
        continues="goes-on" in flags,
        panel=int(boxed),
        tab="tab" in flags,
    )


def quote(text: str, *, page: int = 1, top: float = 20.0) -> Quote:
    """A text of which every word stands on one line of a page."""
    words = (
        Word(match.start(), match.end(), page, Box(50.0 + 5 * match.start(), top, 50.0 + 5 * match.end(), top + 12))
        for match in re.finditer(r"\S+", text)
    )
    return Quote(text, tuple(words))


# Documents as the program reads them


@cache
def language() -> Dutch:
    """The Dutch sentences and lemmas, loaded once for all tests."""
    return dutch()


@cache
def read(path: Path, profile: str = PROFILE) -> Reading:
    """A document through the whole pipeline, once for all tests."""
    return read_anew(path, profile)


def read_anew(path: Path, profile: str = PROFILE) -> Reading:
    """A document through the whole pipeline, with a shipped profile or one from a file."""
    data, chosen = path.read_bytes(), rules(load_profile(profile))
    return read_document(
        read_pdf(data),
        path.stem,
        DocId(sha256(data).hexdigest()[:16]),
        rules_for=lambda _: chosen,
        given=Given(),
        known=dutch_words_lower().__contains__,
        language=language(),
    )


@cache
def opened(path: Path) -> Opened:
    """The pages of a document as drawn."""
    return read_pdf(path.read_bytes())


def all_ids(paths: Sequence[str]) -> Iterator[str]:
    """Every id that reading these documents gives, with what it belongs to. For a run of its own."""
    for path in paths:
        reading = read(Path(path))
        yield from (f"section {section.id} {section.heading}" for section in reading.sections)
        yield from (f"pledge {pledge.id} {pledge.label}" for pledge in reading.pledges)
        yield from (f"result {result.id} {result.heading}" for result in reading.results)
        yield from (f"passage {passage.id} {passage.order}" for passage in reading.passages)


def body(reading: Reading) -> list[Block]:
    """The blocks without furniture, page by page in reading order."""
    return sorted((b for s in reading.sections for b in s.blocks), key=lambda b: (b.page, b.order))


# Measures


def words(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation and soft hyphens."""
    return re.findall(r"[\w€%]+", text.replace("\u00ad", "").lower())


def alike(one: str, other: str) -> float:
    """From 0 to 1, how alike the order and identity of the words of two texts are (normalised Indel similarity)."""
    return float(Indel.normalized_similarity(words(one), words(other)))


Places = Mapping[tuple[int, int], Sequence[Char]]
_BAND = 24


def places(found: Sequence[Page]) -> Places:
    """The inked characters of pages, by page number and band of height."""
    by_place: dict[tuple[int, int], list[Char]] = defaultdict(list)
    for page in found:
        for char in page.chars:
            if char.text.strip():
                by_place[page.number, int((char.top + char.bottom) / 2) // _BAND].append(char)
    return by_place


def misplaced(said: Quote, where: Places) -> list[tuple[str, str]]:
    """The words of a quote that the page spells otherwise inside their boxes, each with what stands there.

    Characters drawn twice on one spot count once; a hyphen at the end may have been dropped with a line end.
    """
    wrong = []
    for word in said.words:
        text, there = said.text[word.start : word.end], _spelled(word, where)
        if text != there and text != re.sub(r"[-\u2010\u2011]$", "", there):
            wrong.append((text, there))
    return wrong


def unplaced(said: Quote) -> str:
    """The characters of a quote that belong to no word with a place, but for the bars between table cells."""
    placed = {at for word in said.words for at in range(word.start, word.end)}
    return "".join(char for at, char in enumerate(said.text) if at not in placed and char not in " \n|")


def _spelled(word: Word, where: Places) -> str:
    box = word.box
    inside: dict[tuple[str, int, int], Char] = {}
    for band in range(int(box.top) // _BAND, int(box.bottom) // _BAND + 1):
        for char in where.get((word.page, band), ()):
            x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                inside.setdefault((char.text, round(char.x0), round(char.baseline)), char)
    return clean("".join(char.text for char in sorted(inside.values(), key=lambda char: char.x0)))
