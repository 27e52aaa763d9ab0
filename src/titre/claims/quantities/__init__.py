"""The grammar of quantities: numbers, scales, currencies, hedges, ranges."""
