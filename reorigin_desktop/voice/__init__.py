"""Who speaks a line: recorded takes, draft voices, and the cache of what they said."""
