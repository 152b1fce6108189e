"""The states and sorts of things, each with the word that stands for it in files. Imported by way of `corpus.model`."""

from __future__ import annotations

from enum import Enum


class DocumentKind(Enum):
    """What a document is for: it pledges (plan) or it reports."""

    PLAN = "plan"
    REPORT = "report"


class Role(Enum):
    """What a block is on its page."""

    TITLE = "title"
    HEADING = "heading"
    INTRO = "intro"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    PULL_QUOTE = "pull_quote"
    SIDEBAR_HEADING = "sidebar_heading"
    SIDEBAR_ITEM = "sidebar_item"
    TABLE = "table"
    CAPTION = "caption"
    FOOTNOTE = "footnote"
    RUNNING_HEADER = "running_header"
    PAGE_NUMBER = "page_number"
    FOOTER = "footer"
    DIVIDER = "divider"

    @property
    def is_furniture(self) -> bool:
        """Stands on the page to find the way, and is no part of the text."""
        return self in _FURNITURE

    @property
    def is_heading(self) -> bool:
        """Names what follows it."""
        return self in _HEADINGS


_FURNITURE = frozenset({Role.RUNNING_HEADER, Role.PAGE_NUMBER, Role.FOOTER, Role.DIVIDER})
_HEADINGS = frozenset({Role.TITLE, Role.HEADING, Role.SIDEBAR_HEADING})


class PageVerdict(Enum):
    """How well a page was read."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    SCANNED = "scanned"
    EMPTY = "empty"
    FAILED = "failed"


class SectionKind(Enum):
    """What sort of text a section is."""

    BODY = "body"
    INTERVIEW = "interview"
    QUOTE = "quote"
    FOREWORD = "foreword"
    COLOPHON = "colophon"
    SIDEBAR = "sidebar"


class PledgeClass(Enum):
    """How a pledge was made: in a list under a cue, in running text, or assigned to a person by a report."""

    LISTED = "listed"
    IN_TEXT = "in_text"
    ASSIGNED = "assigned"


class Stage(Enum):
    """How far a reported result is."""

    DONE = "done"
    ONGOING = "ongoing"
    PLANNED = "planned"
    CONTEXT = "context"


class Checkable(Enum):
    """Whether it can be determined that a pledge was kept (Comparative Party Pledges Project: Thomson et al. 2017)."""

    YES = "toetsbaar"
    PARTLY = "deels toetsbaar"
    NO = "niet toetsbaar"


class ValueKind(Enum):
    """What sort of thing a typed value is."""

    DATE = "date"
    AMOUNT = "amount"
    COUNT = "count"
    ORGANISATION = "organisation"


class Label(Enum):
    """What a result is to a pledge."""

    DIRECT = "direct"
    SUPPORTING = "supporting"
    RELATED = "related"
    NONE = "none"


class Judgement(Enum):
    """What a reviewer says a result is to a pledge; `unsure` asks for a second reader."""

    DIRECT = "direct"
    SUPPORTING = "supporting"
    RELATED = "related"
    NONE = "none"
    UNSURE = "unsure"


class PassageKind(Enum):
    """What a searched passage is."""

    TEXT = "text"
    HEADING = "heading"
    PLEDGE = "pledge"
    RESULT = "result"
    TABLE = "table"
