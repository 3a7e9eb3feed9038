"""No test of answers given today runs over midnight."""

import time
from datetime import datetime, timedelta

import pytest


@pytest.fixture(autouse=True)
def _one_day():
    now = datetime.now()
    if (now + timedelta(seconds=20)).date() != now.date():
        time.sleep(21)
