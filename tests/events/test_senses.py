"""Which deed a word tells of beside other words: whole sentences by the shipped pipeline, bare rules by hand."""

from __future__ import annotations

from datetime import date

import pytest

from kg.events.triggers import Marked, find_matches
from kg.extractor import Extractor
from kg.knowledge.ontology import Ontology
from kg.knowledge.trigger_notation import parse_trigger, parse_triggers
from kg.model import Article, Graph
from tests.helpers.parses import parse_of

TOLD = {
    # transfers: what is sent says which deed it is
    "Cuba sent doctors to Italy in March 2020.": "AID gaveHumanitarianAidTo",
    "Japan donated two ambulances to Laos.": "AID gaveHumanitarianAidTo",
    "India flew oxygen to Nepal in 2021.": "AID gaveHumanitarianAidTo",
    "Médecins Sans Frontières treated the wounded in Kunduz.": "AID gaveHumanitarianAidTo",
    "The World Food Programme airdropped sorghum over Deir ez-Zor in 2016.": "AID gaveHumanitarianAidTo",
    "Poland handed over fourteen tanks to Ukraine in 2023.": "RETREAT disarmed",
    "The Netherlands delivered howitzers to Ukraine in 2022.": "AID gaveMilitaryAidTo",
    "Qatar transferred ten million dollars to Gaza.": "AID gaveMoneyTo",
    "Norway pays the salaries of teachers in South Sudan.": "AID aided",
    "Ethiopia contributed troops to the mission in Darfur.": "AID keptPeaceIn",
    "Colombia granted residency to Venezuelan migrants in 2021.": "AID sheltered",
    "Russia deployed troops to Kazakhstan in January 2022.": "MOBILIZE deployedTroopsTo",
    "Spain sent police to Catalonia in 2017.": "MOBILIZE mobilizedPolice",
    "Canada and Denmark exchanged data on Hans Island.": "COOPERATE sharedIntelligenceWith",
    "Kazakhstan exports uranium to China.": "COOPERATE sold",
    "Brazil ordered 36 fighters from Sweden in 2014.": "COOPERATE cooperatedMilitarilyWith",
    # who acts
    "Protesters stormed the parliament in Tbilisi in November 2003.": "PROTEST rioted",
    "Troops stormed the school in Beslan on 3 September 2004.": "ASSAULT attacked",
    "Farmers blocked the motorway near Toulouse in January 2024.": "PROTEST obstructed",
    "Police blocked the road to Taksim Square.": "COERCE restricted",
    "The dockers of Marseille struck on Thursday.": "PROTEST struckAgainst",
    "A court in Minsk jailed Ales Bialiatski on 3 March 2023.": "SANCTION convicted",
    "Police in Moscow jailed Alexei Navalny in January 2021.": "COERCE arrested",
    # several together, or one alone
    "India and Japan held a naval exercise in the Bay of Bengal.": "COOPERATE exercisedWith",
    "North Korea held a naval exercise in the Yellow Sea.": "MOBILIZE heldManeuvers",
    "The two navies patrol the strait jointly.": "COOPERATE exercisedWith",
    # what stands beside the word
    "Kurdish prisoners began a hunger strike in Diyarbakir in 2012.": "PROTEST hungerStruck",
    "Nurses in Harare began a strike on Monday.": "PROTEST struckAgainst",
    "Turkey closed its border with Armenia in 1993.": "SANCTION cutRelationsWith",
    "Colombia closed the crossing at Cúcuta in 2015.": "COERCE restricted",
    "Iran's army remained on alert along the Afghan frontier.": "MOBILIZE mobilizedForces",
    "Latvia lifted its veto of the agreement.": "CONCEDE easedRestrictionsOn",
    "France lifted the curfew in Corsica.": "CONCEDE easedRestrictionsOn",
    "Washington lifted the tariffs on Canadian steel in May 2019.": "CONCEDE easedSanctionsOn",
    "Eight prisoners walked free from a jail in Managua.": "RETREAT released",
    "Russia and Ukraine exchanged prisoners on 1 May 2024.": "RETREAT released",
    "The Treasury designated an Iranian bank in 2018.": "SANCTION imposedSanctionsOn",
    "Thailand dismissed the head of its election commission.": "SANCTION suspendedFrom",
    "Israel and Hamas observe a cease-fire.": "RETREAT ceasedFire",
    "The ministers of Chile and Peru initialled a protocol in Arica.": "SUPPORT signedWith",
    "Montenegro joined NATO on 5 June 2017.": "SUPPORT joined",
    "Bulgaria became a member of the European Union in 2007.": "SUPPORT joined",
    "Ukraine applied to join the European Union on 28 February 2022.": "REQUEST asked",
    "The controllers of Spanish airports renewed their strike in August.": "PROTEST struckAgainst",
    "American marines arrived in Norway in January 2017.": "MOBILIZE deployedTroopsTo",
    "Germany returned two bronzes to Nigeria in December 2022.": "RETREAT returned",
    "Switzerland flew a rescue team to Nepal in April 2015.": "AID gaveHumanitarianAidTo",
    "A court in Tripoli issued an arrest warrant for Saif al-Islam Gaddafi.": "ACCUSE sued",
    "Kenya barred Somali traders from the port.": "COERCE restricted",
    "Slovakia disputes the findings of the Commission.": "REJECT denied",
    "Ethiopia took its troops out of Somalia in January 2009.": "RETREAT withdrewFrom",
    "The United States blocked the property of two Iranian banks.": "SANCTION imposedSanctionsOn",
    "Turkey denied the allegations.": "REJECT denied",
    "Police found explosives in a garage in Beirut.": "COERCE seized",
    "The delegates of Cyprus left Geneva without an agreement.": "REJECT failedToAgreeWith",
}
LEFT = {
    # accidents, disasters, sports: no assault
    "Eleven people were killed after a bus plunged into a ravine in Peru.": "ASSAULT",
    "Floods killed forty people in Kerala in August 2018.": "ASSAULT",
    "Hurricane Maria killed thousands of people in Puerto Rico.": "ASSAULT",
    "Nine miners were killed in an explosion of gas in Poland due to an accident.": "ASSAULT",
    "Six people were injured in a train crash in Greece.": "ASSAULT",
    "Belgium beat Brazil in the quarterfinal of the tournament in 2018.": "ASSAULT",
    "Norway captured sixteen gold medals in Beijing.": "ASSAULT",
    "Cholera struck Haiti in October 2010.": "ASSAULT",
    # topics
    "The course for young diplomats covers visits, protests and the expulsion of spies.": "SANCTION",
    "He runs a museum of the war between Iran and Iraq.": "ASSAULT",
    # other senses
    "The exercise will demonstrate that Norway can defend itself.": "PROTEST",
    "Prime Minister Sunak set out a vision for Northern Ireland.": "CONSULT",
    "Somalia joined the demonstration in Nairobi.": "SUPPORT",
    "The envoy of Benin shot a glance at Togo's minister.": "ASSAULT",
    "The delegates from Benin saved themselves the embarrassment.": "AID",
    "American marines met resistance in Tikrit.": "CONSULT",
    "The minister of Togo took necessary actions in Geneva.": "ACCUSE",
    "Turkey denied that it had shelled Kurdish villages.": "REJECT",
    "Rwanda denied having armed the rebels.": "REJECT",
    "President Bush called Wiesenthal an advocate for justice.": "REQUEST",
    "The King designated Pedro Sánchez as premier on 3 October 2023.": "SANCTION",
    "Russia closed its case against the ship.": "COERCE",
    "The minister gave a speech in Paris.": "CONCEDE",
    "The talks took place in Vienna in Austria.": "AID",
    "Swiss doctors gave medicine to the hospital, according to Iran.": "REQUEST",
}


