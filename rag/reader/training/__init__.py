"""What `python -m rag.reader.train` is made of; nothing here is needed to answer questions."""
