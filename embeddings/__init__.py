"""Text to vectors to neighbours: knows strings and arrays, no articles."""
