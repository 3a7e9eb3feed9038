"""The course's site, made once for all tests that look at it."""

import pytest

from web.build import build


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    build(folder)
    return folder
