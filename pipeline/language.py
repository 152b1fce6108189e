"""Dutch text to its words, word patterns and known names. The only module that knows spaCy; built once, passed on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import product
from typing import NamedTuple

import spacy
from spacy.lang.nl.lemmatizer import DutchLemmatizer
from spacy.lang.nl.stop_words import STOP_WORDS as SPACY_STOP_WORDS
from spacy.language import Language as SpacyLanguage
from spacy.lookups import Lookups, load_lookups
from spacy.matcher import Matcher
from spacy.pipeline import EntityRuler
from spacy.tokens import Doc, Token

from pipeline.sentences import sentences

_FULL_MODELS = ("nl_core_news_lg", "nl_core_news_md", "nl_core_news_sm")
STOP_WORDS = frozenset(SPACY_STOP_WORDS)
"""Small Dutch words that say nothing of what a text is about."""

_INNER_APOSTROPHE = re.compile(r"(?<=\w)[’‘`](?=\w)")
"""Between letters: spaCy keeps "mbo'ers" whole, but parts "mbo’ers"."""
_AUXILIARIES = frozenset("zijn hebben worden kunnen zullen moeten willen mogen gaan doen laten blijven".split())
_FUNCTION_WORDS = STOP_WORDS | frozenset(
    "de het en zij hem hen hun in uit toe naast rond weer eens net wel niet nodig waar want heel veel toch hoe echt "
    "vier zeven acht want zonder buiten binnen eigen minder meer genoeg samen voldoende vlak totaal".split()
)
_OWN_VERBS = dict.fromkeys(("voeren", "voer", "voert", "voerde", "voerden"), "voeren") | {"geleid": "leiden"}
"""Where the tables choose a rare verb: "voeren" is no past tense of "varen" in a report."""
_NO_VERBS = frozenset({"het", "hem", "zij", "kant", "voorkant", "toe"})
"""Words that the tables take for a form of an auxiliary."""
_PARTICLES = (
    "door her mee na op af aan uit in bij over onder voor toe terug samen vast weg om tegen neer los mede her vooruit"
).split()
_MAY_BE_VERB = re.compile(
    rf"(?:te|de|en)$|^(?:\w{{0,6}}?ge|(?:{'|'.join(_PARTICLES)})?(?:be|ver|ont|her|er))\w+(?:[dt]|en)$"
)
"""A past tense or participle is no mere adjective, though the lists may hold it as one."""
_SHORTEST_TAIL = 4
_LONGEST_SKIP = 12
"""Tokens that a gap may span at most."""


@dataclass(frozen=True, slots=True)
class WordForm:
    """A word of a text at characters `start` to `end`, and what it may be a form of.

    `lemma` is its form in the dictionary. `verb` is the infinitive and `noun` the singular that it may be a form of,
    None when it cannot be. Without a full model both may be given: "werken" is "werken" and "werk".
    """

    start: int
    end: int
    lower: str
    lemma: str
    verb: str | None
    noun: str | None


@dataclass(frozen=True, slots=True)
class TokenRule:
    """One step of a pattern: a word (or mark) in one of these lower-case forms, or a form of these verbs or nouns.

    With none of them given it is any word. `negated`: none of these. `optional`: it may be absent. `gap`: instead of
    one word, none up to so many, so `TokenRule(words=("niet",), negated=True, gap=5)` is up to five without "niet".
    """

    words: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    optional: bool = False
    gap: int = 0
    negated: bool = False

    @property
    def may_be_absent(self) -> bool:
        return self.optional or bool(self.gap) or self.negated


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters `start` to `end` of a text are what `name` stands for."""

    name: str
    start: int
    end: int


