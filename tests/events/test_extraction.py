"""Sentences and the events that the shipped pipeline finds in them; texts that are no articles; what always holds.

An event is written `TYPE actors > recipients`, then, where there is one, its status, place, time and who says so.
"""

from __future__ import annotations

from datetime import date

import pytest

from kg.extractor import Extractor
from kg.knowledge.ontology import STATEMENT, load_ontology
from kg.model import Article, Event, Graph

MONDAY = date(2025, 5, 19)
TYPES = {
    "Iran and Iraq agreed on a ceasefire in August 1988.": "AGREE iran+iraq > on 1988-08",
    "Hungary agreed to supply gas to Serbia.": "AGREE hungary > serbia",
    "Armenia and Azerbaijan agreed on a ceasefire on 10 November 2020.": "AGREE armenia+azerbaijan > on 2020-11-10",
    "Britain pledged to send tanks to Ukraine.": "AGREE united-kingdom > ukraine",
    "Anwar Sadat visited Jerusalem on 19 November 1977.": "CONSULT anwar-sadat > jerusalem in jerusalem on 1977-11-19",
    "The United States recognised Kosovo on 18 February 2008.": "SUPPORT united-states > kosovo on 2008-02-18",
    "Egypt and Israel signed a peace treaty in Washington on 26 March 1979.": (
        "SUPPORT egypt+israel > in washington-dc on 1979-03-26"
    ),
    "Ethiopia and Eritrea signed a peace agreement in Jeddah on 16 September 2018.": (
        "SUPPORT ethiopia+eritrea > in jeddah on 2018-09-16"
    ),
    "The United States lifted its arms embargo on Vietnam in May 2016.": "CONCEDE united-states > vietnam on 2016-05",
    "Mexico extradited Joaquin Guzman to the United States on 19 January 2017.": (
        "COOPERATE mexico > united-states on 2017-01-19"
    ),
    "China provided medical aid to Italy in March 2020.": "AID china > italy on 2020-03",
    "Ecuador granted asylum to Julian Assange on 16 August 2012.": "AID ecuador > julian-assange on 2012-08-16",
    "Belarus freed Ales Bialiatski.": "RETREAT belarus > ales-bialiatski",
    "Ukraine asked Germany for tanks.": "REQUEST ukraine > germany",
    "The UN General Assembly demanded that Russia withdraw from Ukraine.": (
        "REQUEST united-nations-general-assembly > russia"
    ),
    "Britain accused Russia of poisoning Sergei Skripal.": "ACCUSE united-kingdom > russia",
    "The UN Security Council condemned Iraq on 2 August 1990.": (
        "ACCUSE united-nations-security-council > iraq on 1990-08-02"
    ),
    "Serbia refused to impose sanctions on Russia.": "REJECT serbia > russia",
    "Iran was opposed to the French proposal.": "REJECT iran > france",
    "North Korea threatened to attack South Korea.": "THREATEN north-korea > south-korea",
    "Vietnam protested against Chinese drilling.": "PROTEST vietnam > china",
    "The European Union imposed sanctions on Belarus on 24 June 2021.": (
        "SANCTION european-union > belarus on 2021-06-24"
    ),
    "Saudi Arabia cut diplomatic relations with Iran on 3 January 2016.": "SANCTION saudi-arabia > iran on 2016-01-03",
    "Mexico and Ecuador broke off diplomatic relations.": "SANCTION mexico+ecuador >",
    "NATO deployed troops to Estonia in 2017.": "MOBILIZE north-atlantic-treaty-organization > estonia on 2017",
    "Belarus arrested Roman Protasevich on 23 May 2021.": "COERCE belarus > roman-protasevich on 2021-05-23",
    "Iraq invaded Kuwait on 2 August 1990.": "ASSAULT iraq > kuwait on 1990-08-02",
    "In March 2003 the United States invaded Iraq.": "ASSAULT united-states > iraq on 2003-03",
}
GRAMMAR = {
    # active, passive, coordination
    "US Vice President JD Vance met Ukrainian President Volodymyr Zelenskyy in Rome on 18 May 2025.": (
        "CONSULT jd-vance > volodymyr-zelenskyy in rome on 2025-05-18"
    ),
    "Volodymyr Zelenskyy was received by Recep Tayyip Erdogan in Ankara on 15 May 2025.": (
        "CONSULT recep-tayyip-erdogan > volodymyr-zelenskyy in ankara on 2025-05-15"
    ),
    "Russia was accused by Britain of poisoning Sergei Skripal.": "ACCUSE united-kingdom > russia",
    "Ronald Reagan and Mikhail Gorbachev met in Reykjavik in October 1986.": (
        "CONSULT ronald-reagan+mikhail-gorbachev > in reykjavik on 1986-10"
    ),
    "Donald Trump called Vladimir Putin on Monday to discuss the war.": (
        "CONSULT donald-trump > vladimir-putin on 2025-05-19"
    ),
    "Richard Nixon visited China in February 1972 and the Soviet Union in May 1972.": (
        "CONSULT richard-nixon > china on 1972-02",
        "CONSULT richard-nixon > soviet-union on 1972-05",
    ),
    # capitals for governments
    "Riyadh accused Tehran of arming the Houthis.": "ACCUSE saudi-arabia > iran",
    "Paris declared its support for Yerevan.": "SUPPORT france > armenia",
    "London imposed sanctions on Minsk on 21 June 2021.": "SANCTION united-kingdom > belarus on 2021-06-21",
    "Angela Merkel flew to Moscow on 10 May 2015.": "CONSULT angela-merkel > moscow in moscow on 2015-05-10",
    # relative clauses and infinitives
    "Richard Nixon, who met Mao Zedong in Beijing in February 1972, resigned in 1974.": (
        "CONSULT richard-nixon > mao-zedong in beijing on 1972-02",
        "RETREAT richard-nixon > on 1974",
    ),
    "Richard Nixon flew to Beijing to meet Mao Zedong.": "CONSULT richard-nixon > beijing+mao-zedong in beijing",
    # light verbs and nouns
    "Putin and Trump held talks in Helsinki on 16 July 2018.": (
        "CONSULT vladimir-putin+donald-trump > in helsinki on 2018-07-16"
    ),
    "Russia launched a missile attack on Kyiv.": "ASSAULT russia > kyiv in kyiv",
    "Talks between Russia and Ukraine took place in Istanbul on 16 May 2025.": (
        "CONSULT russia+ukraine > in istanbul on 2025-05-16"
    ),
    "Macron's visit to Beijing began on 5 April 2023.": "CONSULT emmanuel-macron > beijing in beijing on 2023-04-05",
    # headlines
    "Israel strikes Damascus": "ASSAULT israel > damascus in damascus",
    "Obama visits Havana": "CONSULT barack-obama > havana in havana",
    "US imposes sanctions on Iran": "SANCTION united-states > iran",
    # not
    "Vladimir Putin did not meet Volodymyr Zelenskyy.": "CONSULT vladimir-putin > volodymyr-zelenskyy not",
    "Neither Putin nor Trump attended the talks in Istanbul.": "CONSULT vladimir-putin+donald-trump > not in istanbul",
    "Iran denied that it had attacked Saudi Arabia.": "ASSAULT iran > saudi-arabia not says iran",
    # planned
    "Keir Starmer will travel to Washington next week.": (
        "CONSULT keir-starmer > washington-dc planned in washington-dc on 2025-05-26/2025-06-01"
    ),
    "Marco Rubio plans to meet Sergei Lavrov on Thursday.": (
        "CONSULT marco-rubio > sergei-lavrov planned on 2025-05-22"
    ),
    "Friedrich Merz is expected to visit Kyiv in June.": "CONSULT friedrich-merz > kyiv planned in kyiv on 2025-06",
    # hypothetical
    "Angela Merkel may visit Kyiv if the ceasefire holds.": "CONSULT angela-merkel > kyiv hypothetical in kyiv",
    "If Russia attacks Estonia, NATO will respond.": "ASSAULT russia > estonia hypothetical",
    "A possible meeting of Trump and Kim Jong Un was discussed.": "CONSULT donald-trump+kim-jong-un > hypothetical",
    # promises and refusals in somebody's words
    "Emmanuel Macron said France would send aid to Lebanon.": "AGREE france > lebanon planned says emmanuel-macron",
    '"We will not negotiate with Iran," Benjamin Netanyahu said.': (
        "REJECT benjamin-netanyahu > iran says benjamin-netanyahu"
    ),
    "Turkey will attack Syria unless Assad withdraws his troops.": "THREATEN turkey > syria planned",
    # who says so
    "Vance said that he had spoken with Trump.": "CONSULT jd-vance > donald-trump says jd-vance",
    "According to Narendra Modi, India bombed Pakistan.": "ASSAULT india > pakistan says narendra-modi",
    '"We met President Zelenskyy in Rome," Vance said.': (
        "CONSULT jd-vance > volodymyr-zelenskyy in rome says jd-vance"
    ),
    'Zelenskyy said: "Russia attacked Kharkiv."': "ASSAULT russia > kharkiv in kharkiv says volodymyr-zelenskyy",
    # when
    "Yesterday Antonio Guterres visited Mogadishu.": "CONSULT antonio-guterres > mogadishu in mogadishu on 2025-05-18",
    # over several sentences
    "Boris Johnson met Zelenskyy in Kyiv on 9 April 2022. He promised him weapons.": (
        "CONSULT boris-johnson > volodymyr-zelenskyy in kyiv on 2022-04-09",
        "AGREE boris-johnson > volodymyr-zelenskyy in kyiv",
    ),
    "Putin arrived in Pyongyang on 19 June 2024. Kim Jong Un received him.": (
        "CONSULT vladimir-putin > pyongyang in pyongyang on 2024-06-19",
        "CONSULT kim-jong-un > vladimir-putin",
    ),
    # no event
    "No country has recognised Somaliland.": (),
    "The storm killed 20 people in Haiti.": (),
    "Vladimir Putin was born in Leningrad on 7 October 1952.": (),
}
SENTENCES = TYPES | GRAMMAR
ODD = {
    "empty": ("", ()),
    "blanks": (" \n\n\t ", ()),
    "one word": ("Putin", ()),
    "punctuation": ('"" ... ?! -- — (()) ,', ()),
    "capitals": (
        "TRUMP MEETS PUTIN IN ALASKA. THE PRESIDENT SAID HE WAS TIRED.",
        ("CONSULT donald-trump > vladimir-putin in alaska",),
    ),
    "a sentence of 500 words": (
        f"Putin met Trump in Rome{' and walked on' * 165}.",
        ("CONSULT vladimir-putin > donald-trump in rome",),
    ),
    "heads of an e-mail": (
        "From: a@example.org\nTo: b@example.org\nSubject: Re: Talks\n\n> Putin met Trump.\n",
        ("CONSULT vladimir-putin > donald-trump",),
    ),
    "emoji": ("🤝 Putin met Trump. 🇺🇸\u200b", ("CONSULT vladimir-putin > donald-trump",)),
    "a table": ("1\t2\t3\n4\t5\t6\n" * 50, ()),
    "German": ("Bundeskanzler Merz traf am Montag in Brüssel den französischen Präsidenten Macron.", ()),
    "Chinese": ("习近平在北京会见普京。", ()),
    "Arabic": ("التقى الرئيسان في القاهرة.", ()),
}


