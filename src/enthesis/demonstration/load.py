"""Brings the fictional people into the clinic's database, each once."""


def load_demonstration() -> int:
    """Bring in who is missing, and tell how many that were."""
    return 0
