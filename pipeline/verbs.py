"""From a Dutch word to the verb forms it may be: finite or participle, of which verb, present or past.

Alone knows Dutch conjugation: regular forms are made by rule, irregular ones come from a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

REGULAR = frozenset(
    """
    aanvaarden aarzelen accepteren achten achterhalen activeren actualiseren adresseren adviseren afronden
    agenderen amenderen analyseren anticiperen antwoorden arbeiden assisteren attenderen auditen automatiseren
    bakenen baseren beantwoorden beargumenteren bedanken bedienen bedreigen begeleiden begrenzen begroeten
    begroten behalen behandelen behartigen beheersen beheren behoeden behoren beijveren bekleden bekostigen
    bekrachtigen belanden belasten beleggen belemmeren beleven belichten belonen beloven beluisteren bemensen
    bemiddelen benaderen benadrukken benchmarken benoemen benutten beogen beoordelen bepalen beperken bepleiten
    beraadslagen bereiden bereiken berekenen berichten berusten beschermen beschikken beseffen beslissen
    besparen besteden bestellen bestemmen bestendigen bestuderen besturen betalen betekenen betrachten betreuren
    bevatten beveiligen bevestigen bevoordelen bevorderen bewaken bewaren bewerken bezetten bezorgen bezuinigen
    beëindigen beïnvloeden blikken bloeien blokkeren boeken boeten borgen bouwen brainstormen branden breiden
    bundelen cateren certificeren checken circuleren coachen collecteren combineren committeren communiceren
    compenseren concentreren concluderen concretiseren confronteren constateren consulteren continueren
    contracteren controleren corrigeren coördineren creëren danken debatteren decentraliseren declareren
    definiëren dekken delegeren delen demonstreren dempen detacheren detecteren dichten dienen differentiëren
    digitaliseren discussiëren diversifiëren doceren documenteren domineren doneren doordenken doseren
    downloaden draaien dreigen drukken duiden duren durven effectueren eindigen eisen elektrificeren entameren
    enthousiasmeren escaleren etaleren evalueren examineren experimenteren exporteren faciliteren falen faseren
    feliciteren fietsen filmen financieren flexibiliseren fluctueren focussen formaliseren formeren formuleren
    fotograferen functioneren fungeren fuseren garanderen gebeuren gebruiken geloven gelukken genereren groeien
    groeperen groeten gunnen haken hakken halen halveren handelen handhaven hanteren harmoniseren hekelen
    herbergen herbouwen herdenken herformuleren hergebruiken herhalen herijken herinneren herkennen hernieuwen
    hernoemen herplaatsen herstellen herstructureren hervatten hervormen heten hoeven honoreren hopen horen
    huisvesten huldigen identificeren illustreren implementeren indiceren informeren initiëren innoveren
    inspecteren inspireren installeren instrueren integreren intensiveren interesseren interviewen introduceren
    inventariseren investeren isoleren jureren kandideren kantelen karakteriseren kenmerken kennen kenschetsen
    keren keuren klagen kleden kleuren kneden knopen koesteren kondigen koppelen kosten kwalificeren
    labelen laden lanceren landen leggen legitimeren leiden lenen leren letten leunen leven leveren lichten
    lobbyen lonen lossen loten luchten luiden luisteren lukken mailen maken mandateren mappen markeren matchen
    melden mengen merken meten mikken minderen mislukken missen mobiliseren moderniseren moedigen monitoren
    motiveren negeren nodigen noemen nomineren normaliseren normeren noteren observeren oefenen omarmen
    onderbouwen onderhandelen ondersteunen onderstrepen ondertekenen onderwijzen ontdekken ontgroeien onthullen
    ontkennen ontlasten ontmoedigen ontmoeten ontplooien ontraden ontruimen ontschotten ontsluiten ontspannen
    ontvlechten ontwikkelen ontzorgen oordelen openen opereren opperen opteren organiseren oriënteren
    overbruggen overhandigen overleggen overschatten overtuigen pakken participeren passen pauzeren peilen
    personaliseren pitchen plaatsen plafonneren plannen planten pleiten positioneren posten praten preciseren
    presenteren presteren prijken prioriteren privatiseren proberen procederen produceren professionaliseren
    profileren profiteren programmeren promoten promoveren publiceren putten raadplegen raken rapporteren
    reageren realiseren recyclen redden reduceren refereren reflecteren regelen registreren reguleren reiken reizen
    rekenen rekruteren remmen renoveren reorganiseren repareren reserveren respecteren resteren resulteren
    reviseren richten roemen rollen ronden ruilen ruimen rusten saneren scannen schaffen schakelen schalen
    schatten schelen scherpen schetsen schikken schilderen schorten schrappen screenen selecteren signaleren
    slagen sluizen smeden snappen solliciteren sparen specialiseren specificeren spelen spiegelen splitsen
    sponsoren sporen sporten spreiden stabiliseren stagneren standaardiseren stapelen stappen starten stellen stemmen
    steunen stichten stimuleren stippelen stoppen storen storten stoten stralen stranden streamen streven
    stroomlijnen structureren studeren sturen subsidiëren tasten tekenen tellen temperen testen tillen timmeren
    toetsen tolereren tonen trainen transformeren transporteren trouwen tuigen twijfelen typeren uiten
    uniformeren updaten uploaden valideren variëren vatten veranderen verankeren verantwoorden verbazen
    verbeelden verbeteren verbouwen verbreden verdedigen verdelen verdienen verdiepen verdubbelen verduidelijken
    verduurzamen vereenvoudigen vereisen verenigen verfijnen verfraaien vergaderen vergemakkelijken vergen
    vergewissen vergoeden vergrijzen vergroenen vergroten verhelderen verhelpen verheugen verhitten verhogen
    verhuizen verhuren verjongen verkennen verklaren verkleinen verknopen verkorten verlagen verleggen
    verleiden verlenen verlengen verlevendigen verlichten vermarkten vermelden vermengen vermenigvuldigen
    verminderen vermoeden vernieuwen veroorzaken verouderen verplaatsen verplichten verrassen verrekenen
    verrichten verrijken verruimen verschaffen verschralen versieren versimpelen verslaan verslechteren
    versnellen versoepelen verspreiden versterken verstevigen verstoren verstrekken verstrengelen versturen
    vertalen vertegenwoordigen vertellen vertolken vertonen vertragen vertrouwen vervaardigen vervoeren
    vervolgen vervullen verwachten verwelkomen verwerken verwezenlijken verwijderen verzachten verzamelen
    verzekeren verzetten verzilveren verzorgen verzwaren vestigen vieren visualiseren vlotten voeden voelen
    voeren volgen voltooien vorderen vormen vullen waarborgen waarderen waarschuwen wachten wapenen weerleggen
    weerspiegelen weigeren wekken wenden wennen wensen weren werken wijden wijzigen winkelen wisselen wonen
    wortelen zamelen zetelen zetten zorgen zuiveren
    """.split()
)
"""Frequent verbs with regular forms, as infinitives. A form made of one that is irregular after all does no harm."""

IRREGULAR = """
    aanbevelen aanbeval aanbevalen aanbevolen | bedragen bedroeg bedroegen bedragen
    beginnen begon begonnen begonnen | begrijpen begreep begrepen begrepen | behouden behield behielden behouden
    bekijken bekeek bekeken bekeken | beschrijven beschreef beschreven beschreven
    besluiten besloot besloten besloten | bespreken besprak bespraken besproken
    bestaan bestond bestonden bestaan | bestrijden bestreed bestreden bestreden
    betreden betrad betraden betreden | betreffen betrof betroffen betroffen
    betrekken betrok betrokken betrokken | bevelen beval bevalen bevolen | bevinden bevond bevonden bevonden
    bewegen bewoog bewogen bewogen | bewijzen bewees bewezen bewezen | bezinnen bezon bezonnen bezonnen
    bezitten bezat bezaten bezeten | bezoeken bezocht bezochten bezocht | bezwijken bezweek bezweken bezweken
    bieden bood boden geboden | bijten beet beten gebeten | binden bond bonden gebonden
    blazen blies bliezen geblazen | blijken bleek bleken gebleken | blijven bleef bleven gebleven
    breken brak braken gebroken | brengen bracht brachten gebracht | buigen boog bogen gebogen
    denken dacht dachten gedacht | doen deed deden gedaan | doorbreken doorbrak doorbraken doorbroken
    doorlopen doorliep doorliepen doorlopen | dragen droeg droegen gedragen | drijven dreef dreven gedreven
    dringen drong drongen gedrongen | dwingen dwong dwongen gedwongen | ervaren ervoer ervoeren ervaren
    eten at aten gegeten | gaan ging gingen gegaan | gelden gold golden gegolden
    genieten genoot genoten genoten | geven gaf gaven gegeven | gieten goot goten gegoten
    grijpen greep grepen gegrepen | hangen hing hingen gehangen | hebben had hadden gehad
    heffen hief hieven geheven | helpen hielp hielpen geholpen | herzien herzag herzagen herzien
    houden hield hielden gehouden | kiezen koos kozen gekozen | kijken keek keken gekeken
    klinken klonk klonken geklonken | komen kwam kwamen gekomen | kopen kocht kochten gekocht
    krijgen kreeg kregen gekregen | krimpen kromp krompen gekrompen | kunnen kon konden gekund
    laten liet lieten gelaten | lezen las lazen gelezen | liggen lag lagen gelegen | lijden leed leden geleden
    lijken leek leken geleken | lopen liep liepen gelopen | moeten moest moesten gemoeten
    mogen mocht mochten gemogen | nemen nam namen genomen | omschrijven omschreef omschreven omschreven
    onderbreken onderbrak onderbraken onderbroken | ondergaan onderging ondergingen ondergaan
    onderhouden onderhield onderhielden onderhouden | ondernemen ondernam ondernamen ondernomen
    onderschrijven onderschreef onderschreven onderschreven | ondervinden ondervond ondervonden ondervonden
    onderwerpen onderwierp onderwierpen onderworpen | onderzoeken onderzocht onderzochten onderzocht
    ontbinden ontbond ontbonden ontbonden | ontbreken ontbrak ontbraken ontbroken
    onthouden onthield onthielden onthouden | ontkomen ontkwam ontkwamen ontkomen
    ontnemen ontnam ontnamen ontnomen | ontslaan ontsloeg ontsloegen ontslagen
    ontstaan ontstond ontstonden ontstaan | ontvangen ontving ontvingen ontvangen
    ontwerpen ontwierp ontwierpen ontworpen | overdragen overdroeg overdroegen overgedragen
    overlijden overleed overleden overleden | overschrijden overschreed overschreden overschreden
    overstijgen oversteeg overstegen overstegen | overtreffen overtrof overtroffen overtroffen
    overwegen overwoog overwogen overwogen | overzien overzag overzagen overzien
    plegen pleegde pleegden gepleegd | raden ried rieden geraden | rijden reed reden gereden
    rijzen rees rezen gerezen | roepen riep riepen geroepen | ruiken rook roken geroken
    scheiden scheidde scheidden gescheiden | schenken schonk schonken geschonken
    scheppen schiep schiepen geschapen | schieten schoot schoten geschoten | schijnen scheen schenen geschenen
    schrijven schreef schreven geschreven | schrikken schrok schrokken geschrokken
    schuiven schoof schoven geschoven | slaan sloeg sloegen geslagen | slapen sliep sliepen geslapen
    sluiten sloot sloten gesloten | snijden sneed sneden gesneden | spreken sprak spraken gesproken
    springen sprong sprongen gesprongen | staan stond stonden gestaan | steken stak staken gestoken
    sterven stierf stierven gestorven | stijgen steeg stegen gestegen
    strijden streed streden gestreden | treden trad traden getreden | treffen trof troffen getroffen
    trekken trok trokken getrokken | vallen viel vielen gevallen | vangen ving vingen gevangen
    varen voer voeren gevaren | vechten vocht vochten gevochten | verbieden verbood verboden verboden
    verbinden verbond verbonden verbonden | verblijven verbleef verbleven verbleven
    verbreken verbrak verbraken verbroken | verdwijnen verdween verdwenen verdwenen
    vergaan verging vergingen vergaan | vergelijken vergeleek vergeleken vergeleken
    vergeten vergat vergaten vergeten | verhelpen verhielp verhielpen verholpen
    verkiezen verkoos verkozen verkozen
    verkopen verkocht verkochten verkocht | verkrijgen verkreeg verkregen verkregen
    verlaten verliet verlieten verlaten | verliezen verloor verloren verloren
    verlopen verliep verliepen verlopen | vermijden vermeed vermeden vermeden
    vernemen vernam vernamen vernomen | verrijzen verrees verrezen verrezen
    verschijnen verscheen verschenen verschenen | verschuiven verschoof verschoven verschoven
    verslaan versloeg versloegen verslagen | verstaan verstond verstonden verstaan
    vertrekken vertrok vertrokken vertrokken | vervallen verviel vervielen vervallen
    vervangen verving vervingen vervangen | verwerven verwierf verwierven verworven
    verwijten verweet verweten verweten | verwijzen verwees verwezen verwezen
    verzoeken verzocht verzochten verzocht | vinden vond vonden gevonden | vliegen vloog vlogen gevlogen
    voldoen voldeed voldeden voldaan | voorkomen voorkwam voorkwamen voorkomen
    voorzien voorzag voorzagen voorzien | vragen vroeg vroegen gevraagd | wassen wies wiesen gewassen
    wegen woog wogen gewogen | werpen wierp wierpen geworpen | werven wierf wierven geworven
    weten wist wisten geweten | wijken week weken geweken | wijzen wees wezen gewezen
    willen wilde wilden gewild | willen wou wouden gewild | winnen won wonnen gewonnen
    worden werd werden geworden | zeggen zei zeiden gezegd | zenden zond zonden gezonden | zien zag zagen gezien
    zijn was waren geweest | zingen zong zongen gezongen | zitten zat zaten gezeten
    zoeken zocht zochten gezocht | zullen zou zouden - | zwijgen zweeg zwegen gezwegen
