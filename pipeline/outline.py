"""From blocks in reading order to sections: what stands under each heading, and under which theme and sub-theme."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from corpus.model import (
    Block,
    DocId,
    Problem,
    Quote,
    Role,
    Section,
    SectionId,
    SectionKind,
    Staged,
    content_id,
    join_quotes,
)
from pipeline.comparison import best_of
from pipeline.dutch import Known, joined
from pipeline.section_kinds import is_apparatus, opens_quote, with_kinds

_NUMBERED = re.compile(r"\d{1,2}[.)]\s")
_ALIKE = 0.87
"""How alike a heading must be to a theme's name or spelling."""
_IN_TEXT = frozenset({Role.PARAGRAPH, Role.LIST_ITEM, Role.INTRO, Role.SIDEBAR_ITEM, Role.TABLE})


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme by its name, and how it is spelled elsewhere."""

    name: str
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading and the blocks under it, before they are joined."""

    heading: str
    path: tuple[str, ...]
    theme: str | None
    subtheme: str | None
    kind: SectionKind
    blocks: tuple[Block, ...]


KindOf = Callable[[str], SectionKind | None]
"""What a heading says of its section: foreword, colophon and the like; None when nothing."""


def outline(
    blocks: Sequence[Block], *, document: DocId, themes: Sequence[Theme], kind_of: KindOf, known: Known
) -> Staged[Section]:
    """Group blocks under the heading in force where they stand; boxes are sections beside the text around them.

    With `themes` given, a theme runs from a heading, divider or running head that names it to the next one; without,
    the largest headings that come back are the themes. `known` as for layout. When none of the given themes is named
    anywhere, that is a problem.
    """
    naming = _Naming(tuple(themes) or _themes_of(blocks), bool(themes))
    chapters = _chapters(blocks, naming)
    headed = _headed([block for block in blocks if not block.role.is_furniture], chapters, naming, kind_of)
    sections = with_kinds([_section(one, document, at, known) for at, one in enumerate(headed)])
    problems: tuple[Problem, ...] = ()
    if themes and all(section.theme is None for section in sections):
        names = ", ".join(theme.name for theme in themes)
        problems = (Problem("outline", f"geen van de thema’s van het profiel is gevonden ({names})", document),)
    return sections, problems


@dataclass(frozen=True, slots=True)
class _Naming:
    """Which headings name a theme. `given` says that the themes were given rather than found."""

    themes: tuple[Theme, ...]
    given: bool

    def theme(self, text: str) -> str | None:
        choices = [(spelling, theme.name) for theme in self.themes for spelling in (theme.name, *theme.spellings)]
        # A divider sets a long word over two lines: "KWALI-" "TEIT".
        text = re.sub(r"(?<=\w)-\s+(?=\w)", "", text)
        at = best_of(text, [spelling for spelling, _ in choices], at_least=_ALIKE) if choices else None
        return choices[at][1] if at is not None else None


def _themes_of(blocks: Sequence[Block]) -> tuple[Theme, ...]:
    """The headings of the highest level that at least two headings of a subject have; of a first page, which may be a
    cover, only those with a number."""
    heads = [block for block in blocks if block.role.is_heading and not block.panel and not is_apparatus(block.text)]
    heads = [block for block in heads if block.page > 1 or _NUMBERED.match(block.text)]
    for level in sorted({block.level for block in heads}):
        texts = list(dict.fromkeys(block.text for block in heads if block.level == level))
        if len(texts) >= 2 and sum(len(text) for text in texts) < 80 * len(texts):
            return tuple(Theme(text) for text in texts)
    return ()


@dataclass(frozen=True, slots=True)
class _Chapter:
    """Pages that belong together: the first of them, and the theme they fall under."""

    start: int
    theme: str | None


def _chapters(blocks: Sequence[Block], naming: _Naming) -> Mapping[int, _Chapter]:
    """For each page the chapter that is in force where it begins.

    A new chapter begins on a page without text, a divider, and a page that a display title opens. It has the theme
    that its divider names; when none does (letters drawn as pictures), the theme that its running heads name.
    """
    pages = {page: list(held) for page, held in groupby(blocks, key=lambda block: block.page)}
    starts: list[int] = []
    named: dict[int, str | None] = {}
    for page in range(1, max(pages, default=0) + 1):
        held = pages.get(page, [])
        if not starts or _opens_chapter(held):
            starts.append(page)
            named[page] = None
        theme = named[starts[-1]] or _named_by(held, naming)
        named[starts[-1]] = theme
    in_force: dict[int, _Chapter] = {}
    for page in range(1, max(pages, default=0) + 1):
        start = max(start for start in starts if start <= page)
        in_force[page] = _Chapter(start, named[start])
    return in_force


def _opens_chapter(held: Sequence[Block]) -> bool:
    text = [block for block in held if block.role is not Role.PAGE_NUMBER]
    return not text or any(block.role in (Role.DIVIDER, Role.TITLE) for block in text)


def _named_by(held: Sequence[Block], naming: _Naming) -> str | None:
    dividers = " ".join(block.text for block in held if block.role is Role.DIVIDER)
    heads = [block.text for block in held if block.role in (Role.RUNNING_HEADER, Role.DIVIDER)]
    return next(filter(None, (naming.theme(text) for text in (dividers, *heads) if text)), None)


