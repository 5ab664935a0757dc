"""What tests share: one Extractor for all, as it takes seconds to load."""

from __future__ import annotations

import pytest

from kg.extractor import Extractor


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped pipeline with the shipped knowledge."""
    return Extractor()
