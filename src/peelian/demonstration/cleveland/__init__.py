"""Cleveland in the cycle 2021/22, from its plan to its published report."""