def describe(event: Event) -> str:
    """An event in one line."""
    parts = [event.type, "+".join(event.actors), ">", "+".join(event.recipients)]
    parts += [event.modality] if event.modality != "asserted" else []
    parts += ["not"] if event.negated else []
    parts += ["in", event.place] if event.place else []
    parts += ["on", event.time.edtf] if event.time else []
    parts += ["says", event.attribution] if event.attribution else []
    return " ".join(filter(None, parts))


@pytest.fixture(scope="module")
def graphs(extractor: Extractor) -> dict[str, Graph]:
    """The graph of each text, read as an article of a Monday."""
    texts = [*SENTENCES, *(text for text, _ in ODD.values())]
    articles = [Article(f"a{number}", text, date=MONDAY) for number, text in enumerate(texts)]
    return dict(zip(texts, extractor.run(articles), strict=True))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentence(graphs: dict[str, Graph], sentence: str) -> None:
    expected = SENTENCES[sentence]
    lines = [expected] if isinstance(expected, str) else list(expected)
    assert [describe(event) for event in graphs[sentence].events] == lines


def test_the_sentences_cover_all_types() -> None:
    assert {line.split()[0] for line in TYPES.values()} == set(load_ontology().categories) - {STATEMENT}


@pytest.mark.parametrize(("text", "expected"), ODD.values(), ids=ODD)
def test_texts_that_are_no_articles(graphs: dict[str, Graph], text: str, expected: tuple[str, ...]) -> None:
    assert tuple(map(describe, graphs[text].events)) == expected


