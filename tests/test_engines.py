"""Two engines, one contract: the same passages for every question, the same health, and no kill that loses any."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import read
from index_writer import plain_analyser, size
from search_texts import CONCEPTS, DOCUMENTS, passages
from shared_folder import shared

from corpus.wordlist import dutch_words
from index.dutch import Analyser, Token
from index.engine import Engine
from index.engines import MANY_PASSAGES, EngineName, UnknownEngineError, better_engine, engine_named, engine_of
from index.expand import Expander, Steps
from index.folder import Health, look
from index.plan import LITERAL, Among, Either, Every, Layer, Plan, Window, Without, Words
from index.query import parse
from index.query_tree import Field
from index.search import build_index, health, search
from index.tantivy_engine import TantivyEngine
from index.vocabulary import Vocabulary
from index.whoosh_engine import WhooshEngine

ENGINES: tuple[Engine, ...] = (WhooshEngine(), TantivyEngine())
WAYS: tuple[Engine, ...] = (*ENGINES, WhooshEngine(few=0), TantivyEngine(few=0), TantivyEngine(few=100))
"""Each engine as it is, with all in arrays, as where much is found, and with some in arrays and some not."""
KILLS = 25
ROOT = Path(__file__).parents[1]

HALVES = "dijk water stage school zorg plaats beheer plan gemeente natuur student leraar werk jaar".split()
LINKS = ("", "", "s", "en")
ENDINGS = ("", "", "", "en", "s", "ing", "je")
SMALL = "de het van een en is in op niet".split()


def name(engine: Engine) -> str:
    return engine.version.split()[0]


def compound(chance: random.Random) -> str:
    """A Dutch-like word: one to three words in one, with a link, an ending, at times a hyphen or an ellipsis."""
    halves = chance.choices(HALVES, k=chance.choice((1, 1, 1, 2, 2, 3)))
    between = chance.choice((*LINKS, "-")) if len(halves) > 1 else ""
    word = between.join(halves) + chance.choice(ENDINGS)
    return f"{word}-" if chance.random() < 0.03 else word


def text(chance: random.Random) -> str:
    """A passage of such words and small ones; now and then it is empty."""
    length = chance.choice((0, 1, 3, 8, 15, 30))
    return " ".join(chance.choice(SMALL) if chance.random() < 0.4 else compound(chance) for _ in range(length))


@dataclass(frozen=True)
class Corpus:
    """Analysed texts, in an index of each engine."""

    analyser: Analyser
    tokens: Sequence[Sequence[Token]]
    folders: Mapping[str, Path]

    def differences(self, plans: Sequence[Plan]) -> list[Plan]:
        """The plans that the engines do not answer alike, whichever way they work."""
        with ExitStack() as opened:
            readers = [opened.enter_context(way.open(self.folders[name(way)])) for way in WAYS]
            return [plan for plan in plans if len({tuple(sorted(one.search(plan))) for one in readers}) > 1]

    def plan(self, question: str, steps: Steps) -> Plan:
        vocabulary = Vocabulary.of(self.analyser.counts, self.analyser.memory.forms)
        return Expander(self.analyser, vocabulary, self.field, steps).plan(parse(question))

    def field(self, field: Field) -> Plan:
        """Any field is some of the passages, always the same ones."""
        chance = random.Random(str(field.value))
        return Among(frozenset(number for number in range(len(self.tokens)) if chance.random() < 0.4))


def corpus(texts: Sequence[str], folder: Path) -> Corpus:
    analyser = Analyser(dutch_words, CONCEPTS).for_corpus(texts)
    tokens = [analyser.tokens(text) for text in texts]
    folders = {name(engine): folder / name(engine) for engine in ENGINES}
    for engine in ENGINES:
        folders[name(engine)].mkdir()
        engine.write(folders[name(engine)], tokens)
    return Corpus(analyser, tokens, folders)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    chance = random.Random(11)
    return corpus([text(chance) for _ in range(400)], tmp_path_factory.mktemp("generated"))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The passages of the shared plan and report, read as the product reads them."""
    pdfs = [shared("documents", name) for name in ("smjp-2022-2030.pdf", "jaarverslag-2023.pdf")]
    texts = [passage.quote.text for pdf in pdfs for passage in read(pdf, "mbo-raad").passages]
    return corpus(texts, tmp_path_factory.mktemp("real"))


