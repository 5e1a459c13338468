"""What a returned form means: instruments, issuing, binding, judging, the ledger, aggregation, plans, delivery."""
