"""Files as the system has them: read whole, checked before they are written, replaced whole or not at all."""
