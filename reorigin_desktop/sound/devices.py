"""The sound devices that this computer has."""

from __future__ import annotations

from dataclasses import dataclass

from reorigin_desktop.sound.output import portaudio


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """One device that can play; `name` is what `open_output` takes."""

    name: str
    system: str
    channels: int
    rate_hz: int
    low_latency_s: float
    high_latency_s: float
    is_default: bool


def devices() -> tuple[DeviceFacts, ...]:
    """Every device that plays, the default one first; OutputError if PortAudio is missing."""
    sounddevice = portaudio()
    systems = [system["name"] for system in sounddevice.query_hostapis()]
    default = sounddevice.default.device[1]
    names = [device["name"] for device in sounddevice.query_devices() if device["max_output_channels"] > 0]
    found = [
        DeviceFacts(
            name=device["name"] + (f", {systems[device['hostapi']]}" if names.count(device["name"]) > 1 else ""),
            system=systems[device["hostapi"]],
            channels=device["max_output_channels"],
            rate_hz=round(device["default_samplerate"]),
            low_latency_s=device["default_low_output_latency"],
            high_latency_s=device["default_high_output_latency"],
            is_default=device["index"] == default,
        )
        for device in sounddevice.query_devices()
        if device["max_output_channels"] > 0
    ]
    return tuple(sorted(found, key=lambda facts: not facts.is_default))
