"""How the results of a report look from a pledge: what stands out, what lies around it, and which sentence says it."""

from __future__ import annotations

from dataclasses import replace

import numpy
import pytest
from matching import HOUSES, comparing, dutch_sense, letter_vectors, pledge, reported

from corpus.model import Result
from pipeline.match import compared
from pipeline.views import Look, Report, evidence, indexed, look, meanings, question

SENSE = dutch_sense()


def seen(text: str, found: tuple[Result, ...], *, subtheme: str | None = None) -> tuple[Report, Look]:
    report = indexed(found, SENSE.told, None)
    return report, look(report, question(pledge(text, subtheme=subtheme), SENSE), None)


def test_the_best_sentence_speaks_for_a_result() -> None:
    """What stands in one sentence answers more than the same words spread over several."""
    found = reported(
        "1 | Ene",
        "text | De lagere huren gelden in alle steden van het land.",
        "1 | Andere",
        "text | De huren stijgen. In de steden regent het de hele dag.",
    )

    _, view = seen("Lagere huren in de steden", found)

    assert view.body.shares[0] > view.body.shares[1] > 0


def test_the_evidence_is_the_sentence_that_tells_of_something_done() -> None:
    """Of two sentences that answer as much, the one that tells of something done is the evidence."""
    found = reported(
        "1 | Huren", "text | Wij willen de huren graag verlagen. In mei hebben wij de huren verlaagd. Het was koud."
    )
    report, view = seen("Huren verlagen", found)

    chosen = evidence(report, view, 0)

    assert found[0].sentences[chosen].quote.text == "In mei hebben wij de huren verlaagd."


def test_the_heading_is_asked_for_the_subtheme_too() -> None:
    """A heading that repeats the sub-theme of a pledge answers it, though no word of the pledge itself is in it."""
    found = reported(*HOUSES)

    _, without = seen("Minder betalen", found)
    _, view = seen("Minder betalen", found, subtheme="Lagere huren")

    assert not without.heading.shares.any()
    assert view.heading.best(1) == [0]


def test_neighbours_under_a_subtheme_speak_for_a_result() -> None:
    """A result among others about the pledge has something for it; its own text does not count in that."""
    plain = reported(
        "1 | Steden",
        "text | De huren zijn in de steden van het land verlaagd.",
        "1 | Dorpen",
        "text | Ook daar is het in de zomer eindelijk gelukt.",
        "1 | Nieuw",
        "text | Er is overal heel veel en heel snel gebouwd.",
    )
    subthemes = ("Betaalbaar", "Betaalbaar", "Bouwen")
    found = tuple(replace(one, theme="Wonen", subtheme=name) for one, name in zip(plain, subthemes, strict=True))
    report, view = seen("Huren verlaagd", found)

    assert report.groups.tolist() == [0, 0, 1]
    assert view.around.shares[1] > 0
    assert view.around.shares[0] == pytest.approx(0.0)
    assert view.around.above(1) > 0


def test_pieces_of_words_find_what_no_list_knows() -> None:
    """A result that shares pieces of words is a candidate, though no word is the same."""
    found = reported(
        "1 | Kop",
        "text | De flexwoonpilots lopen in drie wijken goed.",
        "1 | Kop",
        "text | Er is overal heel veel en heel snel gebouwd.",
    )

    _, view = seen("Een flexwoonpil voor ieder", found)

    assert view.candidates() == [0]


def test_never_all_of_a_large_report_are_candidates() -> None:
    """Of five hundred results about the same the best of each way of looking are candidates, some sixty."""
    many = [
        line for n in range(500) for line in (f"1 | Kop {n}", f"text | De huren in wijk {n} zijn in de zomer verlaagd.")
    ]

    _, view = seen("Huren verlaagd", reported(*many))

    assert 60 <= len(view.candidates()) <= 240


def test_what_lies_close_to_every_pledge_says_nothing() -> None:
    """With enough pledges a result gets no more by meaning for what it has in common with all of them."""
    found = reported(*HOUSES)
    pledges = [pledge(f"De huren in het hele land {word}") for word in ("dalen", "stijgen", "slapen", "eten", "zitten")]
    report = indexed(found, SENSE.told, letter_vectors)

    many = numpy.stack(list(meanings(report, pledges, letter_vectors)))
    few = numpy.stack(list(meanings(report, pledges[:4], letter_vectors)))

    assert many.shape == (5, 3)
    assert many.max() < few.min(), "what all five have in common is most of it here"
    assert (few >= 0).all()


def test_the_three_sentences_most_alike_say_what_a_result_means() -> None:
    """Sentences about something else do not count against a result; of one with two texts both count."""
    found = reported(
        "1 | Huren",
        "text | De huren zijn verlaagd. De huren dalen. De huren vallen mee. Het regende in mei. Er was koek.",
        "1 | Lonen",
        "text | De lonen gingen in het hele land met tien procent omhoog.",
    )
    report = indexed(found, SENSE.told, letter_vectors)
    texts = [[one.heading, *(sentence.quote.text for sentence in one.sentences)] for one in found]

    (meaning,) = meanings(report, [pledge("De huren gaan omlaag")], letter_vectors)

    (asked,) = letter_vectors(["De huren gaan omlaag"])
    alike = [sorted(letter_vectors(some) @ asked, reverse=True)[:3] for some in texts]
    assert [len(some) for some in alike] == [3, 2]
    assert meaning == pytest.approx([sum(some) / len(some) for some in alike], abs=1e-6)


def test_a_result_without_heading_means_what_it_says() -> None:
    """No likeness comes from an empty heading: the text stands for it."""
    (with_heading,) = reported("1 | Huren", "text | De huren zijn in alle steden verlaagd met tien procent.")
    bare = replace(with_heading, heading="")
    report = indexed((bare,), SENSE.told, letter_vectors)

    (meaning,) = meanings(report, [pledge("Lagere huren in de steden")], letter_vectors)

    text, asked = letter_vectors([bare.text, "Lagere huren in de steden"])
    assert meaning == pytest.approx([text @ asked], abs=1e-6)


def test_meaning_cannot_be_asked_of_a_report_without_vectors() -> None:
    """That is a mistake, and is told."""
    report = indexed(reported(*HOUSES), SENSE.told, None)

    with pytest.raises(ValueError, match="without vectors"):
        meanings(report, [pledge("Huren")], letter_vectors)


def test_every_pledge_comes_with_its_candidates() -> None:
    """Pledges come in the order of the plan, candidates in that of the report."""
    found = reported(*HOUSES)
    asked = [pledge("Tien procent"), pledge("Duizend woningen")]

    rows = list(compared(asked, found, by=comparing()))

    assert [one for one, _ in rows] == asked
    assert [pair.result.heading for pair in rows[0][1]] == ["Lagere huren", "Lonen"]
    assert [pair.result.heading for pair in rows[1][1]] == ["Nieuwe woningen"]
