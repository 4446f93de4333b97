"""Matching reasons on the standard catalogue."""
