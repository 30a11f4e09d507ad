from django.db import models


class Book(models.Model):
    """Something with a title, as any site has it."""

    title = models.CharField(max_length=500)
    shelf = models.CharField(max_length=80, blank=True)
    is_public = models.BooleanField(default=True)
    bought_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Letter(models.Model):
    """A second searchable model, whose primary keys are those of books too."""

    subject = models.CharField(max_length=500)

    def __str__(self) -> str:
        return self.subject
