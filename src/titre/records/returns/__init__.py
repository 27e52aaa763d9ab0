"""What did a list return? Every pick from its reference price to its end, exactly; nothing is dropped."""
