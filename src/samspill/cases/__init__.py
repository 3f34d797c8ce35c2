"""Cases: advice before a political case, forms of trust, situations. Open, and stores nothing."""
