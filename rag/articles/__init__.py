"""Files to articles: decoding, metadata, body, sentences, passages."""
