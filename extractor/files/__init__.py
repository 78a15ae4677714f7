"""Files as outputs: their names, whose they are (by what this program writes into them), and writing them whole or not at all."""
