"""The commands: each opens what it needs, calls, and prints. The only place where all parts meet."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cache, partial, wraps
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from corpus.model import (
        Box,
        DocId,
        Document,
        Given,
        MatchModel,
        Reading,
        Review,
        Table,
    )
    from corpus.profile import Profile
    from corpus.workspace import Workspace
    from index.dutch import Analyser
    from index.engine import Engine
    from index.filters import Filters
    from index.questions import Question
    from index.search import Found, Searcher
    from index.tables import Address
    from index.views import View
    from pipeline.album import Album
    from pipeline.match import Compare
    from pipeline.measure import Figures
    from review.links import LinkFor
    from review.report import ReportInput
    from review.status import Status
    from review.write import ReportFormat

T = TypeVar("T")

# Exit codes, as the README lists them.
NOTHING_FOUND, USAGE, SETTINGS, SOME_FAILED, ALL_FAILED, LOCKED, NO_INDEX, UNREADABLE = 1, 2, 3, 4, 5, 6, 7, 8


class Stop(click.ClickException):
    """One clear line on standard error, and an exit code."""

    @property
    def exit_code(self) -> int:  # type: ignore[override]  # Click reads it, and declares it a variable
        return self.code

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Desk:
    """What all commands share: where the workspace is, and whether to keep quiet."""

    folder: Path
    quiet: bool

    @contextmanager
    def open(self, *, create: bool = False) -> Iterator[Workspace]:
        """The workspace, its errors as one line each."""
        from corpus.store_errors import StoreError, UnknownDocumentError
        from corpus.workspace import Workspace, WorkspaceError, WorkspaceLockedError

        try:
            with Workspace.open(self.folder, create=create) as workspace:
                yield workspace
        except WorkspaceLockedError as error:
            raise Stop(str(error), LOCKED) from error
        except UnknownDocumentError as error:
            raise Stop(str(error), USAGE) from error
        except (WorkspaceError, StoreError) as error:
            raise Stop(str(error), SETTINGS) from error

    def say(self, text: str) -> None:
        """A line for the person, not for a pipe."""
        if not self.quiet:
            click.echo(text, err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="WAARGEMAAKT_WORKSPACE",
    default="werkmap",
    show_default=True,
    help="The folder that everything is kept in.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors.")
@click.version_option(package_name="waargemaakt")
@click.pass_context
def cli(context: click.Context, workspace: Path, quiet: bool) -> None:
    """Hold an organisation to its plan: what was pledged, what was reported, and what nobody answered.

    \b
    waargemaakt run plan.pdf jaarverslag-2023.pdf
    waargemaakt search stagediscriminatie
    waargemaakt report -o rapport.html
    """
    context.obj = Desk(workspace, quiet)


@cli.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--profile", help="A shipped profile, or the path of your own (.toml); kept with the workspace.")
@click.option("--reader", type=click.Choice(["auto", "pdfplumber", "pdfium"]), default="auto", show_default=True)
@click.option("--ocr", type=click.Choice(["auto", "never", "always"]), default="auto", show_default=True)
@click.option(
    "--vectors",
    type=click.Choice(["auto", "never"]),
    envvar="WAARGEMAAKT_VECTORS",
    default="auto",
    show_default=True,
    help="Whether pledges and results are compared by meaning too.",
)
@click.option(
    "--engine",
    type=click.Choice(["whoosh", "tantivy"]),
    help="What searches, kept with the workspace: whoosh (at first), or tantivy above 20,000 passages.",
)
@click.option("--kind", type=click.Choice(["plan", "report"]), help="What the documents are.")
@click.option("--title", help="The title of the document.")
@click.option("--organisation", help="Whose documents they are.")
@click.option("--year", type=click.IntRange(1900, 2100), help="The year that the report covers.")
@click.option("--period", metavar="FROM-TO", callback=lambda _, __, value: _period(value), help="As 2022-2030.")
@click.pass_obj
def run(
    desk: Desk,
    paths: tuple[Path, ...],
    profile: str | None,
    reader: str,
    ocr: str,
    vectors: str,
    engine: str | None,
    kind: str | None,
    title: str | None,
    organisation: str | None,
    year: int | None,
    period: tuple[int, int] | None,
) -> None:
    """Read, segment, match and index what is new or changed. A PATH is a PDF or a folder of them.

    Without PATH everything that is there already is brought up to date, as status says is needed.

    \b
    waargemaakt run plan.pdf jaarverslag-2023.pdf
    waargemaakt run --kind report --year 2024 nieuw.pdf
    waargemaakt run
    """
    from corpus.model import DocumentKind, Given
    from pipeline.batch import Voice, read_again, read_files

    given = Given(DocumentKind(kind) if kind else None, organisation, title, year, period)
    if not paths and given != Given():
        raise Stop("Give the PATH of the document that this is said of.", USAGE)
    with desk.open(create=bool(paths)) as workspace, workspace.locked():
        _keep_profile(workspace, profile)
        searching = _engine(workspace, engine)
        profiles = _profiles(workspace)
        read, stamp = partial(_reading, profiles=profiles, reader=reader, ocr=ocr), _stamp(profiles, reader, ocr)
        voice = Voice(desk.say, lambda line: click.echo(line, err=True))
        if paths:
            outcome = read_files(paths, workspace, read=read, stamp=stamp, given=given, voice=voice)
        else:
            kept = ((one.name, workspace.original(one.id)) for one in _outdated(workspace))
            outcome = read_again(kept, workspace, read=read, stamp=stamp, voice=voice)
        if workspace.store.documents():
            _match_all(desk, workspace, vectors)
            _index_all(desk, workspace, searching)
            _tell_news(desk, workspace)
    if outcome.failed and outcome.done:
        raise Stop(f"{outcome.failed} of {outcome.failed + outcome.done} failed; see above.", SOME_FAILED)
    if outcome.failed:
        raise Stop("No document could be read; see above.", ALL_FAILED if outcome.unreadable else UNREADABLE)


def _stamp(profiles: tuple[Profile, ...], reader: str, ocr: str) -> str:
    """What a reading depends on beside its document."""
    from pipeline.versions import VERSIONS

    return f"{VERSIONS} reader={reader} ocr={ocr} {' '.join(profile.stamp for profile in profiles)}"


def _outdated(workspace: Workspace) -> tuple[Document, ...]:
    """The documents that were read by other versions or with another profile, whatever reader was asked for."""
    from pipeline.ocr import OcrMode
    from pipeline.read import Reader

    store, profiles = workspace.store, _profiles(workspace)
    stamps = [_stamp(profiles, reader.value, ocr.value) for reader in Reader for ocr in OcrMode]
    return tuple(one for one in store.documents() if not any(store.is_current(one.id, stamp) for stamp in stamps))


def _period(value: str | None) -> tuple[int, int] | None:
    if not value:
        return None
    first, _, last = value.partition("-")
    if not (first.isdigit() and last.isdigit() and 1900 <= int(first) < int(last) <= 2100):
        raise click.BadParameter(f"'{value}' is no period; write the first and last year, as 2022-2030.")
    return int(first), int(last)


def _keep_profile(workspace: Workspace, name: str | None) -> None:
    """Check the profile and keep it with the workspace, so that later runs use it too."""
    from corpus.profile import ProfileError, UnknownProfileError, load_profile, profile_source

    if name is None:
        return
    try:
        load_profile(name)
        workspace.keep_profile(profile_source(name))
    except (ProfileError, UnknownProfileError) as error:
        raise Stop(str(error), SETTINGS) from error


def _profiles(workspace: Workspace) -> tuple[Profile, ...]:
    """The workspace's own profile, or else all shipped ones to choose from."""
    from corpus.profile import ProfileError, UnknownProfileError, load_profile, profiles

    try:
        own = workspace.profile
        return (load_profile(own),) if own else tuple(load_profile(name) for name in profiles())
    except (ProfileError, UnknownProfileError) as error:
        raise Stop(str(error), SETTINGS) from error


