"""The worksheet functions as pure functions on plain values: what ``=RANK_UNIT(...)`` computes, without Excel."""
