"""The numbers of a lesson: scenes and cards as calculations, and expressions over their symbols."""
