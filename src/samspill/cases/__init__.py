"""Cases: advice before a political case, forms of trust, situations. Open to everyone, stores nothing."""