def test_every_event_points_at_exact_words(graphs: dict[str, Graph]) -> None:
    for text, graph in graphs.items():
        for event in graph.events:
            for span in (event.trigger, *event.evidence):
                assert text[span.begin : span.end] == span.text.strip() != ""
            assert event.trigger.text in event.evidence[0].text


def test_every_participant_is_an_entity_of_the_graph(graphs: dict[str, Graph]) -> None:
    for graph in graphs.values():
        for event in graph.events:
            named = {*event.actors, *event.recipients, *filter(None, (event.place, event.attribution))}
            assert named <= graph.entity.keys()


def test_ids_are_unique_and_events_in_text_order(graphs: dict[str, Graph]) -> None:
    ids = [event.id for graph in graphs.values() for event in graph.events]
    assert len(ids) == len(set(ids))
    for graph in graphs.values():
        begins = [event.trigger.begin for event in graph.events]
        assert begins == sorted(begins)


def test_a_second_run_gives_the_same(graphs: dict[str, Graph], extractor: Extractor) -> None:
    again = extractor.run(graph.articles[0] for graph in graphs.values())
    assert list(again) == list(graphs.values())


def events_of(extractor: Extractor, text: str, published: date | None = MONDAY) -> tuple[Event, ...]:
    [graph] = extractor.run([Article("a", text, date=published)])
    return graph.events


