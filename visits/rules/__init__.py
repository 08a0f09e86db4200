"""Pure rules of visiting: quarters, what a plan needs, what a visit and a talk must hold."""
