"""What is got from outside: EDGAR and the European Central Bank, asked politely, resumed when broken off."""
