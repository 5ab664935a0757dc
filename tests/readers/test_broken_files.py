"""Files of every kind that are broken in every way: each is reported with its reason, and the others go on.

`python -m benchmarks.broken` does the same with a thousand, and measures time and memory.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.broken import KINDS, Broken, broken_files
from tests.readers.test_articles import read

LARGE = {"large", "bomb", "bomb_in_an_archive", "long_line", "document_that_is_broken"}
FILES = [file for file in broken_files(7, 4 * len(KINDS)) if file.kind not in LARGE]


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.kind}-{file.name}")
def test_a_broken_file_is_reported_with_its_reason(tmp_path: Path, file: Broken) -> None:
    path, good = tmp_path / file.name, tmp_path / "good.txt"
    path.write_bytes(file.data)
    good.write_text("Norway met Iceland.")
    articles, errors = read(path, good)
    assert articles[-1].id == "good"
    assert articles[:-1] == [] or file.loss != "all"
    assert errors or (file.loss == "perhaps" and len(articles) > 1)
    for error in errors:
        assert error.startswith(str(path)) and "; " in error, "the file, and the remedy"
        assert len(error) < 1500 and "Traceback" not in error
