"""The words of the field as frozen values: people, documents, cases, letters."""
