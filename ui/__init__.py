"""The chat: a Gradio page over anything that answers, searches and lists its articles."""
