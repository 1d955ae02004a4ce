"""Diagrams to drawings: laid out, routed and painted as cells; no terminal."""
