"""Whether the person, or their system, wants stillness instead of movement."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from reorigin_desktop.settings import Motion


def still_wanted(choice: Motion) -> bool:
    """The person's own choice, else the system's, where this Qt can ask it (6.12 and newer)."""
    if choice != "system":
        return choice == "reduced"
    preference = getattr(QGuiApplication.styleHints(), "motionPreference", None)
    return preference is not None and getattr(preference(), "name", "") == "ReducedMotion"
