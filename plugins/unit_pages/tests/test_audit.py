"""The log of each unit: right unit, actor and reason, and nobody else's."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from foreign_site.factories import NewsFactory
from wagtail.log_actions import log

from unit_pages.audit.admin import as_text, log_for
from unit_pages.models import UnitLogEntry
from unit_pages.test.factories import AppointmentFactory, OfficialDocumentFactory, PictureFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(school):
    post = PostFactory(code="quan-tri", name="Quản trị", can_write=False, can_administer=True)
    return AppointmentFactory(unit=school, post=post).person


class TestRows:
    def test_a_page_is_logged_for_its_unit_and_stays_so_after_deletion(self, school):
        leader = AppointmentFactory(unit=school, leader=True).person
        page = NewsFactory(of_unit=school)
        page.delete(user=leader)
        rows = UnitLogEntry.objects.filter(object_key=str(page.pk))
        assert {row.unit for row in rows} == {school}
        last = rows.get(action="wagtail.delete")
        assert (last.actor, last.label) == (leader, page.title)

    def test_records_pictures_and_units_know_theirs(self, school):
        for instance in (OfficialDocumentFactory(unit=school), PictureFactory(of_unit=school), school):
            log(instance, "wagtail.edit", data={"reason": "Sửa theo góp ý"})
            row = UnitLogEntry.objects.latest("pk")
            assert (row.unit, row.reason) == (school, "Sửa theo góp ý"), instance

    def test_the_unit_named_by_the_action_wins(self, school, other_school):
        log(OfficialDocumentFactory(unit=school), "wagtail.edit", data={"unit": other_school.pk})
        assert UnitLogEntry.objects.latest("pk").unit == other_school

    def test_an_action_of_the_whole_installation_has_no_unit(self, administrator):
        log(PostFactory(code="moi"), "wagtail.edit", user=administrator)
        assert UnitLogEntry.objects.latest("pk").unit is None


class TestScreen:
    def test_a_unit_administrator_sees_the_own_unit_only(self, client, school, other_school, administrator):
        mine, foreign = NewsFactory(of_unit=school), NewsFactory(of_unit=other_school)
        assert set(log_for(administrator).values_list("unit", flat=True)) == {school.pk}
        client.force_login(administrator)
        for address in (reverse("unit_log"), reverse("unit_log_results"), reverse("unit_log") + "?export=csv"):
            answer = client.get(address)
            text = b"".join(answer).decode() if answer.streaming else answer.content.decode()
            assert answer.status_code == 200
            assert mine.title in text and foreign.title not in text, address

    def test_others_see_nothing(self, client, school):
        officer = AppointmentFactory(unit=school).person
        client.force_login(officer)
        assert client.get(reverse("unit_log")).status_code == 302
        assert not log_for(officer).exists()

    def test_queries_do_not_follow_the_number_of_entries(self, client, school, administrator):
        client.force_login(administrator)
        counts = []
        for _round in range(2):
            for _number in range(20):
                log(school, "wagtail.edit")
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse("unit_log"))
            counts.append(len(caught))
        assert counts[0] == counts[1]

    @pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@a", "\t=1"])
    def test_no_title_becomes_a_formula(self, text):
        assert as_text(text).startswith("'")
        assert as_text("Tin thường") == "Tin thường"
