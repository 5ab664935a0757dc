"""Where the files of ontologies/ are: inside the installed package, or beside it in a checkout."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def ontology_path(*parts: str) -> Path:
    """The path of a file or folder of ontologies; an editable install has only the folder beside the package."""
    spec = find_spec("kg.ontologies")
    installed = list(spec.submodule_search_locations or []) if spec else []
    root = Path(installed[0]) if installed else Path(__file__).parents[2] / "ontologies"
    return root.joinpath(*parts)
