"""The lab book: trainings until the loss is low enough, for many settings, and what each of them took."""
