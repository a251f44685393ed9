"""Charts as SVG: waterfalls, sweeps, offers."""
