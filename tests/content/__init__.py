"""What is shipped to be played: every session, every take."""
