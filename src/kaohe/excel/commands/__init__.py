"""The ribbon's commands, a file each."""
