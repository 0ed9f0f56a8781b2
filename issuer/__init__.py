"""Organisations: rosters in, signed and anchored certificates out."""
