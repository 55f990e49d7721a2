"""Words that nearly every passage holds, and that say nothing of what a question is about."""

FUNCTION_WORDS = frozenset(
    "a about an and any are as at be been but by can could did do does for from had has have he "
    "her his how if in into is it its may no not of on or our s she should so than that the their "
    "them then there these they this those to was we were what when where which who whom whose "
    "why will with would you your".split()
)
