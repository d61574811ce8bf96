"""Kills at random moments: `make test-kills`."""
