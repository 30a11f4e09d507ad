"""Items for signed-in staff only: in no list, and with receipts."""

import pytest
from django.urls import reverse
from foreign_site.factories import NewsFactory

from unit_pages.models import Publication, ReadReceipt
from unit_pages.subsites.lookup import public_path
from unit_pages.test.factories import AppointmentFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(school):
    return NewsFactory(of_unit=school, is_internal=True)


def address(page):
    return public_path(page.url_path)


def test_it_has_no_publication(item):
    assert not Publication.objects.filter(page=item).exists()


def test_an_item_that_becomes_internal_leaves_all_lists_and_comes_back(school):
    page = NewsFactory(of_unit=school)
    page.is_internal = True
    page.save_revision().publish()
    assert not Publication.objects.filter(page=page, ended_at__isnull=True).exists()
    page.is_internal = False
    page.save_revision().publish()
    assert Publication.objects.filter(page=page, ended_at__isnull=True).count() == 1


def test_a_stranger_is_asked_to_sign_in_and_learns_nothing(client, item):
    answer = client.get(address(item))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("wagtailadmin_login"))
    assert item.title not in answer.content.decode()


def test_staff_of_the_unit_and_above_and_below_read_it(client, school, department, item):
    below = UnitFactory(parent=school)
    for unit in (school, department, below):
        person = AppointmentFactory(unit=unit).person
        client.force_login(person)
        answer = client.get(address(item))
        assert answer.status_code == 200, unit
        assert "no-store" in answer["Cache-Control"]
        client.get(address(item))
        assert ReadReceipt.objects.filter(page=item, person=person).count() == 1


def test_another_school_and_who_lost_the_post_get_404(client, school, other_school, item):
    gone = AppointmentFactory(unit=school, over=True).person
    for person in (AppointmentFactory(unit=other_school).person, gone, PersonFactory()):
        client.force_login(person)
        assert client.get(address(item)).status_code == 404
    assert not ReadReceipt.objects.exists()


def test_the_list_and_the_readers(client, school, other_school, item):
    reader = AppointmentFactory(unit=school).person
    client.force_login(reader)
    assert item.title in client.get(reverse("internal_items")).content.decode()
    client.get(address(item))
    answer = client.get(reverse("internal_item_readers", args=[item.pk]))
    assert reader.get_username() in answer.content.decode()
    client.force_login(AppointmentFactory(unit=other_school).person)
    assert item.title not in client.get(reverse("internal_items")).content.decode()
    assert client.get(reverse("internal_item_readers", args=[item.pk])).status_code == 404
