"""Script, sound and journal moving together in time; knows no window."""
