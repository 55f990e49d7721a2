"""From passages to a cited, weighed answer or an honest abstention."""
