"""What a record can say: frozen types, standard library only."""
