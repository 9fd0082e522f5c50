"""What all plots share: panels that save themselves, figures with crosshair and legend, and the tables behind them."""