# Questions


QUESTIONS = (
    "{a}",
    "{a} {b}",
    "{a} OF {b} OF {c}",
    "{a} NIET {b}",
    "NIET {a}",
    "NIET ({a} {b})",
    "({a} OF {b}) -{c}",
    '"{a} {b}"',
    '"{small} {a}"',
    '"{small} {other} {a}"',
    'NIET "{small} {a}"',
    '"{a} {b}"~5',
    '"{a} {b} {c}"~12',
    '"{a} {a}"~8',
    '"{small} {small}"~3',
    '"{start}* {b}"~6',
    '"{small} {start}*"',
    "{start}*",
    "*{end}",
    "*{end} NIET {a}",
    "{start}*{end}",
    "{a}~",
    "{a}~2 {b}",
    "jaar:2023 {a}",
    'NIET jaar:2023 "{small} {a}"',
    "{a} (jaar:2023 OF soort:plan) -thema:x",
    '("{a} {b}"~9 OF jaar:2022) {small}',
)
"""Every class of question, with words to be filled in."""
STEPS = (Steps(), Steps(exact=True), Steps(compounds=False), Steps(concepts=False))


def questions(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Each class of question with words of the corpus."""
    for question in QUESTIONS:
        a, b, c = (chance.choice(words).strip("-'") for _ in range(3))
        small, other = chance.choices(SMALL, k=2)
        yield question.format(a=a, b=b, c=c, small=small, other=other, start=a[:3], end=b[-3:])


def words_of(chosen: Corpus) -> list[str]:
    return sorted(word for word in chosen.analyser.counts if len(word) > 3 and word.isalpha())


@pytest.mark.parametrize("steps", STEPS, ids=str)
def test_every_class_of_question_has_the_same_hits_on_generated_text(generated: Corpus, steps: Steps) -> None:
    """On made-up compounds and inflections the engines find the same passages, whatever is asked."""
    chance = random.Random(repr(steps))
    plans = [generated.plan(question, steps) for _ in range(6) for question in questions(words_of(generated), chance)]

    different = generated.differences(plans)

    assert different == []


@pytest.mark.parametrize("steps", STEPS, ids=str)
def test_every_class_of_question_has_the_same_hits_on_real_documents(real: Corpus, steps: Steps) -> None:
    """On the shared plan and report the engines find the same passages, whatever is asked."""
    chance = random.Random(repr(steps))
    plans = [real.plan(question, steps) for _ in range(4) for question in questions(words_of(real), chance)]

    different = real.differences(plans)

    assert different == []


def some_words(chosen: Corpus, chance: random.Random) -> Words:
    token = chance.choice([token for tokens in chosen.tokens for token in tokens])
    layer = chance.choice(list(Layer))
    terms = {Layer.PIECE: token.pieces, Layer.STEM: token.stems, Layer.PART: token.parts}.get(layer, (token.exact,))
    return Words(layer, frozenset((*terms, "bestaatniet")), LITERAL, chance.choice((0.5, 1.0, 2.0)))


def any_plan(chosen: Corpus, chance: random.Random, depth: int = 3) -> Plan:
    """A tree of any of the nodes of a plan, also such as no question leads to."""
    kind = chance.randrange(6 if depth else 3)
    if kind == 0:
        return some_words(chosen, chance)
    if kind == 1:
        slots = [
            [some_words(chosen, chance) for _ in range(chance.choice((1, 3)))] for _ in range(chance.choice((1, 2, 3)))
        ]
        return Window(tuple(map(tuple, slots)), chance.choice((None, 0, 1, 5, 20)))
    if kind == 2:
        return Among(frozenset(chance.sample(range(len(chosen.tokens)), chance.choice((0, 1, 50)))))
    parts = tuple(any_plan(chosen, chance, depth - 1) for _ in range(chance.choice((0, 1, 2, 3))))
    return Without(Either(parts)) if kind == 3 else Either(parts) if kind == 4 else Every(parts)


def test_any_plan_has_the_same_hits(generated: Corpus) -> None:
    """The contract is on plans: whatever tree is given, both find the same passages."""
    chance = random.Random(23)
    plans = [any_plan(generated, chance) for _ in range(400)]

    different = generated.differences(plans)

    assert different == []
    assert len({type(plan) for plan in plans}) == 6


def test_the_vocabularies_are_the_same(generated: Corpus) -> None:
    """Each engine lists every form as written, once, in order."""
    with ENGINES[0].open(generated.folders["whoosh"]) as one, ENGINES[1].open(generated.folders["tantivy"]) as other:
        forms = list(one.vocabulary())

        assert forms == list(other.vocabulary())
        assert forms == sorted({token.exact for tokens in generated.tokens for token in tokens})


def test_windows_score_alike_however_they_are_worked_out(generated: Corpus) -> None:
    """A phrase or two words near each other are worth the same with each engine, in arrays and one by one."""
    chance = random.Random(5)
    plans = [plan for _ in range(600) if isinstance(plan := any_plan(generated, chance), Window)]

    with ExitStack() as opened:
        readers = [opened.enter_context(way.open(generated.folders[name(way)])) for way in WAYS]
        for plan in plans:
            first, *others = (dict(one.search(plan)) for one in readers)
            assert all(other == pytest.approx(first) for other in others), plan

    assert len(plans) > 50


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_word_said_often_is_worth_as_much_as_its_passages_are_rare(way: Engine, tmp_path: Path) -> None:
    """A word that some passages say three times is no more common for it, and comes before one that most passages have;
    a part asked for twice counts twice."""
    texts = [*["dijk dijk dijk sluis"] * 30, *["water gemaal sluis water"] * 60, "water dijk duin"]
    analyser = plain_analyser()
    way.write(tmp_path, [analyser.tokens(text) for text in texts])
    dijk, water, sluis, duin = (
        Words(Layer.EXACT, frozenset({word}), LITERAL) for word in ("dijk", "water", "sluis", "duin")
    )

    with way.open(tmp_path) as reader:
        either, once, twice = (
            reader.search(Either(parts)) for parts in ((dijk, water), (duin, sluis), (duin, sluis, sluis))
        )

        assert either[0] > 2 * either[30]
        assert twice[30] == pytest.approx(2 * once[30])


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_scores_say_what_is_said_more_and_is_rarer(way: Engine, tmp_path: Path) -> None:
    """A passage scores higher with a word twice, with a rare word, or when it is short; the same every time."""
    texts = ["dijk dijk water", "dijk water water water", "dijk gemaal water", "water " * 20 + "dijk", "water", "water"]
    analyser = plain_analyser()
    way.write(tmp_path, [analyser.tokens(text) for text in texts])

    def scored(*words: str) -> dict[int, float]:
        with way.open(tmp_path) as reader:
            return dict(reader.search(Either(tuple(Words(Layer.EXACT, frozenset({one}), LITERAL) for one in words))))

    assert scored("dijk")[0] > scored("dijk")[1] > scored("dijk")[3] > 0
    assert scored("gemaal", "dijk")[2] > scored("gemaal", "dijk")[0]
    assert scored("dijk", "water") == scored("water", "dijk")


# The folder


def whole_index(folder: Path, engine: Engine) -> Path:
    build_index(passages(), DOCUMENTS, Analyser(dutch_words, CONCEPTS), folder, "first", engine=engine)
    return folder


def inner(folder: Path) -> Path:
    """The sub-folder in use."""
    return folder / (folder / "current").read_text("utf-8").strip()


@pytest.fixture(scope="module", params=ENGINES, ids=name)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_index(tmp_path_factory.mktemp("built"), request.param)


def test_every_file_is_guarded(built: Path, tmp_path: Path) -> None:
    """Whichever file of an index is cut short, gone or changed, the index is not opened."""
    files = sorted(path.relative_to(inner(built)) for path in inner(built).rglob("*") if path.is_file())
    for number, file in enumerate(files):
        copy = Path(shutil.copytree(built, tmp_path / str(number)))
        path = inner(copy) / file
        if path.stat().st_size:
            os.truncate(path, path.stat().st_size // 2)
        else:
            path.write_bytes(b"x")

        assert health(copy, "first") is Health.DAMAGED, file
        path.unlink()
        assert health(copy, "first") is Health.DAMAGED, file


def test_searching_leaves_an_index_as_it_was(built: Path) -> None:
    """Locks and other traces of reading are no damage."""
    for _ in range(2):
        search(built, '"schoon water"', analyser=Analyser(dutch_words, CONCEPTS))

        assert health(built, "first") is Health.GOOD


def test_an_index_is_read_by_the_engine_that_made_it(built: Path) -> None:
    """A search need not be told the engine; an index of another one is stale to who asks for that one."""
    made = engine_of(built)
    (other,) = (engine for engine in ENGINES if name(engine) != name(made))

    assert search(built, "dijk", analyser=Analyser(dutch_words, CONCEPTS)).total == 4
    assert health(built, "first", engine=other) is Health.STALE


def test_an_index_of_another_version_is_stale(built: Path, tmp_path: Path) -> None:
    """When the library was replaced by another version, the index is to be built anew."""
    copy = Path(shutil.copytree(built, tmp_path / "copy"))
    manifest = inner(copy) / "manifest.json"
    found = json.loads(manifest.read_text("utf-8"))
    found["engine"] = f"{found['engine'].split()[0]} 0.0.1"
    manifest.write_text(json.dumps(found), "utf-8")

    assert health(copy, "first") is Health.STALE


def test_an_engine_is_chosen_by_name() -> None:
    """Two names are known; another one is an error that names them; from 20,000 passages on tantivy is better."""
    with pytest.raises(UnknownEngineError, match="whoosh, tantivy"):
        engine_named("lucene")

    assert [name(engine_named(one.value)) for one in EngineName] == ["whoosh", "tantivy"]
    assert better_engine(MANY_PASSAGES, "whoosh") is None
    assert better_engine(MANY_PASSAGES + 1, "whoosh") is EngineName.TANTIVY
    assert better_engine(MANY_PASSAGES + 1, "tantivy") is None


def test_the_product_works_without_tantivy(tmp_path: Path) -> None:
    """Where tantivy is not installed Whoosh searches, and asking for tantivy is one line that says what to do."""
    script = (
        "import sys; sys.modules['tantivy'] = None; sys.argv = ['waargemaakt', *sys.argv[1:]]; import cli; cli.main()"
    )
    command = [sys.executable, "-c", script, "-w", str(tmp_path / "map")]

    asked = subprocess.run([*command, "run", "--engine", "tantivy", "."], cwd=ROOT, capture_output=True, text=True)
    other = subprocess.run([*command, "search", "dijk"], cwd=ROOT, capture_output=True, text=True)

    assert asked.returncode == 3
    assert "pip install waargemaakt[tantivy]" in asked.stderr and "Traceback" not in asked.stderr
    assert other.returncode == 7 and "nog geen zoekindex" in other.stderr


# Killed writers


@contextmanager
def writers(folder: Path, engine: str) -> Iterator[subprocess.Popen[str]]:
    """A process that starts a writer for each line it gets."""
    command = [sys.executable, str(Path(__file__).with_name("index_writer.py")), str(folder), engine]
    paths = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")])}
    starter = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **paths}
    )
    try:
        yield starter
    finally:
        starter.kill()
        starter.communicate()


def killed_after(starter: subprocess.Popen[str], seconds: float) -> None:
    """One writer, killed in the middle of whatever it does then."""
    assert starter.stdin and starter.stdout
    starter.stdin.write("go\n")
    starter.stdin.flush()
    writer = int(starter.stdout.readline())
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    assert starter.stdout.readline() == "gone\n"


@pytest.mark.parametrize("engine", list(EngineName), ids=lambda engine: engine.value)
def test_a_killed_writer_loses_nothing(engine: EngineName, tmp_path: Path) -> None:
    """However often a writer is killed, there is one whole index, of one generation, never an older one than before."""
    chance, newest, seen = random.Random(31), 0, set()

    with writers(tmp_path, engine.value) as starter:
        killed_after(starter, 2)
        for _ in range(KILLS):
            killed_after(starter, chance.uniform(0.02, 0.5))
            found = look(tmp_path)
            assert found is not None
            _, made = found
            generation = int(made.stamp)
            own = search(tmp_path, f"generatie{generation}", analyser=plain_analyser(), stamp=made.stamp, limit=100)
            everything = search(tmp_path, "NIET nergens", analyser=plain_analyser(), limit=100)
            assert own.total == everything.total == size(generation)
            assert {hit.passage for hit in everything.hits} == {f"{generation}-{n}" for n in range(size(generation))}
            assert generation >= newest
            newest = generation
            seen.add(generation)

    assert len(seen) > 1
