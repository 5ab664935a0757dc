"""Where articles come from: files and standard input."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.files import repair_text


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, or `-`."""

    path: str

    @property
    def name(self) -> str:
        return "standard input" if self.path == "-" else self.path

    @property
    def stem(self) -> str:
        return "stdin" if self.path == "-" else repair_text(Path(self.path).stem)

    @property
    def link(self) -> str | None:
        return None if self.path == "-" else repair_text(self.path)

    def open(self) -> AbstractContextManager[BinaryIO]:
        return nullcontext(sys.stdin.buffer) if self.path == "-" else open(self.path, "rb")
