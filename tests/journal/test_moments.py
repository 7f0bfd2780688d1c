"""A moment is the instant, and what the wall clock said there and then."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reorigin_desktop.journal.moments import iso_text, moment_at, moment_now


def utc_ms(text: str) -> int:
    return round(datetime.fromisoformat(text).timestamp() * 1000)


@pytest.mark.parametrize(
    ("instant", "offset_min", "day"),
    [
        ("2026-06-02T03:59:59.999+02:00", 120, "2026-06-01"),
        ("2026-06-02T04:00:00.000+02:00", 120, "2026-06-02"),
        ("2026-06-02T23:59:00.000+02:00", 120, "2026-06-02"),
        ("2026-06-03T00:30:00.000+02:00", 120, "2026-06-02"),
        ("2026-01-01T01:00:00.000+05:45", 345, "2025-12-31"),
        ("2024-03-01T02:00:00.000-09:30", -570, "2024-02-29"),
        ("2011-12-31T05:00:00.000+14:00", 840, "2011-12-31"),
    ],
)
def test_a_day_begins_at_four_by_the_persons_own_clock(instant: str, offset_min: int, day: str):
    assert moment_at(utc_ms(instant), offset_min, "").local_day == day


@given(
    instant=st.datetimes(datetime(1975, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001  # bounds
    offset_min=st.integers(-14 * 60, 14 * 60),
)
def test_the_text_of_a_moment_is_the_same_instant(instant: datetime, offset_min: int):
    """ISO 8601 read back gives the same millisecond and the same offset."""
    whole_ms = (instant - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
    read = datetime.fromisoformat(iso_text(moment_at(whole_ms, offset_min, "")))
    assert (read - datetime(1970, 1, 1, tzinfo=UTC)) == timedelta(milliseconds=whole_ms)
    assert read.utcoffset() == timedelta(minutes=offset_min)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a running program can be set on Unix only")
@pytest.mark.parametrize(
    ("zone", "offsets_min"),
    [("Asia/Kathmandu", {345}), ("America/St_Johns", {-210, -150}), ("Europe/Berlin", {60, 120})],
)
def test_now_has_the_zone_and_its_offset(monkeypatch: pytest.MonkeyPatch, zone: str, offsets_min: set[int]):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        before, now = time.time(), moment_now()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert now.zone == zone
    assert now.offset_min in offsets_min
    assert abs(now.utc_ms / 1000 - before) < 5


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of a running program can be set on Unix only")
def test_a_zone_without_a_place_is_named_as_the_system_does(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "XYZ-3")
    time.tzset()
    try:
        now = moment_now()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (now.zone, now.offset_min) == ("XYZ", 180)
