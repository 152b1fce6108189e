"""The report to plain tables. Alone knows which columns a spreadsheet gets, and in which order."""

from __future__ import annotations

from collections.abc import Iterable

from corpus.model import Column, Label, Table, TableCell
from review import words
from review.report import Finding, Notice, PledgeRow, Proposal, Quality, Report, YearOnYear


def tables(report: Report) -> tuple[Table, ...]:
    """The sheets of a workbook; those of years and of loose reviews only when there are any."""
    years = (_years(report),) if report.years else ()
    loose = (_loose(report),) if report.loose else ()
    found = (pledge_table(report), proposal_table(report), _unserved(report), *years, _problems(report))
    return (*found, *loose, _method(report))


PLEDGE_COLUMNS = (
    Column("Nummer", 9),
    Column("Thema", 22),
    Column("Subthema", 22),
    Column("Toezegging", 70),
    Column("Kort", 26),
    Column("Verantwoordelijk", 20),
    Column("Plan", 22),
    Column("Pagina", 9),
    Column("Soort", 26),
    Column("Toetsbaar", 16),
    Column("Waarom toetsbaar", 44),
    Column("Sterkste bewijs", 20),
    Column("Stand", 30),
    Column("Direct bewijs", 14),
    Column("Ondersteunend", 15),
    Column("Verwant", 10),
    Column("Afgewezen", 11),
    Column("Nog te beoordelen", 18),
    Column("Van jaar tot jaar", 44),
    Column("Doorzocht", 44),
    Column("Toezegging-id", 20),
)


def pledge_table(report: Report) -> Table:
    """One row for each pledge, with or without evidence."""
    return Table("Toezeggingen", PLEDGE_COLUMNS, tuple(map(_pledge, report.rows)))


def _pledge(row: PledgeRow) -> tuple[TableCell, ...]:
    standing = [item.standing for item in row.proposals]
    return (
        row.number,
        row.pledge.theme,
        row.pledge.subtheme,
        row.pledge.text,
        row.pledge.label,
        row.pledge.owner,
        row.document.title or row.document.name,
        row.pledge.quote.page or None,
        words.CLASSES[row.pledge.pledge_class],
        row.pledge.check.verdict.value if row.pledge.check else None,
        row.pledge.check.why if row.pledge.check else None,
        words.STATUSES[row.status.label],
        words.status_text(row.status),
        standing.count(Label.DIRECT),
        standing.count(Label.SUPPORTING),
        standing.count(Label.RELATED),
        standing.count(Label.NONE),
        sum(not item.settled for item in row.proposals),
        "; ".join(map(words.year_text, row.years)),
        "; ".join(map(_searched, row.findings)),
        row.pledge.id,
    )


def _searched(finding: Finding) -> str:
    title = finding.report.title or finding.report.name
    unread = f", {words.count(finding.unread, 'pagina', 'pagina’s')} niet gelezen" if finding.unread else ""
    return f"{title}: {words.count(finding.searched, 'onderdeel', 'onderdelen')}{unread}"


PROPOSAL_COLUMNS = (
    Column("Nummer", 9),
    Column("Thema", 22),
    Column("Subthema", 22),
    Column("Toezegging", 50),
    Column("Stand van de toezegging", 30),
    Column("Verslag", 22),
    Column("Jaar", 8),
    Column("Onderdeel", 34),
    Column("Bewijszin", 60),
    Column("Pagina", 9),
    Column("Volgens het verslag", 19),
    Column("Voorstel", 16),
    Column("Score", 8),
    Column("Oordeel", 16),
    Column("Beoordelaar", 18),
    Column("Beoordeeld op", 20),
    Column("Toelichting", 40),
    Column("Eerdere oordelen", 40),
    Column("Waarom", 70),
    Column("Via begrippenlijst", 26),
    Column("Ook bij toezegging", 20),
    Column("Vervolg op", 44),
    Column("Bronvermelding", 44),
    Column("Toezegging-id", 20),
    Column("Resultaat-id", 20),
)


def proposal_table(report: Report) -> Table:
    """One row for each proposal, in the order of the report."""
    return Table("Voorstellen", PROPOSAL_COLUMNS, tuple(_line(row, item) for row, item in report.proposals()))


def flat_table(report: Report) -> Table:
    """As the proposals, and also one row, empty from the report on, for each pledge without any."""
    lines: list[tuple[TableCell, ...]] = []
    for row in report.rows:
        lines += [_line(row, item) for item in row.proposals] or [_bare(row)]
    return Table("Toezeggingen en voorstellen", PROPOSAL_COLUMNS, tuple(lines))


def _start(row: PledgeRow) -> tuple[TableCell, ...]:
    return row.number, row.pledge.theme, row.pledge.subtheme, row.pledge.text, words.status_text(row.status)


def _bare(row: PledgeRow) -> tuple[TableCell, ...]:
    return (*_start(row), *[None] * (len(PROPOSAL_COLUMNS) - 7), row.pledge.id, None)


def _line(row: PledgeRow, item: Proposal) -> tuple[TableCell, ...]:
    return (
        *_start(row),
        item.report.title or item.report.name,
        item.report.year,
        item.result.heading,
        item.evidence.text,
        item.page or None,
        words.STAGES[item.result.stage],
        words.LABELS[item.proposed] if item.match else None,
        round(item.match.score, 4) if item.match else None,
        *_judged(item),
        _why(item),
        ", ".join(item.match.concepts) if item.match else None,
        words.refs_text(item.also),
        words.sequel_text(item.sequel) if item.sequel else None,
        words.source_text(item.report, item.page),
        row.pledge.id,
        item.result.id,
    )


