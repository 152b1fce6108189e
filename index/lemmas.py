"""A Dutch word form to its dictionary form; the only module that knows simplemma."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache


@cache
def dutch_lemmas() -> Mapping[str, str]:
    """Some 370 000 forms and their lemmas, lower case, accents kept: `leraren` to `leraar`.

    Loading takes about a second, so this is called when a form is first looked up and not before. Source:
    simplemma's Dutch dictionary (https://github.com/adbar/simplemma).
    """
    from simplemma.strategies import DefaultDictionaryFactory

    # As strings: simplemma keeps bytes, and makes a string at every question.
    return dict(DefaultDictionaryFactory().get_dictionary("nl"))