def _reading(
    data: bytes, name: str, document: DocId, given: Given, *, profiles: tuple[Profile, ...], reader: str, ocr: str
) -> Reading:
    """One document through the pipeline, with the language resources loaded once."""
    from corpus.profile import choose_profile
    from corpus.wordlist import dutch_words_lower
    from pipeline.isolation import cores, ocr_safely, read_safely
    from pipeline.language import dutch
    from pipeline.ocr import OcrMode, with_pictures_read
    from pipeline.read import Reader
    from pipeline.read_ocr import HOW_TO_INSTALL, can_read_pictures
    from pipeline.rules import rules
    from pipeline.run import read_document

    known = dutch_words_lower().__contains__

    opened = with_pictures_read(
        read_safely(data, reader=Reader(reader), jobs=cores()),
        mode=OcrMode(ocr),
        known=known,
        read=partial(ocr_safely, data, jobs=cores()) if can_read_pictures() else None,
        advice=HOW_TO_INSTALL,
    )
    return read_document(
        opened,
        name,
        document,
        rules_for=lambda text: rules(profiles[0] if len(profiles) == 1 else choose_profile(text, profiles)),
        given=given,
        known=known,
        language=dutch(),
    )


def _model(workspace: Workspace, vectors: str) -> tuple[MatchModel, bool]:
    """The weights in use, learned ones if there are any, and whether meaning is compared too."""
    from pipeline.vectors import can_embed

    embeds = vectors == "auto" and can_embed()
    return _weights(workspace, embeds=embeds), embeds


def _weights(workspace: Workspace, *, embeds: bool) -> MatchModel:
    from corpus.matchmodel import LEXICAL, STANDARD, MatchModelError, load_match_model

    try:
        return load_match_model(workspace.model(embeds=embeds) or (STANDARD if embeds else LEXICAL))
    except MatchModelError as error:
        raise Stop(str(error), SETTINGS) from error


def _match_all(desk: Desk, workspace: Workspace, vectors: str) -> None:
    """Propose results of every report for the pledges of every plan, when anything changed."""
    from pipeline.kept import match_kept
    from pipeline.vectors import HOW_TO_INSTALL

    model, embeds = _model(workspace, vectors)
    stamp = _match_stamp(workspace, model, embeds)
    if workspace.store.matches_stamp() != stamp:
        if not embeds:
            why = "as --vectors never asks." if vectors == "never" else f"for meaning as well: {HOW_TO_INSTALL}"
            desk.say(f"Compared by words only, {why}")
        matched = match_kept(workspace.store, comparing(workspace, embeds=embeds), model)
        for line in matched.told:
            desk.say(line)
        workspace.store.save_matches(matched.matches, matched.assignments, matched.continuations, stamp=stamp)


