"""What the fictional Vereniging Veerhuizen pledged and reported, as text: a line of facts, then what was written."""

PLEDGES = """\
Toegankelijk | Drempelvrije veren | bestuur
    Elke veerpont is in 2030 drempelvrij toegankelijk voor reizigers met een rolstoel, rollator of kinderwagen.
Toegankelijk | Reisinformatie | -
    Alle vaartijden en stremmingen zijn als open data beschikbaar, zodat reisplanners ze rechtstreeks kunnen
    tonen.
Betaalbaar | Eén veerkaart | -
    Eén veerkaart waarmee scholieren en forenzen op ieder aangesloten veer voor hetzelfde tarief kunnen
    oversteken.
Betaalbaar | Avonddienst | commissie Dienstregeling
    Het behoud van de avonddienst op veren waar de eerstvolgende brug meer dan tien kilometer omrijden betekent.
Schoon varen | Uitstootvrij | bestuur
    Een vloot die in 2030 op de binnenveren zonder uitstoot vaart, te beginnen bij de tien drukste oversteken.
Schoon varen | Walstroom | -
    Walstroom op elke aanlegplaats waar een pont overnacht.
Schoon varen | Schone motoren | -
    Een gezamenlijk fonds waaruit kleine veerhuizen de ombouw van hun motoren kunnen voorfinancieren.
Stille oevers | Rust voor broedvogels | -
    Tussen 15 maart en 15 juli varen onze leden met lagere snelheid langs rietoevers waar vogels broeden.
Stille oevers | Afval | -
    Geen zwerfafval bij de aanlegplaatsen: ieder veerhuis heeft een plek voor gescheiden inzameling.
Opleiden | Leerplaats op elke pont | werkgroep Opleiding
    Op iedere pont is plaats voor een leerling-schipper, met een erkend leermeester aan boord.
Opleiden | Zij-instroom | -
    Een verkort opleidingstraject voor zij-instromers uit de binnenvaart en het openbaar vervoer.
Veilig werken | Veiligheid aan boord | -
    Elk veerhuis oefent ten minste twee keer per jaar een ontruiming met bemanning, hulpdiensten en reizigers.
"""
"""Subtheme, short label, owner."""

RESULTS_2023 = """\
Toegankelijk | Hellingbanen vernieuwd | done
    In 2023 zijn veertien veerstoepen voorzien van een flauwere hellingbaan. De nieuwe banen zijn samen met
    ervaringsdeskundigen getest en voldoen aan de richtlijn voor toegankelijk openbaar vervoer. Daarmee is 62
    procent van de ponten drempelvrij te bereiken.
Toegankelijk | Proef met gesproken vaartijden | ongoing
    Op drie veren loopt een proef met gesproken reisinformatie. Reizigers met een visuele beperking zijn
    positief, maar bij harde wind is de boodschap slecht te verstaan.
Toegankelijk | Vaartijden in de reisplanner | done
    Sinds september leveren 41 van de 58 leden hun dienstregeling als open data. Stremmingen worden nog met de
    hand doorgegeven.
Betaalbaar | Onderzoek naar één tarief | ongoing
    Een adviesbureau rekende vier modellen voor een gezamenlijk tarief door. De ledenvergadering koos voor een
    veerkaart die in twee provincies begint.
Schoon varen | Eerste elektrische kabelpont | done
    In april voer de eerste geheel elektrische kabelpont. De pont spaart per jaar 38.000 liter diesel uit. Twee
    andere veren hebben een bestelling geplaatst.
Schoon varen | Subsidie voor walstroom | planned
    Met de provincies is een subsidieregeling voorbereid waarmee leden vanaf 2024 walstroom kunnen aanleggen.
Stille oevers | Vogels tellen vanaf het dek | ongoing
    Schippers telden dit jaar mee met de broedvogelmonitor. De tellingen laten zien welke oevers rust nodig
    hebben.
Opleiden | Meer leerlingen aan boord | done
    Het aantal leerling-schippers steeg van 31 naar 47. Op 26 ponten is nu een erkend leermeester aan boord.
Opleiden | Gastlessen op het mbo | done
    Veertien schippers gaven gastlessen op maritieme opleidingen in vier regio’s.
Veilig werken | Handboek veilig aanleggen | done
    Het handboek voor veilig aanleggen is herzien en aan alle leden gestuurd. Bij het handboek hoort een korte
    film.
Veilig werken | Incidenten gemeld | context
    Leden meldden 23 incidenten, drie minder dan een jaar eerder. Bij geen daarvan raakte iemand ernstig gewond.
Betaalbaar | Vijftig jaar Vereniging Veerhuizen | context
    Met een vlootschouw vierde de vereniging haar vijftigjarig bestaan. Ruim tweeduizend bezoekers voeren mee.
"""
"""Subtheme, heading, stage."""

