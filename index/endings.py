"""The closed lists of Dutch that keep a splitter from seeing words where there are only prefixes and suffixes."""

from __future__ import annotations

_PREFIXES = """
    aan achter alom anti boven binnen buiten daar door dwars heen her hier ineen inter langs mede mee mis naar neder
    neer onder over rond samen super tegen terug trans tussen uit ver voor voort vooruit waar weder weer weg zonder
"""
_CLOSED = """
    aldus alle aller als anders ben bent bij con dan dat den der des deze die dit doch doen dus een eens elk elke enige
    ergens even gaan gaat geen ging haar had hadden heb hebben heeft hem hen het hoe hun iets ieder iedere jouw kan kom
    komen komt kon kunnen kwam maar meer men met mij mijn moet moeten mocht nee niet niets nog noch nooit nou ons onze
    ooit ook pas per pro reeds steeds tegen ten ter toch toe toen tot van veel vele via waren was wat wel welk welke wie
    wij worden wordt zal zeer zich zijn zou zouden zowel zulk zulke
"""
_ENDINGS = """
    aal aard aarde aarden aards aars aarts abel abele baar bare ding dingen dom domme dommen eerde eerden eert ende
    enden enen eren erend eres erij ering gewijs halve heden heid iers inde ingen inne innen isme isten iteit king
    kingen lende lenden lier liers lijk lijke lijken lijks ling lingen logisch logische loos loze maal malen matig
    matige ment menten naars ning ningen nis nissen ping pingen rekken rende rijen rijk rijke rijken rijker rijkst
    rijkste ring ringen schap schapen schappelijk schappelijke schappen sel sels sen ser sten ster sters tal tallen
    tatie tel ten tend ter teren tering tie ties tig vol volle vormig vormige voudig voudige waardig waardige waarts
    wijs wijze zaam zame zijds
"""

_FIRST_ONLY = """
    agro astro audio auto bio cardio cyber eco elektro euro fysio geo hydro hyper infra macro mega meta micro mini mono
    multi neuro petro pseudo psycho semi socio tele thermo ultra
"""

FIRST_ONLY = frozenset(_FIRST_ONLY.split())
"""First parts that are no words by themselves: cyber|veiligheid, micro|krediet."""

PREFIXES = frozenset(_PREFIXES.split())
"""What follows one of these is rarely the word it looks like: voor|zitter, onder|wijs."""

CLOSED_WORDS = PREFIXES | frozenset(_CLOSED.split())
"""Words that no compound is made of: they only look like a part of one."""

BOUND_ENDINGS = frozenset(ending + heid for ending in _ENDINGS.split() for heid in ("", "heid", "heden"))
"""Endings that look like words: vriend|schap, belang|rijk, leer|ling, verander|ing, werk|loosheid."""

SUFFIXES = (
    *("tuur", "turen", "tureel", "ture", "ement", "ementen", "isering", "iseringen", "eerde", "eerden", "erende"),
    *("atie", "aties", "ities", "iteit", "iteiten", "erij", "erijen", "elijk", "elijke", "teur", "teurs", "trice"),
    *("heden", "schappen"),
)
"""Suffixes that a split may not run through: architec-tuur, manage-ment, conjunc-turen."""

VOWEL_CHANGES = {"gelederen": "gelid", "leden": "lid", "schepen": "schip", "smeden": "smid"}
"""The plurals whose vowel changes, but for those in -heden and `steden`: lemma lists take them for forms of verbs."""
