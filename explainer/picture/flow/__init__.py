"""The flow: values on their way forward, and blame on its way back, as pipes whose width is the size of the number."""
