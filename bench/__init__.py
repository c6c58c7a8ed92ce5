"""What is measured, one file each, against peers in the same run. Everything counted here is made up."""
