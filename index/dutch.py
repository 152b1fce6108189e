"""A Dutch text to tokens that know what they can be found under: one analysis to index, ask, mark and match with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import NamedTuple

from index.compounds import Splitter, plain_words
from index.ellipsis import Ellipsis, completed, ellipses
from index.endings import VOWEL_CHANGES
from index.lemmas import dutch_lemmas
from index.separable import infinitives, separated
from index.stems import SNOWBALL, rule_stem
from index.words import folded, raw_words

VERSION = f"3, {SNOWBALL}"
"""Changes whenever the same text would give other tokens, so that an older index is built anew."""
_LONGEST = 100
"""No word has more letters and hyphens; what has is found as it is written."""


class Form(NamedTuple):
    """What one written word can be found under.

    `exact` is the word as written, without accents, its hyphens closed; `pieces` is what stands between them. `stems`
    are its dictionary form and its Kraaij-Pohlmann stems; `parts` are the stems of the words inside it. `split` are the
    smallest words it is made of, empty when it is whole.
    """

    exact: str
    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[str, ...] = ()
    split: tuple[str, ...] = ()


class Token(NamedTuple):
    """A word of a text: characters `start` to `end` of the text as given, and what it can be found under."""

    start: int
    end: int
    exact: str
    pieces: tuple[str, ...]
    stems: tuple[str, ...]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """Terms that mean the same, named after the first; `narrower` terms are found with them, not the other way."""

    terms: tuple[str, ...]
    narrower: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.terms[0]


@dataclass(frozen=True, slots=True)
class Memory:
    """Analyses that were made before: of written words, and of words whose shared part stands elsewhere.

    `stored` are forms from an earlier time, only read.
    """

    forms: dict[str, Form] = field(default_factory=dict)
    stored: Mapping[str, Form] = field(default_factory=dict)
    completed: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Analyser:
    """The analysis of Dutch text with a word list, what a corpus counts, and a list of concepts.

    The word list and the lemmas are loaded when a word is met that is not remembered. The same words with the same
    arguments always give the same tokens, whatever is remembered.
    """

    lexicon: Callable[[], frozenset[str]]
    concepts: tuple[Concept, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    lemmas: Callable[[], Mapping[str, str]] = dutch_lemmas
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    def for_corpus(self, texts: Iterable[str]) -> Analyser:
        """The same analysis, its compounds split by how often words occur in these texts."""
        return replace(self, counts=count_words(texts), memory=Memory())

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The words of a text in order.

        Ellipses are completed, so that "stage- en leerplaats" has a stageplaats, and so are verbs that stand apart.
        """
        words = tuple(raw_words(text))
        tokens = list[Token]()
        for start, end, key, _, _ in words:
            exact, pieces, stems, parts, _ = self.form(key)
            tokens.append(Token(start, end, exact, pieces, stems, parts))
        for place, short in ellipses(words).items():
            tokens[place] = self._with(tokens[place], self._completed(short))
        for place, verb in separated(text, words, self._infinitives, self._is_separable).items():
            tokens[place] = self._with(tokens[place], (verb,))
        return tuple(tokens)

    def terms(self, text: str) -> tuple[str, ...]:
        """One term for each word of a text, and one for each word it is made of: what texts are compared by."""
        forms = [self.form(word.key) for word in raw_words(text)]
        return tuple(
            term for form in forms for term in (form.stems[0], *(self.form(leaf).stems[0] for leaf in form.split))
        )

    def form(self, word: str) -> Form:
        """What a word in its one spelling (`spelled`) can be found under."""
        known = self.memory.forms.get(word)
        if known is None:
            known = self.memory.forms[word] = self.memory.stored.get(word) or self._analysed(word)
        return known

    def knows(self, word: str) -> bool:
        """The word list, or its compounds, or the corpus has the word: then it is no slip of the pen."""
        if plain(word) in self.counts or word in self._listed or folded(word) in self._listed:
            return True
        listed = self.lexicon()
        return word.capitalize() in listed or word.upper() in listed or bool(self.form(word).split)

    def _with(self, token: Token, added: Sequence[str]) -> Token:
        """The token of a word that can also be found as the parts of others."""
        others = [self.form(other) for other in added]
        parts = unique(token.parts, *(other.stems for other in others), *(other.parts for other in others))
        return token._replace(parts=parts)

    def _infinitives(self, word: str) -> tuple[str, ...]:
        known = self._known_infinitives.get(word)
        if known is None:
            known = self._known_infinitives[word] = infinitives(word, self.form(word).stems)
        return known

    def _is_separable(self, particle: str, base: str) -> bool:
        """The present participle of the whole verb is listed; or the verb is, and that participle of its base."""
        verb = particle + base
        return bool(self._lemma(f"{verb}d") or (self._lemma(verb) == verb and self._lemma(f"{base}d")))

    def _completed(self, short: Ellipsis) -> tuple[str, ...]:
        if len(short.partner) > _LONGEST:
            return ()
        known = self.memory.completed.get(short.key)
        if known is None:
            known = completed(short, lambda word: self._splitter.split(word).leaves, self._is_listed)
            self.memory.completed[short.key] = known
        return known

    def _is_listed(self, word: str) -> bool:
        return word in self._listed or word in self.counts

    def _analysed(self, word: str) -> Form:
        if len(word) > _LONGEST:
            return Form(plain(word), (), (plain(word),))
        base = (word.removesuffix("'s") or word).strip("-'")
        pieces = tuple(piece for piece in base.split("-") if piece.strip("'"))
        if len(pieces) < 2:
            return self._whole(word, base)
        return self._hyphened(word, base, pieces)

    def _hyphened(self, word: str, base: str, pieces: tuple[str, ...]) -> Form:
        forms = [self.form(piece) for piece in pieces]
        whole = self._whole(base.replace("-", ""), base.replace("-", ""))
        runs = (plain("".join(pieces[a:b])) for a in range(len(pieces)) for b in range(a + 2, len(pieces) + 1))
        front = plain("".join(pieces[:-1]))
        stems = unique((front + stem for stem in forms[-1].stems), whole.stems)
        parts = unique(*(form.stems for form in forms), *(form.parts for form in forms), whole.parts, runs)
        return Form(
            plain(word),
            tuple(form.exact for form in forms),
            stems,
            tuple(part for part in parts if part not in stems),
            tuple(leaf for form in forms for leaf in form.split or (form.exact,)),
        )

    def _whole(self, word: str, base: str) -> Form:
        split = self._splitter.split(plain(base))
        if not split.leaves:
            split = self._splitter.split(plain(self._lemma(base) or base))
        stems = self._stems(base, split.leaves)
        parts = unique(*(self._part_stems(part) for part in split.leaves + split.stretches))
        return Form(plain(word), (), stems, tuple(part for part in parts if part not in stems), split.leaves)

    def _part_stems(self, part: str) -> tuple[str, ...]:
        known = self._known_parts.get(part)
        if known is None:
            known = self._known_parts[part] = self._stems(part, self._splitter.split(part).leaves)
        return known

    def _stems(self, word: str, leaves: tuple[str, ...]) -> tuple[str, ...]:
        """The lemmas and the stems by rule, of the word and of its verb, so that `gestegen` and `stijging` meet.

        A compound that no dictionary knows has the lemmas of its last part with the rest.
        """
        bare = plain(word)
        lemmas = self._lemmas(word)
        if not lemmas and leaves and bare.endswith(leaves[-1]):
            front = bare.removesuffix(leaves[-1])
            lemmas = tuple(front + lemma for lemma in self._lemmas(leaves[-1]))
        verb = tuple(lemma for lemma in lemmas[:1] if lemma.endswith("en"))
        rule = (rule_stem(form, self._lemma) for form in (bare, *verb))
        return unique(lemmas or (bare,), (stem for stem in rule if stem))

    def _lemmas(self, word: str) -> tuple[str, ...]:
        """Its lemma, and the word itself where it is one too.

        `les` is listed under the verb lessen, and lessen under the noun les; the verb `voorstellen` only under the
        noun voorstel, but its participle is listed.
        """
        lemma = self._lemma(word)
        own = word if lemma and self._lemma(lemma) == word else None
        verb = word if word.endswith("en") and self._lemma(f"{word}d") else None
        return unique(plain(found) for found in (lemma, own, verb) if found)

    def _lemma(self, word: str) -> str | None:
        """Its lemma in the list."""
        if word not in self._known_lemmas:
            self._known_lemmas[word] = self._listed_lemma(word)
        return self._known_lemmas[word]

    def _listed_lemma(self, word: str) -> str | None:
        """The list writes some verbs as uit_brengen."""
        known = self._lemma_table
        lemma = VOWEL_CHANGES.get(word) or known.get(word)
        if lemma is None and (bare := folded(word)) != word:
            lemma = known.get(bare)
        if lemma is None and word.endswith("s") and len(word) > 3:
            lemma = known.get(f"{word[:-1]}'s")
        return lemma.replace("_", "").lower() if lemma else None

    @cached_property
    def _lemma_table(self) -> Mapping[str, str]:
        return self.lemmas()

    @cached_property
    def _known_lemmas(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def _known_infinitives(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _known_parts(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _listed(self) -> Container[str]:
        return _plain_words(self.lexicon)

    @cached_property
    def _splitter(self) -> Splitter:
        return Splitter(lambda: self._listed, self._lemma, self.counts)


def count_words(texts: Iterable[str]) -> dict[str, int]:
    """How often each form occurs, folded: a hyphened word joined, and its pieces apart."""
    counts: Counter[str] = Counter()
    for key, count in Counter(word.key for text in texts for word in raw_words(text)).items():
        pieces = [piece for piece in key.split("-") if piece.strip("'")]
        for form in (*map(plain, pieces), *([plain(key)] if len(pieces) > 1 else [])):
            counts[form] += count
    return dict(counts)


def unique(*groups: Iterable[str]) -> tuple[str, ...]:
    """Each word once, in the order they are met."""
    return tuple(dict.fromkeys(word for group in groups for word in group if word))


def plain(word: str) -> str:
    """The word without accents, hyphens and apostrophes, as terms are written."""
    return folded(word).replace("-", "").replace("'", "")


@cache
def _plain_words(lexicon: Callable[[], frozenset[str]]) -> frozenset[str]:
    return plain_words(lexicon())
