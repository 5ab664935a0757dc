"""News and official statements into a knowledge graph of diplomatic events.

import kg

graph = kg.build("article.txt")
graph.view("graph.html")
"""

from importlib import import_module
from typing import TYPE_CHECKING

from kg.version import VERSION

if TYPE_CHECKING:
    from kg.api import KnowledgeGraph as KnowledgeGraph
    from kg.api import build as build
    from kg.api import extract as extract
    from kg.api import load as load
    from kg.errors import KgError as KgError
    from kg.extractor import Extractor as Extractor
    from kg.graph.merge import merge_graphs as merge_graphs
    from kg.model import Article as Article
    from kg.model import Entity as Entity
    from kg.model import Event as Event
    from kg.model import Graph as Graph
    from kg.model import Span as Span
    from kg.model import TimeValue as TimeValue
    from kg.nlp.pipeline import load_pipeline as load_pipeline
    from kg.readers.streams import Given as Given

_HOMES = {
    "Extractor": "kg.extractor",
    "KnowledgeGraph": "kg.api",
    "build": "kg.api",
    "extract": "kg.api",
    "load": "kg.api",
    "load_pipeline": "kg.nlp.pipeline",
    "merge_graphs": "kg.graph.merge",
    "KgError": "kg.errors",
    "Article": "kg.model",
    "Entity": "kg.model",
    "Event": "kg.model",
    "Given": "kg.readers.streams",
    "Graph": "kg.model",
    "Span": "kg.model",
    "TimeValue": "kg.model",
}
__all__ = sorted(_HOMES)
__version__ = VERSION


def __getattr__(name: str) -> object:
    """Import on first use, so that the command line starts at once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