def _match_stamp(workspace: Workspace, model: MatchModel, embeds: bool) -> str:
    """What matches depend on: versions, weights, documents and lists of concepts."""
    from corpus.model import content_id
    from pipeline.vectors import MODEL
    from pipeline.versions import MATCH_VERSION

    how = MODEL if embeds else "words"
    return f"match={MATCH_VERSION} {how} {content_id(repr(model))} {_index_stamp(workspace)}"


def comparing(workspace: Workspace, *, embeds: bool) -> Compare:
    """With what pledges and results are compared: the analysis, the concepts, and vectors when there are any."""
    from pipeline.concepts import concept_finder
    from pipeline.coverage import Sense
    from pipeline.language import STOP_WORDS
    from pipeline.match import Compare
    from pipeline.vectors import embedder

    tokens = _analyser(workspace).tokens
    used = {document.profile for document in workspace.store.documents()}
    concepts = [one for profile in _profiles(workspace) if profile.name in used for one in profile.concepts]
    sense = Sense(tokens, concept_finder(concepts, tokens, STOP_WORDS), STOP_WORDS)
    return Compare(sense, embedder(workspace.store) if embeds else None)


def _asking(workspace: Workspace) -> Analyser:
    """The Dutch analysis to search with: what a workspace has made of it lies in its index."""
    from corpus.wordlist import dutch_words
    from index.dutch import Analyser

    return Analyser(dutch_words)


def _learning(workspace: Workspace) -> Analyser:
    """The Dutch analysis to index with, with the concepts of the profiles in use."""
    from corpus.wordlist import dutch_words
    from index.dutch import Analyser, Concept

    used = {document.profile for document in workspace.store.documents()}
    concepts = [
        Concept((one.term, *one.variants), one.narrower)
        for profile in _profiles(workspace)
        if profile.name in used
        for one in profile.concepts
    ]
    return Analyser(dutch_words, tuple(concepts))


def _analyser(workspace: Workspace) -> Analyser:
    """The same, with compounds split by how often words occur in the documents."""
    return _learning(workspace).for_corpus(passage.quote.text for passage in workspace.store.passages())


def _engine(workspace: Workspace, name: str | None) -> Engine:
    """The search engine that is asked for now, and kept, or was before."""
    from index.engines import EngineName, engine_named
    from index.folder import IndexUnusableError

    try:
        engine = engine_named(name or workspace.engine or EngineName.WHOOSH.value)
    except IndexUnusableError as error:
        raise Stop(str(error), SETTINGS) from error
    if name and name != workspace.engine:
        workspace.keep_engine(name)
    return engine


def _index_all(desk: Desk, workspace: Workspace, engine: Engine) -> None:
    """Build the index anew when it is not the one of what the store holds, or is another engine's."""
    from index.folder import Health
    from index.search import build_index, health

    store, stamp = workspace.store, _index_stamp(workspace)
    found = health(workspace.index, stamp, engine=engine)
    if found is Health.GOOD:
        return
    if found is Health.DAMAGED:
        desk.say("The search index was damaged or came from elsewhere. It is not opened, and built anew:")
    passages = store.passages()
    documents = {document.id: document for document in store.documents()}
    build_index(passages, documents, _learning(workspace), workspace.index, stamp, engine=engine)
    desk.say(f"{len(passages)} passages indexed")


def _index_stamp(workspace: Workspace) -> str:
    """What the index depends on: the documents as read, and the lists of concepts."""
    return f"documents={workspace.documents_stamp} lists={workspace.lists_stamp}"


_NARROWING = (
    click.option("--document", multiple=True, help="Only in this document; may be given more than once."),
    click.option("--year", multiple=True, help="Only of this year, or these: 2022..2024."),
    click.option("--kind", multiple=True, help="Only in: plan, report, pledge, result, table, heading or text."),
    click.option("--theme", multiple=True, help="Only under this theme."),
    click.option("--page", multiple=True, help="Only on this page."),
    click.option("--exact", is_flag=True, help="Only the words as written."),
    click.option("--no-compounds", is_flag=True, help="Not inside compound words."),
    click.option("--no-concepts", is_flag=True, help="Not by way of the concept list."),
)


def _narrowing(command: Callable[..., None]) -> Callable[..., None]:
    """Options that narrow a search, handed over together as `filters`."""

    @wraps(command)
    def narrowed(*others: object, exact: bool, no_compounds: bool, no_concepts: bool, **named: object) -> None:
        from index.filters import Filters, OptionError
        from index.printing import pointed

        wanted = {name: named.pop(name) for name in ("document", "year", "kind", "theme", "page")}
        try:
            filters = Filters(**wanted, exact=exact, compounds=not no_compounds, concepts=not no_concepts)  # type: ignore[arg-type]  # Click made them tuples of texts
        except OptionError as error:
            raise Stop(pointed("", error), USAGE) from error
        command(*others, filters=filters, **named)

    for option in reversed(_NARROWING):
        narrowed = option(narrowed)
    return narrowed


