"""Access: who is acting, and the guard that hands every view its object."""
