"""The window and the terminal: screens, widgets, scenes and pacers."""
