"""What the settings say about practice: which schedule, and whose days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from trainer.errors import UsageError
from trainer.practice.ladder import Schedule, schedule


@dataclass(frozen=True, slots=True)
class Settings:
    """Without a `zone`, days are those of the zone in which each attempt was played."""

    schedule: Schedule
    zone: tzinfo | None


def practice_settings(config: Mapping[str, object]) -> Settings:
    """From `schedule` and `zone` of the config file. UsageError where one of them cannot be used."""
    return Settings(schedule(str(config.get("schedule", "ladder"))), _zone(config.get("zone")))


def _zone(name: object) -> tzinfo | None:
    if name is None:
        return None
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(str(name))
    except (OSError, ValueError, KeyError) as error:
        raise UsageError("zone must be a name like Europe/Berlin", where=str(name)) from error
