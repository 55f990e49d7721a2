"""Other ways to answer from passages, measured as this project is: one file for each.

    job             what a contestant is given and hands back: two JSON files
    measuring       asks any contestant for its figures, in its own process
    span_reader     the reader for those that have none: plain torch in float32
    citespan        this project;  plain: sentence-transformers, FAISS and the span reader
    txtai, langchain, llamaindex, haystack    each as its documentation recommends

`python -m eval.peers.NAME JOB RESULT` runs one. The last four have environments of their own, where
of this project only this folder is to be had: its files import one another, numpy, the standard
library, and what they measure.
"""
