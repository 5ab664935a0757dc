"""What happened: triggers, participants, place, time, modality, attribution."""