"""
"""Infinitive, past singular, past plural and participle."""

PRESENT = """
    gaan ga gaat | staan sta staat | slaan sla slaat | doen doe doet | zien zie ziet | ontstaan ontsta ontstaat
    bestaan besta bestaat | verstaan versta verstaat | voldoen voldoe voldoet | herzien herzie herziet
    hebben heb hebt heeft | zijn ben bent is | willen wil wilt | zullen zal zul zult | kunnen kan kun kunt
    mogen mag | voorzien voorzie voorziet | overzien overzie overziet | ondergaan onderga ondergaat
    vergaan verga vergaat | komen kom komt | worden word wordt
"""
"""Infinitive and the present forms that no rule gives."""

PARTICLES = """
    aan aaneen achteruit af binnen bij bijeen deel door dicht gelijk goed groot in kennis klaar kwijt los mede mee mis
    na neer om omhoog onder op open over plaats rond samen stil tegemoet tegen terecht terug thuis toe tot uit uiteen
    vast verder vol voor vooraf vooruit voort vrij waar weg weer
""".split()
"""First parts that stand apart from the verb in a main clause: zette op, but opgezet."""

NO_VERBS = frozenset(
    """
    aanspraken achter afspraken ander anders baten best beten bijlagen bladen bonden dienst eens eisen feit gast
    gaten geld haast heet hem huren hen her het inbraken inlagen kant kort kosten kunst last leden lid lijst
    mens met opgaven over plannen post posten raden ramen rest rust schreden sport staten test toelagen uit
    uitbraken uitgaven uitspraken vast verslagen voeten vol voor want wat weer weg wegen weken wensen wet wezen
    zaken zo zon
    """.split()
)
"""Frequent words that look like a form of some verb and hardly ever are one."""
STATES = frozenset(
    """
    bedragen begrijpen behelzen behoren beogen beschikken beseffen bestaan betekenen betreffen bevatten bevinden
    bezitten blijken blijven dalen danken denken duren durven ervaren gaan gebeuren gelden geloven groeien
    hangen hebben heten hoeven hopen horen illustreren interesseren kennen kiezen klinken komen kosten krijgen
    krimpen kunnen laten leven lezen liggen lijken lukken merken missen moeten mogen noemen ontbreken ontstaan
    oordelen opperen passen plegen profiteren raken resulteren schelen schijnen snappen spreken staan
    stabiliseren stagneren stijgen tellen tonen twijfelen typeren vallen veranderen verbazen verdienen
    verdwijnen vereisen vergen verheugen verlopen verschillen verschuiven vertellen vertonen vertrouwen
    verwachten vinden voelen voldoen vragen wensen weten wonen worden zeggen zien zijn zitten
    """.split()
)
"""Verbs of being, thinking, saying, having and changing by itself: in the present they tell of no activity."""
PAST_STATES = frozenset(
    """
    bedragen behoren beseffen bestaan betekenen betreffen bevatten blijken blijven dalen denken dienen durven
    gelden geloven groeien hebben heten hoeven hopen horen kennen kosten krimpen kunnen liggen lijken merken
    moeten mogen noemen ontbreken opperen passen stijgen tellen veranderen verschillen vertellen verwachten
    vinden voelen weten willen wonen zeggen zien zijn zitten zullen
    """.split()
)
"""Those that tell of no act in the past tense either."""
STATIVE = frozenset(
    """
    afgenomen bedoeld bekend benieuwd beschouwd bestemd betrokken ervaren gebaseerd gebleken gebleven gebonden
    gecharmeerd geconfronteerd gedaald gedacht gegroeid gehad gehecht gehoopt gekenmerkt geleerd gelegen gemerkt
    geneigd genoemd gericht geschikt gespecialiseerd gestegen gevestigd gevoeld gevormd gewaardeerd geweest
    gewend gewenst gezegd gezien gezond overtuigd toegenomen toegestaan verbonden verdeeld vereist verheugd
    verplicht verrast versnipperd vervat verwacht
    """.split()
)
"""Participles that with zijn, hebben or worden tell of a state, a feeling or a trend."""

_PREFIX = re.compile(r"^(?:be|ge|her|er|ont|ver|onder|over|door|mis|vol|voor|weer|om|aan)(?=[a-zë]{3})")
"""Before these a participle has no ge-; before the later ones it may have."""
_SEPARABLE = re.compile(rf"^(?:{'|'.join(sorted(PARTICLES, key=len, reverse=True))})(?=[a-zë]{{4}})")
_LOOKS = re.compile(
    r"^(?:ge|be|her|ont|ver|er)\w{3,}[^aeiou\W][dt]$|^(?:ge|be|her|ont|ver)\w*[aeiou]{2}[dt]$|^ge\w+eerd$"
)
_LOOKS_NOT = re.compile(
    r"(?:heid|end|schap|ment)$|^(?:beeld|begroot|bekend|beleid|bericht|beroemd|berucht|besluit|bestand|bevat|bevind"
    r"|gebaat|gebied|gebeurt|gebit|gebrand|gedicht|gedrag|geduld|geest|geld|gelet|geluid|gemeente?|genoot|genot|gerecht"
    r"|geschut|gewest|geweld|gewicht|gezant|gezicht|gezond|herfst|hert|verband|verbod|verdriet|verhaald?|verschil|verst"
    r"|verstand|verzet)$"
)
"""Nouns and adjectives with the form of a participle."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a word may be as a finite form: of which verb (its infinitive) and whether in the past tense.

    `bare` says that it is the stem alone, which is a noun as often: plan, werk, start.
    """

    verb: str
    past: bool = False
    bare: bool = False


def finite(word: str) -> Form | None:
    """The finite form that a word in lower case may be; the infinitive counts as the plural that it also is.

    >>> finite("ontwikkelde")
    Form(verb='ontwikkelen', past=True, bare=False)
    >>> finite("bood").verb, finite("heeft").verb, finite("tafel")
    ('bieden', 'hebben', None)
    """
    return _forms().get(word)


def finite_joined(word: str) -> Form | None:
    """The finite form that a word may be at the end of a subordinate clause, where particle and verb are one word.

    >>> finite_joined("invoerden")
    Form(verb='invoeren', past=True, bare=False)
    """
    rest = _SEPARABLE.sub("", word)
    form = finite(rest)
    if rest == word or word in NO_VERBS or not form:
        return finite(word)
    return replace(form, verb=word.removesuffix(rest) + form.verb)


def is_participle(word: str) -> bool:
    """Whether a word in lower case is a past participle, by its verb or, of an unknown verb, by its form.

    >>> [is_participle(word) for word in ("opgezet", "vastgesteld", "gegamificeerd", "gebied", "beleid")]
    [True, True, True, False, False]
    """
    rest = _SEPARABLE.sub("", word)
    if word in _participles() or (rest != word and rest in _participles()):
        return True
    form = finite(word)
    looks = any(_LOOKS.match(one) and not _LOOKS_NOT.search(one) for one in (word, rest))
    return looks and (form is None or form.past)


def is_infinitive(word: str) -> bool:
    """Whether a word in lower case is the infinitive of a known verb, with or without a particle."""
    return any((form := finite(one)) and form.verb == one for one in (word, _SEPARABLE.sub("", word)))


@cache
def _forms() -> dict[str, Form]:
    """Every finite form of the verbs above. What the tables say goes over what the rules make of it."""
    verbs = sorted(REGULAR | {row.split()[0] for row in _rows(IRREGULAR)})
    odd = {row.split()[0] for row in _rows(PRESENT)}
    forms: dict[str, Form] = {}
    for verb in verbs:
        for stem, ending in _stems(verb) if verb not in odd else ():
            forms.setdefault(stem, Form(verb, bare=True))
            forms.setdefault(f"{stem}t", Form(verb))
            if verb in REGULAR:
                forms.setdefault(f"{stem}{ending}e", Form(verb, past=True))
                forms.setdefault(f"{stem}{ending}en", Form(verb, past=True))
    for verb, one, many, _ in map(str.split, _rows(IRREGULAR)):
        forms |= {one: Form(verb, past=True), many: Form(verb, past=True)}
    for verb, *present in map(str.split, _rows(PRESENT)):
        forms |= {form: Form(verb) for form in present}
    forms |= {verb: Form(verb) for verb in verbs}
    return {word: form for word, form in forms.items() if word not in NO_VERBS}


@cache
def _participles() -> frozenset[str]:
    regular = (
        f"{ge}{stem}{'' if stem.endswith(ending) else ending}"
        for verb in REGULAR
        for stem, ending in _stems(verb)
        for ge in (("", "ge") if _PREFIX.match(verb) else ("ge",))
    )
    return frozenset((*regular, *(row.split()[3] for row in _rows(IRREGULAR))))


def _rows(table: str) -> Iterator[str]:
    return (row.strip() for line in table.strip().splitlines() for row in line.split("|"))


def _stems(verb: str) -> Iterator[tuple[str, str]]:
    """The stem of a regular verb, with the t or d of its past; where the stress is not known, both spellings.

    After a voiceless consonant the past has a t (’t kofschip): werkte, but leefde and reisde.
    """
    body = verb.removesuffix("n") if verb.endswith(("iën", "eën")) else verb.removesuffix("en")
    ending = "t" if body[-1:] in set("tkfspcxh") and not body.endswith("gh") else "d"
    body = body.replace("ë", "e") if body.endswith("ë") else body
    if body[-2:-1] == body[-1:] and body[-1:] not in "aeiou":
        yield body[:-1], ending
        return
    final = {"v": "f", "z": "s"}.get(body[-1:], body[-1:])
    yield body[:-1] + final, ending
    if re.search(r"(?:^|[^aeiou])[aeouë][^aeiou]$", body):
        yield f"{body[:-1]}{'e' if body[-2] == 'ë' else body[-2]}{final}", ending
