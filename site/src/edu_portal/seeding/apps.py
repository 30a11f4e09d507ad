from django.apps import AppConfig


class SeedingConfig(AppConfig):
    """Fills an installation with made-up content for benchmarks and trials."""

    name = "edu_portal.seeding"
    label = "seeding"