Pattern = Sequence[TokenRule]
"""The words of a pattern, one after the other."""
Finder = Callable[[str], tuple[Hit, ...]]
"""What is found in a text, from the left, of each name without overlap."""
Organisation = tuple[str, tuple[str, ...]]
"""The full name of an organisation and what else it is called."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A text as read; `keys` are all that a step of a pattern can ask for."""

    doc: Doc
    words: tuple[WordForm, ...]
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dutch:
    """The Dutch pipeline: a full model when one is installed, else the tables of spacy-lookups-data."""

    model: str
    _nlp: SpacyLanguage
    _forms: _Forms
    _read: Callable[[str], _Read]

    def sentences(self, text: str) -> tuple[tuple[int, int], ...]:
        """Start and end of each sentence. A line end always ends one; an abbreviation, initial or ordinal does not."""
        return sentences(text)

    def words(self, text: str) -> tuple[WordForm, ...]:
        """The words of a text in order, numbers among them, punctuation left out."""
        return self._read(text).words

    def lemmas(self, text: str) -> tuple[str, ...]:
        """The lemma of each word, in lower case, punctuation and numbers left out."""
        return tuple(word.lemma for word in self.words(text) if text[word.start : word.end].isalpha())

    def singular(self, word: str) -> str | None:
        """The singular of a noun, in lower case, also of a compound that no list holds; None of what is no noun.

        >>> [dutch().singular(word) for word in ("afspraken", "ontwikkellijnen", "mbo-scholen", "school", "omdat")]
        ['afspraak', 'ontwikkellijn', 'mbo-school', 'school', None]
        """
        return self._forms.noun(_plain(word).lower())

    def patterns(self, rules: Mapping[str, Iterable[Pattern]]) -> Finder:
        """A finder of patterns of words, each under its name; of what begins at one word the shortest is found.

        >>> find = dutch().patterns({"aanpak": [[TokenRule(verbs=("pakken",)), TokenRule(gap=5), TokenRule(("aan",))]]})
        >>> find("Samen pakken we de werkdruk aan.")
        (Hit(name='aanpak', start=6, end=31),)
        """
        compiled = [_compiled(name, pattern, self._nlp) for name, patterns in rules.items() for pattern in patterns]

        def find(text: str) -> tuple[Hit, ...]:
            read = self._read(text)
            hits = (hit for rule in compiled if rule.may_match(read.keys) for hit in rule.hits(read.doc))
            return tuple(_apart(hits))

        return find

    def organisations(self, known: Iterable[Organisation]) -> Finder:
        """A finder of the organisations known by name; each hit has the full name. A full model adds what it finds.

        A name of several words may be in any case, a single word only as written; without a capital it is no name.
        """
        names = list(_name_patterns(known, self._nlp))
        ruler = EntityRuler(self._nlp, name="organisations", overwrite_ents=True)
        ruler.add_patterns([name.pattern for name in names])

        def find(text: str) -> tuple[Hit, ...]:
            read = self._read(text)
            doc, own = read.doc, read.doc.ents
            if not own and not any(name.needs <= read.keys for name in names):
                return ()
            named = [span for span in ruler(doc).ents if span.label_ == "ORG"]
            # The doc is kept for the next question about this text.
            doc.ents = own
            return tuple(Hit(span.ent_id_ or span.text, span.start_char, span.end_char) for span in named)

        return find


@cache
def dutch() -> Dutch:
    """A full Dutch model when the user has one, else a blank pipeline with the tables of spacy-lookups-data.

    Built once: it takes longer than reading a small document.
    """
    full = next((name for name in _FULL_MODELS if find_spec(name)), None)
    nlp = spacy.load(full) if full else spacy.blank("nl")
    forms = _Forms(nlp)

    # A stage may ask for words, patterns and names of one text in turn.
    @lru_cache(maxsize=4)
    def read(text: str) -> _Read:
        return _as_read(nlp(_plain(text)), forms)

    return Dutch(full or "nl-lookups", nlp, forms, read)


@dataclass(frozen=True, slots=True)
class _Form:
    """What a word may be a form of. `keys` is what a step of a pattern knows it by; the two ids are spaCy's."""

    lemma: str
    verb: str | None
    noun: str | None
    keys: tuple[str, ...]
    verb_id: int
    noun_id: int


