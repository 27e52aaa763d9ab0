"""Speed as ratios: ``make bench``. Each pair is timed side by side in one run; nothing here is a test."""
