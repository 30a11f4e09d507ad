"""Own host names: one subsite, one canonical address, and a clean 404 for hosts that nobody has."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from foreign_site.factories import NewsFactory

from unit_pages.changes.services import confirm_change
from unit_pages.checks import check_hosts
from unit_pages.days import local_day
from unit_pages.enums import ChangeKind, PagesGo, SiteState
from unit_pages.models import OrganisationChange, UnitHost
from unit_pages.subsites.host_map import canonical_address, current, forget
from unit_pages.subsites.hosts import ask, clean_hostname
from unit_pages.subsites.states import set_site_state
from unit_pages.test.factories import UnitFactory

pytestmark = pytest.mark.django_db
HOST = "dongminh.edu.vn"
MIDDLEWARE = [
    "unit_pages.subsites.host_middleware.UnitHostMiddleware",
    "unit_pages.subsites.host_middleware.UnitHostLinksMiddleware",
]


@pytest.fixture(autouse=True)
def _portal(settings):
    settings.MIDDLEWARE = [*MIDDLEWARE, *settings.MIDDLEWARE]
    settings.UNIT_PAGES = {
        **settings.UNIT_PAGES,
        "PORTAL_HOSTS": ["testserver"],
        "HOST_PATHS": {"/sitemap.xml": "/sitemap/{slug}.xml"},
        "ANY_HOST_PATHS": ["/healthz"],
    }
    forget()
    yield
    forget()


@pytest.fixture
def host(school):
    found = UnitHost.objects.create(hostname=HOST, unit=school)
    forget()
    return found


@pytest.fixture
def article(school):
    return NewsFactory(of_unit=school, title="Ngày hội")


def at(client, path, host=HOST, **kwargs):
    return client.get(path, headers={"host": host}, **kwargs)


class TestNames:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("DongMinh.edu.VN", "dongminh.edu.vn"),
            (" dongminh.edu.vn. ", "dongminh.edu.vn"),
            ("trường.vn", "xn--trng-rib8295b.vn"),
            ("xn--trng-rib8295b.vn", "xn--trng-rib8295b.vn"),
        ],
    )
    def test_a_name_is_kept_as_browsers_send_it(self, typed, kept):
        assert clean_hostname(typed) == kept

    @pytest.mark.parametrize(
        "bad",
        [
            "https://a.vn",
            "a.vn/tin",
            "a.vn:8000",
            "a",
            "1.2.3.4",
            "[::1]",
            "a b.vn",
            "-a.vn",
            "a_b.vn",
            "*.vn",
            "me@a.vn",
            "a..vn",
            "x" * 300 + ".vn",
        ],
    )
    def test_what_is_no_name_is_refused(self, bad, school):
        with pytest.raises(ValidationError) as caught:
            UnitHost(hostname=bad, unit=school).full_clean()
        assert "hostname" in caught.value.message_dict

    def test_the_portals_own_names_are_refused_and_the_department_has_no_other(self, school, settings):
        settings.UNIT_PAGES = {**settings.UNIT_PAGES, "PORTAL_HOSTS": ["portal.vn", ".so.vn"]}
        for name in ("portal.vn", "www.so.vn"):
            with pytest.raises(ValidationError, match="own host name"):
                clean_hostname(name)
        with pytest.raises(ValidationError, match="settings"):
            UnitHost(hostname="khac.vn", unit=school.parent).full_clean()

    def test_a_taken_name_is_refused_without_saying_whose_it_is(self, host, other_school):
        with pytest.raises(ValidationError) as caught:
            UnitHost(hostname=HOST.upper(), unit=other_school).full_clean()
        assert caught.value.message_dict == {"hostname": ["This host name is taken."]}

    def test_the_first_name_is_the_main_one_and_there_is_one(self, host, school):
        second = UnitHost.objects.create(hostname="b.vn", unit=school)
        assert (host.is_primary, second.is_primary) == (True, False)
        with pytest.raises(IntegrityError), transaction.atomic():
            UnitHost.objects.create(hostname="c.vn", unit=school, is_primary=True)


class TestServing:
    def test_the_site_stands_at_its_own_host(self, client, host, school, article):
        home = at(client, "/")
        assert home.status_code == 200
        assert school.name in home.content.decode()
        assert at(client, "/tin-tuc/ngay-hoi/").status_code == 200
        assert at(client, "/khong-co/").status_code == 404

    def test_links_agree_with_the_host(self, client, host, school, article):
        body = at(client, "/").content.decode()
        assert 'href="/tin-tuc/ngay-hoi/"' in body
        assert f'"/{school.slug}/' not in body

    def test_links_to_the_portal_and_other_units_are_absolute(self, client, host, school, other_school):
        from unit_pages.subsites.host_middleware import outward

        current()
        assert outward("/", school.slug) == "http://testserver/"
        assert outward("/don-vi/", school.slug) == "http://testserver/don-vi/"
        assert (
            outward(f"{other_school.url_path}tin-tuc/", school.slug)
            == f"http://testserver{other_school.url_path}tin-tuc/"
        )
        assert outward("/static/a.css", school.slug) == "/static/a.css"
        assert outward("https://moet.gov.vn/", school.slug) == "https://moet.gov.vn/"
        assert outward("//x.vn/", school.slug) == "//x.vn/"

    def test_the_path_on_the_portal_leads_to_the_host(self, client, host, school, article):
        answer = client.get(f"{school.url_path}tin-tuc/ngay-hoi/?a=1")
        assert (answer.status_code, answer["Location"]) == (301, f"http://{HOST}/tin-tuc/ngay-hoi/?a=1")
        assert canonical_address(f"{school.url_path}tin-tuc/") == f"http://{HOST}/tin-tuc/"

    def test_its_own_path_at_the_host_leads_to_the_short_one(self, client, host, school):
        assert at(client, f"{school.url_path}tin-tuc/")["Location"] == f"http://{HOST}/tin-tuc/"

    def test_a_second_name_leads_to_the_main_one(self, client, host, school):
        UnitHost.objects.create(hostname="cu.vn", unit=school)
        assert at(client, "/tin-tuc/", host="cu.vn")["Location"] == f"http://{HOST}/tin-tuc/"

    def test_the_other_way_round(self, client, host, school, settings):
        settings.UNIT_PAGES = {**settings.UNIT_PAGES, "HOST_IS_CANONICAL": False}
        assert at(client, "/tin-tuc/")["Location"] == f"http://testserver{school.url_path}tin-tuc/"
        assert client.get(school.url_path).status_code == 200
        assert canonical_address(school.url_path) == f"http://testserver{school.url_path}"

    def test_the_admin_stays_on_the_portal(self, client, host):
        assert at(client, "/admin/").status_code == 404
        assert at(client, "/admin/login/").status_code == 404

    def test_paths_of_the_installation_have_a_name_of_their_own_at_the_host(self, host, school):
        current()
        assert canonical_address(f"/sitemap/{school.slug}.xml") == f"http://{HOST}/sitemap.xml"
        assert canonical_address("/sitemap/khac.xml") == "http://testserver/sitemap/khac.xml"

    def test_a_closed_site_is_closed_at_its_host_too(self, client, host, school, officer):
        set_site_state(unit=school, state=SiteState.DRAFT, by=None, now=timezone.now())
        assert at(client, "/").status_code == 404
        client.force_login(officer)
        assert client.get(school.url_path).status_code == 200

    def test_the_redirect_to_https_keeps_the_short_path(self, client, host, settings):
        settings.MIDDLEWARE = [MIDDLEWARE[0], "django.middleware.security.SecurityMiddleware", *settings.MIDDLEWARE[1:]]
        settings.SECURE_SSL_REDIRECT = True
        assert at(client, "/tin-tuc/?a=1")["Location"] == f"https://{HOST}/tin-tuc/?a=1"

    def test_a_renamed_unit_keeps_its_host(self, client, host, school, article):
        change = OrganisationChange.objects.create(
            kind=ChangeKind.RENAME, unit=school, effective_on=local_day(), new_units=[{"slug": "moi"}]
        )
        confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        assert at(client, "/tin-tuc/ngay-hoi/").status_code == 200
        assert client.get("/truong-thcs-dong-minh/tin-tuc/ngay-hoi/")["Location"].endswith("/tin-tuc/ngay-hoi/")

    def test_the_host_of_a_merged_unit_leads_in_one_step_to_the_page(self, client, host, school, other_school, article):
        change = OrganisationChange.objects.create(
            kind=ChangeKind.MERGE, unit=school, target=other_school, effective_on=local_day(), pages=PagesGo.MOVE
        )
        confirm_change(change, None, reason="", today=local_day(), now=timezone.now())
        answer = at(client, "/tin-tuc/ngay-hoi/")
        target = f"{other_school.url_path}{school.slug}/tin-tuc/ngay-hoi/"
        assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{target}")
        assert client.get(target).status_code == 200
        assert client.get(f"{school.url_path}tin-tuc/ngay-hoi/")["Location"] == target


class TestUnknown:
    def test_an_unknown_host_gets_a_clean_404(self, client, school):
        answer = at(client, "/", host="la.vn")
        assert answer.status_code == 404
        assert "no site at this address" in answer.content.decode()
        assert school.name not in answer.content.decode()

    @pytest.mark.parametrize("bad", ["a b", "x/y", "[", "a@b.vn", "testserver.evil.vn"])
    def test_a_broken_host_is_refused(self, client, bad):
        assert at(client, "/", host=bad).status_code in (400, 404)

    def test_health_is_asked_at_any_host(self, client):
        assert b"no site at this address" not in at(client, "/healthz", host="10.0.0.7").content

    def test_a_request_costs_no_query_for_the_map(self, client, host):
        at(client, "/khong-co/", host="la.vn")
        with CaptureQueriesContext(connection) as queries:
            at(client, "/khong-co/", host="la.vn")
        assert len(queries) == 0

    def test_a_new_name_answers_at_once(self, client, host, other_school):
        assert at(client, "/", host="nq.vn").status_code == 404
        UnitHost.objects.create(hostname="nq.vn", unit=other_school)
        assert at(client, "/", host="nq.vn").status_code == 200

    def test_the_check_warns_of_an_open_door(self, settings):
        assert check_hosts() == []
        settings.MIDDLEWARE = settings.MIDDLEWARE[::-1]
        assert [message.id for message in check_hosts()] == ["unit_pages.W004"]


@pytest.mark.parametrize(
    ("domain", "status"),
    [(HOST, 200), (HOST.upper(), 200), ("testserver", 200), ("la.vn", 404), ("", 404), ("\x00", 404)],
)
def test_a_proxy_may_fetch_certificates_for_our_hosts_only(host, domain, status):
    assert ask(RequestFactory().get("/hosts/ask", {"domain": domain})).status_code == status


def test_two_units_two_hosts(client, host, other_school):
    UnitHost.objects.create(hostname="nq.vn", unit=other_school)
    assert other_school.name in at(client, "/", host="nq.vn").content.decode()
    assert UnitFactory(subsite=True).name not in at(client, "/").content.decode()
