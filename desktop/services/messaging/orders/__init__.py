"""What is ordered of written work: done with one piece or many, said in the notice bar, and taken back."""
