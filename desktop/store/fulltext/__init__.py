"""Full-text: what is said as documents of folded words, and finding them newest first."""
