"""Which articles a question is asked of: by date, outlet and id, decided before ranking."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from rag.errors import InvalidQuestion


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps articles published in `[since, until]`, both days included, by one of `outlets`, with
    one of `ids`.

    None does not filter. An article that does not state what is filtered on is left out: nobody
    could check that it belongs.
    """

    since: date | None = None
    until: date | None = None
    outlets: frozenset[str] | None = None
    ids: frozenset[str] | None = None

    @classmethod
    def of(
        cls, since: date | None, until: date | None, outlets: Collection[str] | None
    ) -> "Filter":
        """A filter from what a caller gave.

        Raises:
            InvalidQuestion: `since` is after `until`, or `outlets` is one string.
        """
        if since and until and since > until:
            raise InvalidQuestion(f"since {since} is after until {until}; swap them")
        if isinstance(outlets, str):
            raise InvalidQuestion(f"outlets is the string {outlets!r}; give a list: [{outlets!r}]")
        return cls(since, until, None if outlets is None else frozenset(outlets))

    def among(self, ids: Collection[str]) -> "Filter":
        """The same, of these articles only."""
        return replace(self, ids=frozenset(ids))

    def __bool__(self) -> bool:
        return self != Filter()

    def sql(self) -> tuple[str, list[str]]:
        """A condition on the table `article`, and its parameters."""
        conditions, parameters = ["1"], []
        if self.since:
            conditions.append("published >= ?")
            parameters.append(self.since.isoformat())
        if self.until:
            conditions.append("published <= ?")
            parameters.append(self.until.isoformat())
        if self.outlets is not None:
            marks = ", ".join("?" * len(self.outlets))
            conditions.append(f"lower(outlet) IN ({marks})")
            parameters += sorted(outlet.lower() for outlet in self.outlets)
        if self.ids is not None:
            conditions.append(f"id IN ({', '.join('?' * len(self.ids))})")
            parameters += sorted(self.ids)
        return " AND ".join(conditions), parameters
