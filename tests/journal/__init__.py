"""The journal: what is recorded stays, and what goes wrong has words."""
