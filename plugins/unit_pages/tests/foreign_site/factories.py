from foreign_site.models import NewsPage
from unit_pages.test.factories import AbstractArticleFactory


class NewsFactory(AbstractArticleFactory):
    class Meta:
        model = NewsPage