def test_what_is_told_twice_is_one_event_with_two_sentences(extractor: Extractor) -> None:
    first, second = "JD Vance met Volodymyr Zelenskyy in Rome.", "Vance and Zelenskyy saw the Pope."
    third = "Vance met Zelenskyy on Sunday."
    [event] = (e for e in events_of(extractor, f"{first} {second} {third}") if e.recipients == ("volodymyr-zelenskyy",))
    assert [span.text for span in event.evidence] == [first, third]
    assert describe(event) == "CONSULT jd-vance > volodymyr-zelenskyy in rome on 2025-05-18"


def test_what_took_place_twice_is_two_events(extractor: Extractor) -> None:
    text = "Vance met Zelenskyy on 14 February 2025. Vance met Zelenskyy on 18 May 2025."
    assert [event.time and event.time.edtf for event in events_of(extractor, text)] == ["2025-02-14", "2025-05-18"]


def test_what_was_done_repeatedly_is_not_the_act_told_before(extractor: Extractor) -> None:
    first = "Alexei Navalny was arrested in Moscow on 17 January 2021."
    events = events_of(extractor, f"{first} Alexei Navalny had been repeatedly fined or arrested before.")
    assert [span.text for event in events for span in event.evidence if event.time] == [first]


def test_an_item_of_a_digest_does_not_come_back_to_nameless_people(extractor: Extractor) -> None:
    item = "Protesters were arrested in Minsk. The protesters were arrested for blocking a road."
    others = "Belarus expelled the Latvian ambassador.\nThe European Union condemned Belarus.\n"
    told = {}
    for title in ("Current events of 10 August 2020", "Protests in Belarus"):
        [graph] = extractor.run([Article("a", f"{item}\n{others}", title=title)])
        told[title] = [len(event.evidence) for event in graph.events if event.type == "COERCE"]
    assert list(told.values()) == [[1, 1], [2]]


def test_without_a_date_relative_times_stay_words(extractor: Extractor) -> None:
    [event] = events_of(extractor, "Vance met Zelenskyy in Rome on Sunday.", published=None)
    assert (event.time, event.time_text) == (None, "Sunday")


def test_events_say_how_they_came_about(extractor: Extractor) -> None:
    [event] = events_of(extractor, "Donald Trump spoke with Vladimir Putin by phone on Monday.")
    assert (event.relation, event.mode, event.trigger.text) == ("called", "phone", "spoke")
    assert event.time_text == "Monday"


def test_confidence_falls_with_what_is_missing(extractor: Extractor) -> None:
    sentences = ["Vance met Zelenskyy.", "Belarus apologised.", "Macron's visit to Beijing began on Monday."]
    sure = [event.confidence for sentence in sentences for event in events_of(extractor, sentence)]
    assert len(sure) == 3
    assert sure[0] > max(sure[1:])
    assert 0 < sure[-1] < sure[0] < 1