def _judged(item: Proposal) -> tuple[TableCell, ...]:
    if item.verdict is None:
        return None, None, None, None, None
    review = item.verdict.latest.review
    earlier = "; ".join(map(words.decision_text, item.verdict.earlier))
    return words.JUDGEMENTS[review.judgement], review.reviewer, f"{review.at:%Y-%m-%d %H:%M}", review.note, earlier


def _why(item: Proposal) -> str:
    parts = words.reasons(item.match.components) if item.match else ()
    return " ".join(f"{part.why} ({part.added})" for part in parts)


YEAR_COLUMNS = (
    *(Column("Verslag", 22), Column("Jaar", 8), Column("Vergeleken met", 22), Column("Wat", 26)),
    *(Column("Toezegging", 14), Column("Toezegging of onderdeel", 50), Column("Pagina", 9), Column("Vervolg op", 50)),
    *(Column("Toelichting", 60), Column("Toezegging-id", 20), Column("Resultaat-id", 20), Column("Vorig-id", 20)),
)


def _years(report: Report) -> Table:
    lines = [
        (one.report.title or one.report.name, one.report.year, words.titles(one.before), *line)
        for one in report.years
        for line in _changes(one)
    ]
    return Table("Van jaar tot jaar", YEAR_COLUMNS, tuple(lines))


def _changes(one: YearOnYear) -> Iterable[tuple[TableCell, ...]]:
    for what, rows in (("Voor het eerst beantwoord", one.first), ("Stilgevallen", one.silent)):
        for row in rows:
            told = "; ".join(words.year_text(year) for year in row.years if year.year <= (one.report.year or 0))
            page = row.pledge.quote.page or None
            yield what, str(row.number), row.pledge.text, page, None, told, row.pledge.id, None, None
    for item in (*one.new, *one.continued):
        result, sequel, serves = item.result, item.sequel, words.refs_text(item.serves)
        before = (words.sequel_text(sequel), sequel.why, None, result.id, sequel.earlier.id) if sequel else ()
        what, page = "Vervolg" if sequel else "Nieuw", result.quote.page or None
        yield what, serves, result.heading, page, *(before or (None, None, None, result.id, None))
    for result in one.ended:
        yield "Niet teruggekomen", None, result.heading, result.quote.page or None, None, None, None, None, result.id


def _unserved(report: Report) -> Table:
    columns = (
        *(Column("Verslag", 22), Column("Jaar", 8), Column("Thema", 22), Column("Onderdeel", 40), Column("Pagina", 9)),
        *(Column("Volgens het verslag", 19), Column("Tekst", 90), Column("Resultaat-id", 20)),
    )
    rows = [
        (
            *(unserved.report.title or unserved.report.name, unserved.report.year, result.theme, result.heading),
            *(result.quote.page or None, words.STAGES[result.stage], result.text, result.id),
        )
        for unserved in report.unserved
        for result in unserved.results
    ]
    return Table("Niet toegezegd", columns, tuple(rows))


def _problems(report: Report) -> Table:
    columns = Column("Document", 30), Column("Pagina", 9), Column("Stap", 16), Column("Melding", 100)
    pages = [line for quality in report.quality for line in _odd_pages(quality)]
    return Table("Problemen", columns, (*map(_notice, report.notices), *pages))


def _notice(notice: Notice) -> tuple[TableCell, ...]:
    name = notice.document.title or notice.document.name if notice.document else None
    return name, notice.problem.page, words.stage_name(notice.problem.stage), notice.problem.message


def _odd_pages(quality: Quality) -> Iterable[tuple[TableCell, ...]]:
    name = quality.document.title or quality.document.name
    for note in quality.odd:
        yield name, note.number, words.stage_name("read"), f"Pagina: {words.page_text(note)}."
    missing = sum(counted.pages for counted in quality.counts if counted.verdict is None)
    if missing:
        yield name, None, words.stage_name("read"), f"{words.count(missing, 'pagina', 'pagina’s')} niet gelezen."


def _loose(report: Report) -> Table:
    columns = (
        *(Column("Oordeel", 16), Column("Beoordelaar", 18), Column("Beoordeeld op", 20), Column("Toezegging", 70)),
        *(Column("Onderdeel", 40), Column("Toelichting", 40), Column("Toezegging-id", 20), Column("Resultaat-id", 20)),
    )
    rows = [
        (
            *(words.JUDGEMENTS[review.judgement], review.reviewer, f"{review.at:%Y-%m-%d %H:%M}", review.pledge_text),
            *(review.result_heading, review.note, review.pledge, review.result),
        )
        for review in report.loose
    ]
    return Table("Losse beoordelingen", columns, tuple(rows))


def _method(report: Report) -> Table:
    lines = [f"Opgesteld op {words.moment(report.generated_at)}.", *words.method(report)]
    lines += [f"{words.LABELS[label]}: {meaning}" for label, meaning in words.MEANINGS.items()]
    for quality in report.quality:
        pages = ", ".join(f"{counted.pages} {words.VERDICTS[counted.verdict]}" for counted in quality.counts)
        lines.append(f"{quality.document.title or quality.document.name}: {quality.document.pages} pagina’s ({pages}).")
    return Table("Toelichting", (Column("Toelichting", 120),), tuple((line,) for line in (*lines, *report.notes)))
