"""Figures in, the model card and the licences beside the pipeline out."""

import shutil
from pathlib import Path
from string import Template

from training.encoder import SHA256
from training.evaluate import MACHINE, WHOLE_SCHEME, Figures

HERE = Path(__file__).parent
COLUMNS = ("UPOS", "XPOS", "lemma", "UAS", "LAS", "sentences", "names", "name extents")


def write_card(figures: dict[str, Figures], pipeline: Path) -> None:
    """README.md and LICENSES.md of the pipeline's folder."""
    card = Template((HERE / "card.md").read_text(encoding="utf-8"))
    measured = {name: f for name, f in figures.items() if "LAS" in f and "32 bits" not in name}
    others = [f"{name[0].upper()}{name[1:]}: {_list(f)}." for name, f in figures.items() if "LAS" not in f]
    text = card.substitute(
        size=figures[MACHINE]["size MB"],
        accuracy=_table(measured),
        types=", ".join(f"{kind} {figures['GUM test'][f'names {kind}']}" for kind in sorted(WHOLE_SCHEME)),
        exact="; ".join(f"{name} LAS {figures[f'{name}, 32 bits']['LAS']}" for name in ("EWT dev", "GUM dev")),
        others="\n\n".join(others),
        checksums="\n".join(f"    {checksum}  {name}" for name, checksum in SHA256.items()),
    )
    (pipeline / "README.md").write_text(text, encoding="utf-8")
    shutil.copy(HERE / "licenses.md", pipeline / "LICENSES.md")


def _table(figures: dict[str, Figures]) -> str:
    rows = [f"| {name} | " + " | ".join(_cell(f, column) for column in COLUMNS) + " |" for name, f in figures.items()]
    return "\n".join(["| | " + " | ".join(COLUMNS) + " |", "| --- " * (len(COLUMNS) + 1) + "|", *rows])


def _cell(figures: Figures, column: str) -> str:
    return f"{figures[column]:.1f}" if column in figures else ""


def _list(figures: Figures) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in figures.items())
