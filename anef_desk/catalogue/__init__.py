"""The law as data: procedures, documents, rights, deadlines, symptoms, remedies."""
