"""Who may do what: rights over a unit come from appointments and from nothing else."""
