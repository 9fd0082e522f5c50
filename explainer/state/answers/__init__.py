"""What the network at the cursor makes of inputs."""
