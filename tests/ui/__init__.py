"""The window and the terminal, through what a person sees and presses."""
