"""What is known of one article while its mentions are resolved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from kg.entities.chains import Cast, Chain, Chains
from kg.entities.countries import Countries
from kg.entities.mentions import Mention
from kg.entities.scene import Scene, Speech
from kg.knowledge.gazetteer import Gazetteer
from kg.model import Article
from kg.syntax.parse import Parse


@dataclass(slots=True)
class Discourse:
    """An article as annotated, with who is in it (`cast`), whom its tokens mean (`scene`), who speaks (`speech`) and
    which countries it is about (`countries`)."""

    article: Article
    doc: Doc
    parse: Parse
    gazetteer: Gazetteer
    cast: Cast
    scene: Scene
    speech: Speech
    countries: Countries

    @property
    def day(self) -> date | None:
        """The article's date."""
        return self.article.date

    def recall(self, noun: str, index: int) -> Chain | None:
        """Whom a noun meant last: "the group"."""
        return self.cast.nouns.get((self.scene.items.begin(index), noun))

    def remember(self, noun: str, index: int, chain: Chain) -> None:
        """From now on a noun means this one; in a digest within its item."""
        self.cast.nouns[self.scene.items.begin(index), noun] = chain

    def note(self, mention: Mention, chains: Chains) -> None:
        """A mention means these chains."""
        self.scene.note(mention, chains)
        self.countries.count(mention.head, chains)
