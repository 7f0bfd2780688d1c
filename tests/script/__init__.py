"""The session language: what authors write, and the timeline made of it."""
