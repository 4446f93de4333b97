"""A person's Excel while a command works: questions, refusals, failures, and what can be taken back."""