@pytest.fixture(scope="module")
def graphs(extractor: Extractor) -> dict[str, Graph]:
    """The graph of each sentence, read as an article of a day in June 2024."""
    texts = [*TOLD, *LEFT]
    articles = [Article(f"a{number}", text, date=date(2024, 6, 3)) for number, text in enumerate(texts)]
    return dict(zip(texts, extractor.run(articles), strict=True))


@pytest.mark.parametrize("sentence", TOLD)
def test_the_word_tells_of_this_deed(graphs: dict[str, Graph], sentence: str) -> None:
    assert [f"{event.type} {event.relation}" for event in graphs[sentence].events] == [TOLD[sentence]]


@pytest.mark.parametrize("sentence", LEFT)
def test_the_word_tells_of_no_such_deed(graphs: dict[str, Graph], sentence: str) -> None:
    assert LEFT[sentence] not in {event.type for event in graphs[sentence].events}


CRASH = (
    "pilots/pilot/NNS/3/nsubj:pass were/be/VBD/3/aux:pass killed/kill/VBN/0/ROOT in//IN/6/case a//DT/6/det "
    "crash//NN/3/obl"
)
PLUNGE = (
    "pilots/pilot/NNS/3/nsubj:pass were/be/VBD/3/aux:pass killed/kill/VBN/0/ROOT after//IN/6/mark jets/jet/NNS/6/nsubj "
    "collided/collide/VBD/3/advcl"
)
MEDAL = "Nixon//NNP/2/nsubj captured/capture/VBD/0/ROOT medals/medal/NNS/2/obj in//IN/5/case Laos//NNP/2/obl"
CROWD = "crowds/crowd/NNS/2/nsubj stormed/storm/VBD/0/ROOT parliament//NN/2/obj"
SENT = "Nixon//NNP/2/nsubj sent/send/VBD/0/ROOT troops/troops/NNS/2/obj to//IN/5/case Laos//NNP/2/obl"
DRILLS = "Nixon//NNP/4/nsubj and//CC/3/cc Mao//NNP/1/conj held/hold/VBD/0/ROOT drills/drill/NNS/4/obj"
HUNGER = "Nixon//NNP/2/nsubj began/begin/VBD/0/ROOT a//DT/5/det hunger//NN/5/compound strike//NN/2/obj"
FREE = "captives/captive/NNS/2/nsubj walked/walk/VBD/0/ROOT free//JJ/2/advmod"
LEFT_FOR = "Nixon//NNP/2/nsubj left/leave/VBD/0/ROOT Laos//NNP/2/obj for//IN/5/case China//NNP/2/obl"


