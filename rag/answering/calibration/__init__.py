"""Development questions through the whole pipeline, and what is learned from them."""
