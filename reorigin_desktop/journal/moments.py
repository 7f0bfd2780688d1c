"""When something happened: the instant, and what the clock on the wall said there and then."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

DAY_BEGINS_HOUR = 4
"""Practice after midnight belongs to the day before, until this hour on the person's own clock."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ZONE_FILE = Path("/etc/localtime")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant in UTC milliseconds, with the offset, the zone and the local day fixed when it was noted.

    `local_day` is a date as YYYY-MM-DD, in days that begin at 04:00; travel and clock changes never move it later.
    """

    utc_ms: int
    offset_min: int
    zone: str
    local_day: str


def moment_at(utc_ms: int, offset_min: int, zone: str) -> Moment:
    """The moment at which a clock that is `offset_min` minutes ahead of UTC was read."""
    wall = _EPOCH + timedelta(milliseconds=utc_ms, minutes=offset_min)
    return Moment(utc_ms, offset_min, zone, (wall - timedelta(hours=DAY_BEGINS_HOUR)).date().isoformat())


def moment_now() -> Moment:
    """The present moment by this computer's clock and zone."""
    utc_ms = time.time_ns() // 1_000_000
    wall = (_EPOCH + timedelta(milliseconds=utc_ms)).astimezone()
    offset = wall.utcoffset() or timedelta()
    return moment_at(utc_ms, round(offset / timedelta(minutes=1)), _zone_name() or wall.tzname() or "")


def iso_text(moment: Moment) -> str:
    """The moment as ISO 8601 with milliseconds and offset, as it read on the person's clock."""
    wall = (_EPOCH + timedelta(milliseconds=moment.utc_ms)).astimezone(timezone(timedelta(minutes=moment.offset_min)))
    return wall.isoformat(timespec="milliseconds")


def _zone_name() -> str:
    """The zone's name in the world's list of zones (such as Europe/Berlin); "" where the system does not say."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if "/" in named and not named.startswith("/"):
        return named
    _, found, zone = (named or os.path.realpath(_ZONE_FILE)).partition("zoneinfo/")
    return zone if found else ""
