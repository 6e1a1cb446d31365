"""What stands before every page: who may come in at all, and under which headers anything is sent."""
