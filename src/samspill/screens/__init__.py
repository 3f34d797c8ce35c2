"""The big screen: what a room looks at, of any subject, one thing at a time."""
