"""Who did it to whom, in sentences that the shipped pipeline reads: `TYPE actors > recipients` of each event."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extractor import Extractor
from kg.model import Article, Event

JUDGED = {
    "France condemned Iraq's invasion of Kuwait.": ("ACCUSE france > iraq", "ASSAULT iraq > kuwait"),
    "The invasion of Kuwait by Iraq was condemned by Egypt.": ("ASSAULT iraq > kuwait", "ACCUSE egypt > iraq"),
    "Poland thanked Germany for sending air defence batteries.": ("SUPPORT poland > germany",),
    "Canada criticised Saudi Arabia for arresting Samar Badawi.": (
        "ACCUSE canada > saudi-arabia",
        "COERCE saudi-arabia > samar-badawi",
    ),
    # Nobody is told who did it: whom it befell is not accused.
    "The United Nations deplored the bombing of the Canal Hotel.": ("ACCUSE united-nations >",),
    "Australia condemned the arrest of Aung San Suu Kyi.": ("ACCUSE australia >", "COERCE  > aung-san-suu-kyi"),
    "Spain condemned the attack.": ("ACCUSE spain >",),
    # One's own deed concerns those whom it befell.
    "Germany apologised for its bombing of Guernica.": ("SUPPORT germany > guernica",),
    # What somebody is accused of is no event.
    "Iran accused Iraq of attacking Khuzestan.": ("ACCUSE iran > iraq",),
}
BY_NOBODY = {
    "Kenya was accused of invading Uganda.": ("ACCUSE  > kenya",),
    "Iran was condemned for its missile tests.": ("ACCUSE  > iran",),
}
IN_FAVOUR = {
    "Venezuelans held a rally in solidarity with Cuba in Caracas.": ("PROTEST venezuelans >",),
    "Hundreds of Lithuanians rallied for Ukraine in Vilnius.": ("PROTEST lithuanians >",),
    "Thousands of Poles marched in support of Ukraine in Warsaw.": ("PROTEST poles >",),
    "Jordanians rallied against Israel in Amman.": ("PROTEST jordanians > israel",),
}
ANSWERED = {
    "Ecuador rejected Britain's demand for the arrest of Julian Assange.": ("REJECT ecuador > united-kingdom",),
    "Turkey rejected a Greek proposal for talks with Cyprus.": ("REJECT turkey > greece",),
    "Serbia turned down an offer by Austria.": ("REJECT serbia > austria",),
}
BEYOND = {
    "Sweden called on Turkey to withdraw its troops from Syria.": ("REQUEST sweden > turkey",),
    "India asked Pakistan to extradite Hafiz Saeed.": ("REQUEST india > pakistan",),
    "Finland closed its border with Russia.": ("SANCTION finland > russia",),
    "Jimmy Carter flew to Pyongyang to meet Kim Il Sung.": ("CONSULT jimmy-carter > pyongyang+kim-il-sung",),
    "Angela Merkel and Emmanuel Macron held talks in Aachen on pressure from Russia.": (
        "CONSULT angela-merkel+emmanuel-macron >",
    ),
}
COORDINATED = {
    "Morocco recognised Israel and broke off relations with Iran.": (
        "SUPPORT morocco > israel",
        "SANCTION morocco > iran",
    ),
    "Tunisia cut its ties with Syria and recalled its ambassador from Damascus.": (
        "SANCTION tunisia > syria",
        "SANCTION tunisia > damascus",
    ),
    "Estonia praised Finland, criticised Hungary and imposed sanctions on Belarus.": (
        "SUPPORT estonia > finland",
        "ACCUSE estonia > hungary",
        "SANCTION estonia > belarus",
    ),
    "Ethiopia wrote to the African Union and Egypt protested to the Security Council.": (
        "CONSULT ethiopia > african-union",
        "ACCUSE egypt > united-nations-security-council",
    ),
    "After visiting Oman, Narendra Modi met Mahmoud Abbas in Ramallah.": (
        "CONSULT narendra-modi > oman",
        "CONSULT narendra-modi > mahmoud-abbas",
    ),
    "Denmark condemned Libya after Serbia had sent medicine to Malta.": (
        "ACCUSE denmark > libya",
        "AID serbia > malta",
    ),
}
PLACES = {
    "British jets bombed a warehouse in Belgrade.": ("ASSAULT british-jets > belgrade",),
    "Jacinda Ardern arrived in Suva for a two-day visit.": ("CONSULT jacinda-ardern > suva",),
    "Chile's expulsion of two Peruvian consuls drew no comment from Bolivia.": ("SANCTION chile > peruvian-consuls",),
    "The film, which was shot in Malta, flopped in France.": (),
    "Jimmy Carter hosted a dinner in Washington.": (),
    # Nobody suffers violence by a sentence that does not name him.
    "Israel bombed a tunnel. Egypt condemned Libya.": ("ASSAULT israel >", "ACCUSE egypt > libya"),
    "Vladimir Putin arrived in Paris. Angela Merkel did not travel to Minsk.": (
        "CONSULT vladimir-putin > paris",
        "CONSULT angela-merkel > minsk",
    ),
}
ASIDES = {
    "Criticised by Serbia, Croatia was praised by Albania.": ("ACCUSE serbia > croatia", "SUPPORT albania > croatia"),
    "Iraq condemned Iran's missile attack on Erbil as a violation of its sovereignty.": (
        "ACCUSE iraq > iran",
        "ASSAULT iran > erbil",
    ),
}
BROUGHT = {
    "The talks that Ronald Reagan and Mikhail Gorbachev held in Geneva lasted two days.": (
        "CONSULT ronald-reagan+mikhail-gorbachev >",
    ),
    "Kenya criticised the treatment of Somali refugees by Hungarian border guards.": (
        "ACCUSE kenya > hungarian-border-guards",
    ),
    "Canada expelled Iranian diplomats in September 2012.": ("SANCTION canada > iran",),
    "A camp for Somali refugees was attacked by Ethiopian soldiers, killing two women.": (
        "ASSAULT ethiopian-soldiers > somali-refugees-camp+somali-refugees",
    ),
    "Bolivia denounced the raid as a crime against the Syrian people.": (
        "ACCUSE bolivia >",
        "ASSAULT  > syrian-people",
    ),
    "Sweden recalled its ambassador.": ("SANCTION sweden >",),
    "Rwanda thanked Belgium for its apology.": ("SUPPORT rwanda > belgium",),
    "Switzerland criticised the handling of the protests by Iran.": ("ACCUSE switzerland > iran",),
}
SENTENCES = BY_NOBODY | IN_FAVOUR | BROUGHT | PLACES | ASIDES | JUDGED | ANSWERED | BEYOND | COORDINATED
ONCE = [
    ("Vance met Zelenskyy in Rome. Zelenskyy and Vance talked for half an hour.", 1),
    ("Jimmy Carter received Anwar Sadat at Camp David. Carter and Sadat met for an hour.", 1),
    ("Reagan and Gorbachev met in Reykjavik. The meeting between Reagan and Gorbachev lasted two days.", 1),
    ("Vance met Zelenskyy in Rome. Vance met Zelenskyy again.", 2),
    ("Vance met Zelenskyy in Munich. Vance met Zelenskyy in Rome.", 2),
    ("Trump spoke with Putin by phone. Trump met Putin in Alaska.", 2),
    ("Two people were arrested in Paris. Ten people were arrested in Berlin.", 2),
    ("Police arrested three men. Police arrested nine men.", 2),
]


def test_a_place_is_not_shared_with_a_clause_that_has_its_own_subject(extractor: Extractor) -> None:
    [graph] = extractor.run([Article("a", "Denmark met Sweden in Oslo and Norway met Iceland.")])
    assert [event.place for event in graph.events] == ["oslo", None]


STRUCK = {
    "Strikes on Kharkiv killed two women.": "kharkiv",
    "Ten soldiers were killed in a Saudi air strike on Sanaa.": "sanaa",
    "Cuba condemned the attack on Kharkiv.": None,
}


@pytest.mark.parametrize("text", STRUCK)
def test_who_is_killed_in_a_strike_is_where_it_hit(extractor: Extractor, text: str) -> None:
    [graph] = extractor.run([Article("a", text)])
    assert graph.events[0].place == STRUCK[text]


def describe(event: Event) -> str:
    """Type and sides of an event."""
    return f"{event.type} {'+'.join(event.actors)} > {'+'.join(event.recipients)}".strip()


@pytest.fixture(scope="module")
def told(extractor: Extractor) -> dict[str, tuple[Event, ...]]:
    """The events of each text."""
    texts = [*SENTENCES, *(text for text, _ in ONCE)]
    articles = [Article(f"a{number}", text, date=date(2025, 5, 19)) for number, text in enumerate(texts)]
    return {graph.articles[0].text: graph.events for graph in extractor.run(articles)}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sides(sentence: str, told: dict[str, tuple[Event, ...]]) -> None:
    assert tuple(map(describe, told[sentence])) == SENTENCES[sentence]


@pytest.mark.parametrize(("text", "number"), ONCE)
def test_how_often_it_happened(text: str, number: int, told: dict[str, tuple[Event, ...]]) -> None:
    assert len(told[text]) == number
