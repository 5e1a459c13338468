"""What planwright costs, measured side by side: against a floor nothing can go below, and against its peers."""
