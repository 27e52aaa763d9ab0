"""Tables that people keep: facts, prices, rates and events, each faulty cell told with its line."""
