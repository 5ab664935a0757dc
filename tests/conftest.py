"""What tests share: one Extractor for all, as it takes seconds to load."""

from __future__ import annotations

import pytest
from hypothesis import settings

from kg.extractor import Extractor

# How long an example takes hangs on what else the machine does.
settings.register_profile("kg", deadline=None)
settings.load_profile("kg")


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The shipped pipeline with the shipped knowledge."""
    return Extractor()
