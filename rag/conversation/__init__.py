"""Make follow-up questions self-contained: `resolve(question, turns)`.

turn           what a resolver knows of an earlier question
resolution     resolve, in three steps: complete, refer, add the topic; or the first alone
ellipsis       completing what is left out ("Why?", "And in Chile?")
clause         asking what a question asked about anew
asked          a question taken apart
pronouns       "he", "its", "there"
noun_phrases   "that meeting", "the council", a bare "this"
roles          who somebody is, where that was asked
antecedents    what is meant, the most salient of what fits
mentions       what the turns name
names, kinds, gender, phrases, words     reading English without a parser
"""

from rag.conversation.resolution import both_forms, resolve
from rag.conversation.turn import Turn

__all__ = ["Turn", "both_forms", "resolve"]