@dataclass(slots=True)
class _Path:
    """The headings in force: texts with their levels, theme and sub-theme."""

    theme: str | None = None
    subtheme: str | None = None
    stack: list[Block] = field(default_factory=list)

    def texts(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.stack)


def _headed(
    blocks: Sequence[Block], chapters: Mapping[int, _Chapter], naming: _Naming, kind_of: KindOf
) -> Iterator[Headed]:
    path, chapter_kind = _Path(), None
    tabs = any(block.tab for block in blocks)
    boxes = [block for block in blocks if block.panel]
    chapter: _Chapter | None = None
    for group in _groups([block for block in blocks if not block.panel], chapters):
        if chapters[group[0].page] != chapter:
            chapter = chapters[group[0].page]
            path, chapter_kind = _entered(path, chapter), None
        head = group[0] if group[0].role.is_heading else None
        own = kind_of(head.text) if head else None
        if head:
            chapter_kind = _enter(path, head, naming, tabs, own) or (own if head.role is Role.TITLE else chapter_kind)
        heading = path.stack[-1].text if path.stack else ""
        kind = own or chapter_kind or SectionKind.BODY
        yield Headed(heading, path.texts(), path.theme, path.subtheme, kind, tuple(group))
        until = _next_head(blocks, group[-1])
        inside = [box for box in boxes if (box.page, box.order) < until]
        boxes = boxes[len(inside) :]
        yield from _boxed(inside, path)
    yield from _boxed(boxes, path)


def _entered(path: _Path, chapter: _Chapter) -> _Path:
    """The headings that stay in force in a new chapter: none, unless the theme goes on."""
    return path if chapter.theme and chapter.theme == path.theme else _Path(chapter.theme)


def _next_head(blocks: Sequence[Block], last: Block) -> tuple[int, int]:
    """Where the first heading outside a box after this block stands."""
    for block in blocks:
        if (block.page, block.order) > (last.page, last.order) and block.role.is_heading and not block.panel:
            return block.page, block.order
    return 10**9, 0


def _groups(blocks: Sequence[Block], chapters: Mapping[int, _Chapter]) -> Iterator[list[Block]]:
    """A heading and what follows it up to the next one, or to the next chapter."""
    group: list[Block] = []
    for block in blocks:
        if group and (block.role.is_heading or chapters[block.page] != chapters[group[0].page]):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _enter(path: _Path, head: Block, naming: _Naming, tabs: bool, own: SectionKind | None) -> SectionKind | None:
    """Put a heading on the path; tells what kind of chapter it opens, if it opens one."""
    while path.stack and path.stack[-1].level >= head.level:
        path.stack.pop()
    theme = naming.theme(head.text) if not head.tab else None
    if theme:
        path.theme, path.subtheme, path.stack = theme, None, [head]
        return SectionKind.BODY
    if head.role is Role.TITLE:
        path.theme, path.subtheme, path.stack = None, None, [head]
        return own or (SectionKind.INTERVIEW if opens_quote(head.text) else None)
    if not path.stack and is_apparatus(head.text):
        path.theme, path.subtheme = None, None
    path.stack.append(head)
    under = [block for block in path.stack if naming.theme(block.text) is None]
    if path.theme and (head.tab or (not tabs and len(under) == 1)):
        path.subtheme = head.text
    elif path.theme and path.subtheme is None:
        path.subtheme = path.theme
    return None


def _boxed(blocks: Sequence[Block], path: _Path) -> Iterator[Headed]:
    """The boxes among the blocks, heading by heading; a second, lesser heading in a box stays inside it."""
    for _, box in groupby(blocks, key=lambda block: (block.page, block.panel)):
        held = list(box)
        top = min((block.level for block in held if block.role.is_heading), default=0)
        parts: list[list[Block]] = []
        for block in held:
            if not parts or (block.role.is_heading and block.level == top):
                parts.append([])
            parts[-1].append(block)
        for part in parts:
            heading = part[0].text if part[0].role.is_heading else ""
            trail = (*path.texts(), heading) if heading else path.texts()
            yield Headed(heading, trail, path.theme, path.subtheme, SectionKind.SIDEBAR, tuple(part))


def _section(one: Headed, document: DocId, at: int, known: Known) -> Section:
    quote = section_text(one.blocks, known)
    pages = tuple(sorted({block.page for block in one.blocks}))
    return Section(
        SectionId(content_id(document, at, one.heading, quote.text)),
        document,
        one.heading,
        one.kind,
        one.path,
        one.theme,
        one.subtheme,
        pages[0],
        pages,
        one.blocks,
        quote,
    )


def section_text(blocks: Iterable[Block], known: Known) -> Quote:
    """The paragraphs, items and tables among the blocks, each on a line of its own, broken ones joined."""
    paragraphs: list[Quote] = []
    for block in blocks:
        if block.role not in _IN_TEXT:
            continue
        if block.continues and paragraphs:
            paragraphs[-1] = joined(paragraphs[-1], block.quote, known)
        else:
            paragraphs.append(block.quote)
    return join_quotes(paragraphs, "\n")