@dataclass(frozen=True, slots=True)
class Target:
    """Where an answer goes: to a file or in a format when either is given, else to the terminal, as JSON or as text."""

    output: Path | None
    form: str | None
    as_json: bool

    def __post_init__(self) -> None:
        if self.as_json and self.is_table:
            raise Stop("Give --json, or a file with -o and --format, not both.", USAGE)
        if self.is_table:
            _format(self.output, self.form, "csv", "xlsx")

    @property
    def is_table(self) -> bool:
        return bool(self.output or self.form)

    def write(self, desk: Desk, *tables: Table) -> None:
        """Write the tables, all in a workbook or the first as CSV."""
        from review.write import write_tables
        from review.xlsx import TooManyRowsError

        chosen, now = _format(self.output, self.form, "csv", "xlsx"), datetime.now().astimezone()
        try:
            with _written(self.output):
                write_tables(tables, chosen, self.output or sys.stdout.buffer, now=now)
        except TooManyRowsError as error:
            raise Stop(str(error), USAGE) from error
        if self.output:
            desk.say(f"The table is {self.output}")


@cli.command()
@click.argument("query", required=False)
@click.option(
    "--queries", type=click.Path(path_type=Path, dir_okay=False), help="Count each question in this CSV file."
)
@click.option(
    "--saved", is_flag=False, flag_value="", metavar="[NAME]", help="A saved search; without a name count all."
)
@click.option("--save", metavar="NAME", help="Keep this search: run then tells what is new for it.")
@click.option("--sort", type=click.Choice(["relevance", "document", "year"]), default="relevance", show_default=True)
@click.option("--kwic", "view", flag_value="kwic", help="Each occurrence with what stands before and after it.")
@click.option("--facets", "view", flag_value="facets", help="How many by document, year, theme and kind.")
@click.option("--limit", type=click.IntRange(1), help="How many hits at most. Default: 20 as a list, else all.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write all hits to this file.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="Default: by the file name.")
@_narrowing
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def search(
    desk: Desk,
    query: str | None,
    queries: Path | None,
    saved: str | None,
    save: str | None,
    sort: str,
    view: str | None,
    limit: int | None,
    output: Path | None,
    form: str | None,
    as_json: bool,
    filters: Filters,
) -> None:
    """Search all documents in Dutch: inflections, compounds and abbreviations are found too. See docs/search.md.

    \b
    waargemaakt search stagediscriminatie
    waargemaakt search '"leven lang ontwikkelen" NOT bpv' --kind result --sort year
    waargemaakt search stage -o stage.xlsx
    waargemaakt search --queries zoekvragen.csv -o telling.xlsx
    """
    from index.filters import Filters
    from index.printing import nothing
    from index.questions import Question
    from index.search import Order
    from index.views import View

    if sum(one is not None for one in (query, queries, saved)) != 1:
        raise Stop("Give one of these: a QUERY, --queries FILE, or --saved.", USAGE)
    if saved is not None and filters != Filters():
        raise Stop("A saved search has options of its own: leave out the others.", USAGE)
    if (queries or saved == "") and (save is not None or view or limit):
        raise Stop("Many questions are counted: --save, --kwic, --facets and --limit are for one.", USAGE)
    target = Target(output, form, as_json)
    with desk.open() as workspace:
        if queries or saved == "":
            _count(desk, workspace, _listed(queries, filters) if queries else _saved(workspace), target)
            return
        one = _saved(workspace, saved)[0] if saved else Question(query or "", query or "", filters)
        shown, order = View(view or "hits"), Order(sort)
        listed = shown is View.HITS and not target.is_table and not target.as_json
        most = 0 if shown is View.FACETS else limit or (20 if listed else None)
        found = _asked(
            workspace, lambda index: index.answer(one.text, one.filters, limit=most, order=order, lenient=listed), one
        )
        if save is not None:
            _save(desk, workspace, replace(one, name=save))
        if not found.total:
            raise Stop(nothing(found), NOTHING_FOUND)
        _show(desk, workspace, one, found, shown, target)


def _show(desk: Desk, workspace: Workspace, question: Question, found: Found, view: View, target: Target) -> None:
    """What was found, and on standard error what does not belong in a file: notes, and that it was cut off."""
    from index.printing import Ink
    from index.tables import about_table, cut_off
    from index.views import View, json_lines, lines, table

    address = _addresses(workspace, target.output)
    if not target.is_table and not target.as_json:
        ink = Ink(lambda word: click.style(word, bold=True))
        if sys.stdout.isatty():
            ink = replace(ink, address=_addresses(workspace, None, whole=True), width=get_terminal_size().columns)
        for line in lines(found, view, ink):
            click.echo(line)
        return
    for note in found.notes:
        desk.say(f"Let op: {note}")
    cut = view is not View.FACETS and len(found.hits) < found.total
    if cut:
        click.echo(cut_off(found), err=True)
    if target.is_table:
        target.write(desk, table(found, view, address), about_table(question, found, cut=cut))
        return
    for line in json_lines(found, view, address):
        click.echo(line)


def _count(desk: Desk, workspace: Workspace, questions: Sequence[Question], target: Target) -> None:
    """The questions counted in every document. One that cannot be asked is a row; the exit code tells."""
    from index.printing import tally_json, tally_lines
    from index.questions import answers
    from index.tables import matrix_table, tally_table

    if not questions:
        raise Stop("Nothing is saved yet: use `waargemaakt search QUERY --save NAME`.", NOTHING_FOUND)
    answered = _asked(workspace, lambda index: answers(index, questions))
    if target.is_table:
        target.write(desk, tally_table(answered), matrix_table(answered))
    else:
        objects = (line for one in answered for line in tally_json(one))
        for line in objects if target.as_json else tally_lines(answered):
            click.echo(line)
    wrong = sum(one.error is not None for one in answered)
    if wrong:
        told = f"{wrong} of {len(answered)} queries could not be asked; their rows say why."
        raise Stop(told, ALL_FAILED if wrong == len(answered) else SOME_FAILED)


def _asked(workspace: Workspace, ask: Callable[[Searcher], T], question: Question | None = None) -> T:
    """What is made of the index, opened once; a mistake in the question that is asked is pointed at."""
    from index.folder import IndexUnusableError
    from index.printing import pointed
    from index.query_words import QueryError
    from index.search import asked

    if question and question.fault:
        raise Stop(question.fault, USAGE)
    try:
        return asked(workspace.index, ask, analyser=_asking(workspace), stamp=_index_stamp(workspace))
    except QueryError as error:
        raise Stop(pointed(question.text if question else "", error), USAGE) from error
    except IndexUnusableError as error:
        raise Stop(str(error), NO_INDEX) from error


def _listed(file: Path, filters: Filters) -> Sequence[Question]:
    """The questions in a file, all with these options."""
    from index.questions import QuestionsError, read_questions

    try:
        return read_questions(file.read_bytes(), filters)
    except OSError as error:
        raise Stop(f"{file} cannot be read ({error.strerror}).", UNREADABLE) from error
    except QuestionsError as error:
        raise Stop(f"{file}: {error}", UNREADABLE) from error


def _saved(workspace: Workspace, name: str = "") -> list[Question]:
    """The saved search of this name, or without a name all of them."""
    from corpus.saved import saved_search, saved_searches
    from index.questions import question

    found = [saved_search(workspace.searches, name)] if name else saved_searches(workspace.searches)
    return [question(one.name, one.query, one.options) for one in found]


def _save(desk: Desk, workspace: Workspace, question: Question) -> None:
    """Keep the search; what it finds now has been seen."""
    from corpus.saved import SavedSearch, with_search
    from index.news import catch_up

    with workspace.locked():
        saved = SavedSearch(name=question.name, query=question.text, **asdict(question.filters))
        workspace.keep_searches(with_search(workspace.searches, saved))
        _asked(workspace, lambda index: catch_up(index, [question], workspace.index, anew=True))
    desk.say(f"Saved as '{question.name}'; run tells what is new for it.")


def _tell_news(desk: Desk, workspace: Workspace) -> None:
    """What is new for each saved search; a file of them that cannot be read does not make the run fail."""
    from corpus.saved import SavedSearchesError
    from index.news import catch_up
    from index.printing import news_line

    try:
        questions = _saved(workspace)
    except SavedSearchesError as error:
        click.echo(str(error), err=True)
        return
    for one in _asked(workspace, lambda index: catch_up(index, questions, workspace.index)) if questions else ():
        if one.new or one.error:
            click.echo(news_line(one), err=one.error is not None)
        else:
            desk.say(news_line(one))


@cli.command()
@click.option("--remove", metavar="NAME", help="Throw this saved search away.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def searches(desk: Desk, remove: str | None, as_json: bool) -> None:
    """List the saved searches. They stand in zoekvragen.toml in the workspace, where you can also change them.

    \b
    waargemaakt searches
    waargemaakt searches --remove stage
    """
    from corpus.saved import saved_searches, typed, without_search

    with desk.open() as workspace:
        if remove is not None:
            with workspace.locked():
                workspace.keep_searches(without_search(workspace.searches, remove))
            desk.say(f"'{remove}' is no longer saved.")
            return
        found = saved_searches(workspace.searches)
        wide = max((len(one.name) for one in found), default=0)
        for one in found:
            click.echo(json.dumps(asdict(one), ensure_ascii=False) if as_json else f"{one.name:{wide}}  {typed(one)}")


@cli.command()
@click.argument("query")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Draw the figure in this SVG file."
)
@_narrowing
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def trend(desk: Desk, query: str, output: Path | None, as_json: bool, filters: Filters) -> None:
    """Count the answers to a question by year, also for each 1,000 words, and draw them.

    \b
    waargemaakt trend stagediscriminatie -o stagediscriminatie.svg
    """
    from index.printing import nothing, table_lines, year_json
    from index.questions import Question
    from index.tables import year_table
    from index.tallies import years
    from review.figure import trend_svg
    from review.write import write

    if output and output.suffix.lower() != ".svg":
        raise Stop(f"The figure is an SVG: give '{output}' a name that ends in .svg.", USAGE)
    with desk.open() as workspace:
        found = _asked(workspace, lambda index: index.tally(query, filters), Question(query, query, filters))
    if not found.total:
        raise Stop(nothing(found), NOTHING_FOUND)
    counts = years(found.tallies)
    for note in found.notes:
        desk.say(f"Let op: {note}")
    for line in map(year_json, counts) if as_json else table_lines(year_table(counts)):
        click.echo(line)
    if output:
        with _written(output):
            write(trend_svg(query, counts, options=filters.told()).encode(), output)
        desk.say(f"The figure is {output}")


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def documents(desk: Desk, as_json: bool) -> None:
    """List the documents: what each is, and how well its pages were read.

    \b
    waargemaakt documents
    waargemaakt documents --json
    """
    from review.terminal import document_json, document_lines

    with desk.open() as workspace:
        store = workspace.store
        found = [(document, store.page_notes(document.id)) for document in store.documents()]
        if as_json:
            for document, notes in found:
                click.echo(document_json(document, notes, store.problems(document.id)))
            return
        for line in document_lines(found):
            click.echo(line)
        for failure in store.failures():
            click.echo(f"{failure.name} {failure.problem.message}", err=True)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def status(desk: Desk, as_json: bool) -> None:
    """Tell what is in the workspace, whether matching and index are up to date, why not, and what there is to do.

    Ends with 1 when there is work for run, or a file that could not be read; with 7 when nothing can be searched.

    \b
    waargemaakt status
    """
    from review.status import status_json, status_lines

    with desk.open() as workspace:
        found = _status(workspace)
    for line in [status_json(found)] if as_json else status_lines(found):
        click.echo(line)
    if found.pending:
        raise click.exceptions.Exit(NOTHING_FOUND if found.index.usable else NO_INDEX)


def _status(workspace: Workspace) -> Status:
    from index.state import index_state
    from review.status import IndexFacts, status_of

    state = index_state(workspace.index, _index_stamp(workspace), _engine(workspace, None))
    causes = tuple(cause.value for cause in state.changed)
    index = IndexFacts(state.health.value, causes, state.engine, state.passages, state.size, state.better)
    stamps = [_match_stamp(workspace, *_model(workspace, vectors)) for vectors in ("auto", "never")]
    matched = workspace.store.matches_stamp() in stamps
    outdated = {document.id for document in _outdated(workspace)}
    return status_of(workspace.folder, workspace.store, outdated=outdated, matched=matched, index=index)


@cli.command()
@click.argument("document")
@click.option("--page", type=click.IntRange(1), help="Only this page.")
@click.option("--picture", type=click.Path(path_type=Path, dir_okay=False), help="A PNG of the page with its blocks.")
@click.pass_obj
def show(desk: Desk, document: str, page: int | None, picture: Path | None) -> None:
    """Show what was read: the blocks of each page in reading order, with their roles, and what was odd.

    \b
    waargemaakt show jaarverslag-2023 --page 20 --picture bladzijde.png
    """
    from pipeline.drawing import NoPictureError, NotWrittenError, save_drawing
    from review.terminal import page_lines

    if picture and page is None:
        raise Stop("A picture is of one page: say which with --page.", USAGE)
    with desk.open() as workspace:
        store = workspace.store
        found = store.document(document)
        notes = [note for note in store.page_notes(found.id) if page in (None, note.number)]
        if not notes:
            raise Stop(f"{found.name} has no page {page}; it has {found.pages}.", USAGE)
        blocks = store.blocks(found.id)
        try:
            if picture:
                save_drawing(picture, workspace.original(found.id), notes[0], blocks)
        except (NoPictureError, NotWrittenError) as error:
            raise Stop(f"{error}", UNREADABLE if isinstance(error, NoPictureError) else SETTINGS) from error
        click.echo("\n".join(page_lines(notes, blocks, store.problems(found.id))))


@cli.command()
@click.option("--document", help="Only of this document.")
@click.option("--theme", default="", help="Only under a theme or subtheme with this in its name.")
@click.option("--owner", default="", help="Only those that a person with this in the name answers for.")
@click.option("--kind", type=click.Choice(["listed", "in_text", "assigned"]), help="How the pledge was made.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as export statements gives.")
@click.pass_obj
def pledges(desk: Desk, document: str | None, theme: str, owner: str, kind: str | None, as_json: bool) -> None:
    """List what was pledged: in a list, in running text, or as a goal that a report assigns to a person.

    \b
    waargemaakt pledges --theme kwaliteit
    waargemaakt pledges --kind assigned --owner jansen --json
    """
    from corpus.model import PledgeClass
    from review.contract import statement_lines
    from review.library import owned
    from review.listing import Wanted, pledge_lines

    wanted = Wanted(theme, owner, PledgeClass(kind) if kind else None)
    with desk.open() as workspace:
        store, assignments, listed = workspace.store, workspace.store.assignments(), 0
        for one in (store.document(document),) if document else store.documents():
            chosen = [pledge for pledge in owned(store.pledges(one.id), assignments) if wanted.pledge(pledge)]
            listed += len(chosen)
            for line in statement_lines(one, chosen, (), assignments) if as_json else pledge_lines(one, chosen):
                click.echo(line)
    if not listed:
        raise Stop("No pledge is like that. Without options all are listed.", NOTHING_FOUND)


@cli.command()
@click.option("--document", help="Only of this document.")
@click.option("--theme", default="", help="Only under a theme or subtheme with this in its name.")
@click.option(
    "--stage",
    type=click.Choice(["done", "ongoing", "planned", "context"]),
    help="Only those whose furthest sentence is this far.",
)
@click.option("--unpledged", is_flag=True, help="Only those that stand beside no pledge.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, as export statements gives.")
@click.pass_obj
def results(desk: Desk, document: str | None, theme: str, stage: str | None, unpledged: bool, as_json: bool) -> None:
    """List what was reported, with how far each result is, and the dates, amounts and counts in it.

    \b
    waargemaakt results --document jaarverslag-2023 --stage planned
    waargemaakt results --unpledged --json
    """
    from corpus.model import Stage
    from review.contract import statement_lines
    from review.listing import Wanted, result_lines
    from review.rows import report_rows

    with desk.open() as workspace:
        store = workspace.store
        among = report_rows(_report_input(workspace)).unpledged if unpledged else None
        wanted, listed = Wanted(theme, stage=Stage(stage) if stage else None, among=among), 0
        for one in (store.document(document),) if document else store.documents():
            chosen = [result for result in store.results(one.id) if wanted.result(result)]
            listed += len(chosen)
            for line in statement_lines(one, (), chosen) if as_json else result_lines(one, chosen):
                click.echo(line)
    if not listed:
        raise Stop("No result is like that. Without options all are listed.", NOTHING_FOUND)


@cli.command()
@click.argument("what", type=click.Choice(["pledges", "sections", "stages", "owners", "matches"]))
@click.argument("truth", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--document", help="Which document the truth is of; for matches the report.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def evaluate(desk: Desk, what: str, truth: Path | None, document: str | None, as_json: bool) -> None:
    """Measure what was found against a file that says what is true, or matches against what reviewers judged.

    TRUTH is JSON: `pledges` (text), `results` (heading, text), `sentences` (text, stage), `goals` (text, owner,
    pledge), and for matches graded pairs of ids as well. What was missed is told beside the figures.

    \b
    waargemaakt evaluate pledges toezeggingen.json --document plan
    waargemaakt evaluate matches
    """
    from pipeline.measure import figure_lines
    from pipeline.truth import TruthError

    with desk.open() as workspace:
        try:
            found = _measured(workspace, what, truth.read_text("utf-8") if truth else None, document)
        except (OSError, UnicodeDecodeError, TruthError) as error:
            raise Stop(f"{truth}: {error}", UNREADABLE) from error
    for line in [json.dumps(found.rows())] if as_json else figure_lines(found.rows()):
        click.echo(line)
    for text in found.missed:
        desk.say(f"Missed: {text}")


def _measured(workspace: Workspace, what: str, truth: str | None, document: str | None) -> Figures:
    from pipeline.measure import MEASURES, NothingJudgedError, matches_measured

    store = workspace.store
    chosen = store.document(document).id if document else None
    if what == "matches":
        try:
            return matches_measured(store, truth, chosen)
        except NothingJudgedError as error:
            raise Stop(str(error), NOTHING_FOUND) from error
    if truth is None:
        raise Stop(f"Say with a file which {what} there are.", USAGE)
    return MEASURES[what](store, truth, chosen)


@cli.command()
@click.argument("truth", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--vectors", type=click.Choice(["auto", "never"]), envvar="WAARGEMAAKT_VECTORS", default="auto")
@click.option("--apply", "applies", is_flag=True, help="Use the new weights from the next run on, if they are better.")
@click.pass_obj
def train(desk: Desk, truth: Path | None, vectors: str, applies: bool) -> None:
    """Learn the weights of matching anew from what reviewers judged, or from a file with graded pairs.

    Shows what the old weights reach, and the new ones on pledges that they have not seen. Worse ones are never used.

    \b
    waargemaakt train
    waargemaakt train beoordeeld.json --apply
    """
    from pipeline.kept import train_kept
    from pipeline.training import TooFewExamplesError, model_toml
    from pipeline.truth import TruthError

    with desk.open() as workspace, workspace.locked():
        model, embeds = _model(workspace, vectors)
        try:
            text = truth.read_text("utf-8") if truth else None
            found = train_kept(workspace.store, comparing(workspace, embeds=embeds), model, text)
        except (OSError, UnicodeDecodeError, TruthError) as error:
            raise Stop(f"{truth}: {error}", UNREADABLE) from error
        except TooFewExamplesError as error:
            raise Stop(str(error), NOTHING_FOUND) from error
        before, after = found.before.rows(), found.after.rows()
        click.echo(f"{'':32}before after")
        for name in before:
            click.echo(f"{name:32}{before[name] or 0:6.3f} {after[name] or 0:5.3f}")
        source = model_toml(found.model, quality=found.quality, about="Weights learned with waargemaakt train.")
        if applies and found.better:
            workspace.keep_model(source, embeds=embeds)
            desk.say("The new weights are used from the next run on.")
        else:
            click.echo(source)
            desk.say("The new weights are better: --apply uses them." if found.better else "The old weights stay.")


@cli.command()
@click.argument("stream", type=click.Choice(["blocks", "sections", "statements", "matches", "reviews"]))
@click.option("--document", help="Only this document; for matches the report.")
@click.pass_obj
def export(desk: Desk, stream: str, document: str | None) -> None:
    """Write what is known as JSON Lines on standard output.

    \b
    waargemaakt export statements --document plan > pledges.jsonl
    """
    from review.contract import exported

    with desk.open() as workspace:
        store = workspace.store
        chosen = (store.document(document),) if document else store.documents()
        for line in exported(store, stream, chosen):
            click.echo(line)


@cli.command()
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Default: standard output.")
@click.option("--format", "form", type=click.Choice(["html", "xlsx", "csv", "json"]), help="Default: by the file name.")
@click.pass_obj
def report(desk: Desk, output: Path | None, form: str | None) -> None:
    """Write the report in Dutch: every pledge with what was reported for it, the unanswered ones included.

    \b
    waargemaakt report -o rapport.html
    waargemaakt report --format csv > toezeggingen.csv
    """
    from review.rows import report_rows
    from review.write import write_report

    chosen = _format(output, form, "html", "xlsx", "csv", "json")
    with desk.open() as workspace, _written(output):
        rows = report_rows(_report_input(workspace))
        write_report(rows, chosen, output or sys.stdout.buffer, link=_file_link(workspace, output))
    if output:
        desk.say(f"The report is {output}")


def _report_input(workspace: Workspace) -> ReportInput:
    from pipeline.vectors import MODEL
    from pipeline.versions import MATCH_VERSION, VERSIONS
    from review.library import report_input
    from review.report import Basis

    used = {document.profile for document in workspace.store.documents()}
    lists = [one.concepts_version for one in _profiles(workspace) if one.name in used and one.concepts]
    stamp = workspace.store.matches_stamp()
    meaning = MODEL in stamp.split() if stamp else None
    version = _weights(workspace, embeds=meaning is True).version
    return report_input(
        workspace.store,
        generated_at=datetime.now().astimezone(),
        basis=Basis(meaning, "; ".join(lists), not used or (stamp or "").startswith(f"match={MATCH_VERSION} ")),
        notes=(f"Versies: {VERSIONS} match={MATCH_VERSION}, weging {version}.",),
    )


def _format(output: Path | None, form: str | None, *known: str) -> ReportFormat:
    """As is asked for, else by the file name, else the first of those known."""
    from review.write import ReportFormat

    name = form or (output.suffix.lstrip(".").lower() if output else "") or known[0]
    if form and output and output.suffix.lstrip(".").lower() in set(known) - {form}:
        raise Stop(f"'{output}' is no name for {form}: let it end in .{form}.", USAGE)
    if name not in known:
        some = f"{', '.join(known[:-1])} or {known[-1]}"
        raise Stop(f"'{output}' does not say which format it is. Give --format {some}.", USAGE)
    return ReportFormat(name)


@contextmanager
def _written(output: Path | None) -> Iterator[None]:
    """A file that cannot be written is one clear line; standard output is left to `main`."""
    try:
        yield
    except OSError as error:
        if output is None:
            raise
        raise Stop(f"{output} cannot be written ({error.strerror}). Choose another place.", SETTINGS) from error


def _addresses(workspace: Workspace, output: Path | None, *, whole: bool = False) -> Address:
    """Where a page of an original opens, as seen from the file that says so, or from here; or wherever one is."""
    folder = (output.parent if output else Path()).resolve()

    @cache
    def place(document: DocId) -> str:
        original = workspace.folder.resolve() / workspace.store.source(document).path
        return original.as_uri() if whole else Path(os.path.relpath(original, folder)).as_posix()

    return lambda document, page: f"{place(document)}#page={page}"


def _file_link(workspace: Workspace, output: Path | None) -> LinkFor:
    """Links from a report in a file to the original beside it in the workspace, at its page."""
    address = _addresses(workspace, output)

    def link(document: Document, page: int, boxes: tuple[Box, ...]) -> str | None:
        return address(document.id, page) if page else None

    return link


@cli.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8020, show_default=True, help="0 takes a free one.")
@click.pass_obj
def review(desk: Desk, port: int) -> None:
    """Judge the proposals in a browser, on this computer only. Stop with Ctrl-C.

    \b
    waargemaakt review
    """
    from secrets import token_urlsafe

    from pipeline.album import Album
    from review.app import create_app
    from review.serve import PortTakenError, serve

    with desk.open() as workspace:
        app = create_app(Shelf(workspace, Album(workspace.pages)), token=token_urlsafe())
        try:
            serve(app, port=port, ready=lambda address: click.echo(f"Open {address}", err=True))
        except PortTakenError as error:
            raise Stop(str(error), SETTINGS) from error


@dataclass(frozen=True, slots=True)
class Shelf:
    """A workspace as the web application sees it."""

    workspace: Workspace
    album: Album

    def report_input(self) -> ReportInput:
        return _report_input(self.workspace)

    def add_review(self, review: Review) -> None:
        self.workspace.store.add_review(review)

    def page_image(self, document: DocId, page: int) -> bytes:
        from pipeline.picture import NoPictureError
        from review.source import NotDrawnError

        try:
            return self.album.png(document, page, partial(self.original, document))
        except NoPictureError as error:
            raise NotDrawnError(str(error)) from error

    def original(self, document: DocId) -> bytes:
        from corpus.store_errors import UnknownDocumentError
        from corpus.workspace import MissingOriginalError
        from review.source import MissingError

        try:
            return self.workspace.original(document)
        except (MissingOriginalError, UnknownDocumentError) as error:
            raise MissingError(document) from error

    def now(self) -> datetime:
        return datetime.now().astimezone()


def main() -> None:
    """Run the command line; a broken pipe has its own exit code."""
    try:
        cli(prog_name="waargemaakt")
    except BrokenPipeError:
        # Python flushes standard output once more at exit; there is nobody left to read it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)


if __name__ == "__main__":
    main()
