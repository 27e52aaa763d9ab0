"""An article as text that can be read: cleaned, cut into sentences and words; and the lexicons."""