class _Forms:
    """What a word may be a form of, by the rules and tables of spaCy's Dutch lemmatizer; each is looked up once."""

    def __init__(self, nlp: SpacyLanguage) -> None:
        tables = load_lookups("nl", ["lemma_lookup", "lemma_rules", "lemma_exc", "lemma_index"])
        self._known = _as_sets(tables)
        self._lookup = tables.get_table("lemma_lookup")
        self._lemmatizer = DutchLemmatizer(nlp.vocab, None, mode="rule")
        self._lemmatizer.initialize(lookups=tables)
        self._vocab = nlp.vocab
        self._met: dict[tuple[str, str], _Form] = {}

    def of(self, token: Token) -> _Form:
        """The forms of a token; a full model decides between verb and noun."""
        key = token.lower_, token.pos_
        return self._met.get(key) or self._met.setdefault(key, self._form(token))

    def verb(self, lower: str) -> str | None:
        """The infinitive of what may be a verb; the function words and adjectives that look like one are none."""
        verb = _OWN_VERBS.get(lower) or self._as("VERB", lower) or self._separable(lower)
        if verb is None or lower in _NO_VERBS:
            return None
        if verb in _AUXILIARIES:
            return verb
        return None if lower in _FUNCTION_WORDS or self._is_adjective(lower, verb) else verb

    def noun(self, lower: str) -> str | None:
        """The singular of what may be a noun: as listed, or by its last part when the first is known too."""
        if lower in _FUNCTION_WORDS:
            return None
        singular = self._as("NOUN", lower)
        if singular is not None:
            return None if self._as("VERB", lower) in _AUXILIARIES else singular
        parts = [(lower[:at], lower[at:]) for at in range(2, len(lower) - _SHORTEST_TAIL + 1)]
        tails = self._all_as("NOUN", [tail for _, tail in parts])
        found = zip(parts, tails, strict=True)
        return next((first + tail for (first, _), tail in found if tail and self._is_first_part(first)), None)

    def _form(self, token: Token) -> _Form:
        lower = token.lower_
        verb, noun, lemma = self.verb(lower), self.noun(lower), self._lookup.get(lower, lower)
        if token.pos_:
            verb = verb if token.pos_ in ("VERB", "AUX") else None
            noun = noun if token.pos_ in ("NOUN", "PROPN") else None
            lemma = token.lemma_.lower() or lemma
        keys = (lower, *([f"v:{verb}"] if verb else []), *([f"n:{noun}"] if noun else []))
        add = self._vocab.strings.add
        return _Form(lemma, verb, noun, keys, add(verb or "-"), add(noun or "-"))

    def _as(self, kind: str, lower: str) -> str | None:
        return self._all_as(kind, [lower])[0]

    def _all_as(self, kind: str, words: list[str]) -> list[str | None]:
        """The lemma of each word as a word of this kind; None of what is none."""
        doc = Doc(self._vocab, words=[word or " " for word in words], pos=[kind] * len(words))
        lemmas = (self._lemmatizer.rule_lemmatize(token)[0] for token in doc)
        return [lemma if lemma in self._known[kind] else None for lemma in lemmas]

    def _separable(self, lower: str) -> str | None:
        parts = ((part, self._as("VERB", lower.removeprefix(part))) for part in _PARTICLES if lower.startswith(part))
        return next((part + verb for part, verb in parts if verb), None)

    def _is_adjective(self, lower: str, verb: str) -> bool:
        """An adjective, or a participle that is used as one: "komende", "gestelde"."""
        stem = lower.removesuffix("e")
        if stem == verb + "d" or (lower.endswith("e") and "ge" in lower[:-5] and self._as("VERB", stem) == verb):
            return True
        return lower in self._known["ADJ"] and not _MAY_BE_VERB.search(lower)

    def _is_first_part(self, first: str) -> bool:
        """A noun, also with the letters that join a compound, the stem of a verb, or whatever a hyphen follows."""
        if first.endswith("-"):
            return len(first) > 1
        stems = (first, first.removesuffix("s"), first.removesuffix("en"), first.removesuffix("e"))
        return len(first) > 2 and (
            any(stem in self._known["NOUN"] for stem in stems if len(stem) > 2) or first + "en" in self._known["VERB"]
        )


def _as_sets(tables: Lookups) -> dict[str, frozenset[str]]:
    """The lists of known lemmas as sets, also for the lemmatizer: it looks into them for each word."""
    index = tables.get_table("lemma_index")
    for kind in ("verb", "noun", "adj"):
        index[kind] = frozenset(index[kind])
    return {kind: index[kind.lower()] for kind in ("VERB", "NOUN", "ADJ")}


