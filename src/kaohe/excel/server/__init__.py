"""What Excel calls: the worksheet functions, the macros, and the process that serves them."""
