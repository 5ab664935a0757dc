"""What stands inside the pages: templates, styles and scripts that are part of the package."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from markupsafe import Markup


def read_template(name: str, room: str = "kg.viz") -> str:
    """The text of a file under templates/ of a room."""
    return files(room).joinpath("templates", name).read_text(encoding="utf-8")


def inline(text: str) -> dict[str, str]:
    """The content of a script or style element, with the hash by which the page's policy admits it."""
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return {"text": Markup(text), "hash": Markup(f"'sha256-{digest}'")}