def _as_read(doc: Doc, forms: _Forms) -> _Read:
    """The words of a doc. The tokens get the verb as lemma and the noun as tag: that is what patterns go by."""
    words: list[WordForm] = []
    keys: set[str] = set()
    for token in doc:
        form = forms.of(token)
        token.lemma, token.tag = form.verb_id, form.noun_id
        keys.update(form.keys)
        if not token.is_punct and not token.is_space:
            start = token.idx
            words.append(WordForm(start, start + len(token), token.lower_, form.lemma, form.verb, form.noun))
    return _Read(doc, tuple(words), frozenset(keys))


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A pattern as spaCy takes it, and what must be in a text for it to match: one of each set."""

    name: str
    matcher: Matcher
    needs: tuple[frozenset[str], ...]

    def may_match(self, keys: frozenset[str]) -> bool:
        return not any(need.isdisjoint(keys) for need in self.needs)

    def hits(self, doc: Doc) -> Iterator[Hit]:
        for _, start, end in self.matcher(doc):
            span = doc[start:end]
            yield Hit(self.name, span.start_char, span.end_char)


def _compiled(name: str, pattern: Pattern, nlp: SpacyLanguage) -> _Compiled:
    matcher = Matcher(nlp.vocab)
    matcher.add(name, [list(tokens) for tokens in product(*map(_tokens, pattern))])
    needs = (frozenset(_keys(rule)) for rule in pattern if not rule.may_be_absent)
    return _Compiled(name, matcher, tuple(need for need in needs if need))


def _tokens(rule: TokenRule) -> list[dict[str, object]]:
    """A step as spaCy writes it: one for each attribute by which the word may be known."""
    given = (("LOWER", rule.words), ("LEMMA", rule.verbs), ("TAG", rule.nouns))
    known = {key: list(values) for key, values in given if values}
    more: dict[str, object] = {}
    if rule.gap:
        more["OP"] = f"{{0,{min(rule.gap, _LONGEST_SKIP)}}}"
    elif rule.optional:
        more["OP"] = "?"
    if rule.negated:
        return [{key: {"NOT_IN": values} for key, values in known.items()} | more]
    return [{key: {"IN": values}} | more for key, values in known.items()] or [more]


def _keys(rule: TokenRule) -> Iterator[str]:
    yield from rule.words
    yield from (f"v:{verb}" for verb in rule.verbs)
    yield from (f"n:{noun}" for noun in rule.nouns)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """From the left, the shortest first, of each name without overlap."""
    ends: dict[str, int] = {}
    for hit in sorted(set(hits), key=lambda hit: (hit.start, hit.end, hit.name)):
        if hit.start >= ends.get(hit.name, 0):
            ends[hit.name] = hit.end
            yield hit


class _NamePattern(NamedTuple):
    """A name as the entity ruler takes it, and the words, in lower case, without which it cannot be there."""

    needs: frozenset[str]
    pattern: dict[str, str | list[dict[str, str]]]


def _name_patterns(known: Iterable[Organisation], nlp: SpacyLanguage) -> Iterator[_NamePattern]:
    for full, others in known:
        full = full.removeprefix("=")
        for name in dict.fromkeys(
            spelling for one in (full, *others) for spelling in _spellings(one.removeprefix("="))
        ):
            if name.islower():
                continue
            words = [token.text for token in nlp.make_doc(_plain(name))]
            is_short = len(words) == 1 and "-" not in name
            tokens = [{"TEXT": word} if is_short else {"LOWER": word.lower()} for word in words]
            needs = frozenset(word.lower() for word in words)
            yield _NamePattern(needs, {"label": "ORG", "id": full, "pattern": tokens})


def _spellings(name: str) -> Iterator[str]:
    """As given; a name of two words also as one with a hyphen, and the other way round: "PO-Raad", "PO Raad"."""
    yield name
    if name.count(" ") + name.count("-") == 1:
        yield name.translate(str.maketrans(" -", "- "))


def _plain(text: str) -> str:
    """As long as the text, with the apostrophe that spaCy knows."""
    return _INNER_APOSTROPHE.sub("'", text)
