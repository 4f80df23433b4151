"""What the register says, and whether the house keeps to it."""
