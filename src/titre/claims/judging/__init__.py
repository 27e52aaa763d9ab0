"""What the figures and events say of a claim."""