RESULTS_2024 = """\
Toegankelijk | Drie op de vier ponten drempelvrij | done
    Eind 2024 is 76 procent van de veerponten drempelvrij toegankelijk voor reizigers met een rolstoel of
    rollator. Op zes veerstoepen is verbouwen niet mogelijk; daar wordt met een losse rijplaat gewerkt.
Toegankelijk | Stremmingen voortaan automatisch | done
    Alle aangesloten veren geven stremmingen nu automatisch door als open data. Drie landelijke reisplanners
    tonen de gegevens binnen een minuut.
Betaalbaar | Veerkaart van start in twee provincies | done
    Op 1 maart ging de veerkaart van start op negentien veren. Scholieren en forenzen steken er voor hetzelfde
    tarief mee over. In het eerste jaar zijn 8.200 kaarten uitgegeven, vooral aan scholieren.
Betaalbaar | Gesprekken over de avonddienst | ongoing
    Met vier gemeenten is gesproken over een bijdrage aan de avonddienst. Eén gemeente heeft een bedrag
    toegezegd.
Schoon varen | Vier veren zonder uitstoot | done
    Vier van de tien drukste oversteken varen inmiddels zonder uitstoot. De overige zes hebben een plan met een
    startdatum.
Schoon varen | Walstroom op elf aanlegplaatsen | done
    Met de nieuwe subsidieregeling is op elf aanlegplaatsen walstroom aangelegd. Voor negen andere plaatsen is
    de aanvraag gehonoreerd.
Schoon varen | Lage waterstand | context
    Door de lage waterstand lagen zeven veren gemiddeld twaalf dagen stil. De vereniging bracht de gevolgen in
    kaart.
Stille oevers | Rustig varen langs het riet | ongoing
    Negen leden verlaagden in het broedseizoen hun snelheid langs rietoevers. Samen met natuurbeheerders is een
    kaart gemaakt van de plekken waar dat het meest helpt.
Opleiden | Leermeesters erkend | done
    Dit jaar rondden 18 schippers de opleiding tot leermeester af. Op 39 van de 71 ponten kan nu een
    leerling-schipper meevaren.
Opleiden | Schipper worden na een eerste loopbaan | ongoing
    Twaalf zij-instromers uit het openbaar vervoer begonnen aan een proefklas. Over een verkort traject wordt
    met de examencommissie gesproken.
Veilig werken | Oefenen met de brandweer | done
    Op 22 veren is een ontruiming geoefend met brandweer en reddingsbrigade. De lessen zijn verwerkt in een
    draaiboek.
Veilig werken | Nieuwe reddingsvesten | done
    Met een gezamenlijke inkoop zijn 340 reddingsvesten vervangen.
Betaalbaar | Bezoek uit Zweden | context
    Een delegatie van Zweedse veerdiensten bezocht vijf leden en sprak over onderhoud en dienstregeling.
"""
"""Subtheme, heading, stage."""
