"""What every room shares. Standard library only."""
