"""Reads the outside world and yields typed rows and findings. No storage, no policy."""
