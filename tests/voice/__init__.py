"""Who speaks: takes, drafts, and what is done to a voice before it is heard."""
