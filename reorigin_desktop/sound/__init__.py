"""What is heard: levels, fades, synthesis, the mix, the output and its clock."""