@pytest.mark.parametrize(
    ("trigger", "parse", "found"),
    [
        ("A kill R", CRASH, True),
        ("A kill R unless in|by [crash]", CRASH, False),
        ("A kill R unless by [crash]", CRASH, True),
        ("A kill R unless after|when [collide]", PLUNGE, False),
        ("A kill R unless ... [crash]", CRASH, False),
        ("A kill R unless in [storm], R [pilot]", CRASH, False),
        ("A capture R unless R [medal|title]", MEDAL, False),
        ("A capture R unless A [medal]", MEDAL, True),
        ("A [crowd|mob] storm R", CROWD, True),
        ("A [soldier] storm R", CROWD, False),
        ("A storm R unless A [crowd]", CROWD, False),
        ("A send|ship [troop] to R", SENT, True),
        ("A and A hold [drill]", DRILLS, True),
        ("A and A send [troop]", SENT, False),
        ("A begin [strike] if [hunger]", HUNGER, True),
        ("A begin [strike] unless [hunger]", HUNGER, False),
        ("A leave R unless for", LEFT_FOR, False),
        ("A leave R unless from", LEFT_FOR, True),
    ],
)
def test_what_stands_beside_a_word_decides(trigger: str, parse: str, found: bool) -> None:
    ontology = Ontology({}, {}, tuple(parse_triggers(trigger)))
    assert bool(find_matches(parse_of(parse), ontology, Marked())) is found


def test_the_subject_may_be_the_recipient() -> None:
    [match] = find_matches(parse_of(FREE), Ontology({}, {}, (parse_trigger("R walk free"),)), Marked())
    assert (match.actors, match.recipients) == ([], [0])


def test_the_more_demanding_trigger_wins() -> None:
    triggers = tuple(parse_trigger(text, text) for text in ("A begin [strike]", "A begin [strike] if [hunger]"))
    [match] = find_matches(parse_of(HUNGER), Ontology({}, {}, triggers), Marked())
    assert match.trigger.relation == "A begin [strike] if [hunger]"


@pytest.mark.parametrize(
    "sentence",
    [
        "Vietnam signed the Paris Agreement on Friday.",
        "Albania ratified the Istanbul Convention.",
        "Mongolia joined the Vienna Convention on road signs.",
        "The presidents praised the Dayton accords.",
        "Canada left the Kyoto Protocol in December 2011.",
    ],
)
def test_a_text_named_after_a_place_is_no_place(extractor: Extractor, sentence: str) -> None:
    [graph] = extractor.run([Article("a", sentence, date=date(2024, 6, 3))])
    assert not {entity.label for entity in graph.entities} & {"Paris", "Istanbul", "Vienna", "Dayton", "Kyoto"}


def test_talks_in_a_place_are_there(extractor: Extractor) -> None:
    [graph] = extractor.run([Article("a", "Iran and Iraq signed the agreement in Algiers in March 1975.")])
    assert [event.place for event in graph.events] == ["algiers"]
