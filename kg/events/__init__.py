"""What happened: triggers and their senses, participants, place, time, modality, attribution, and each event once."""
