"""What a text claims: who, what, when, whose word."""
