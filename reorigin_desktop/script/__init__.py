"""What an author wrote and what it means; pure: no sound, no window, no clock."""
