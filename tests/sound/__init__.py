"""How the room `sound` is held to its word."""
