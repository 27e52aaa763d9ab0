"""What only the desk may know: the key that signs, the salts of each list, and their sealed backups."""
