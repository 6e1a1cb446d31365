"""The import, step by step: `steps`, the `mapping` of a hospital's table, and the `state` between steps."""
