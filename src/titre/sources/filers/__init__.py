"""Who files: EDGAR's submissions and tickers."""
