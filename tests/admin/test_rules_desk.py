"""The coordinator's desk of quota rules: only theirs, in words, with what would change, with line numbers."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comms_plan.articles.models import ArticleKind
from comms_plan.quotas import closing
from comms_plan.quotas.counting import begun, recount
from comms_plan.quotas.models import (
    ClosedPeriod,
    Exemption,
    ExternalChannel,
    ExternalItem,
    Figure,
    FrozenFigure,
    QuotaRule,
)
from comms_plan.quotas.source import write
from unit_pages.models import Unit

SignIn = Callable[[Any], Client]
BASE = "/admin/quy-tac-chi-tieu/"


@pytest.fixture
def quota(world: SimpleNamespace) -> QuotaRule:
    today = timezone.localdate()
    data = {
        "code": "hai-tin",
        "name": "Hai tin một tháng",
        "source": "Mục III.2",
        "subject": {"unit_kinds": ["thpt"]},
        "minimum": 2,
        "valid_from": (today.replace(day=1) - dt.timedelta(days=70)).replace(day=1).isoformat(),
        "valid_to": (today + dt.timedelta(days=90)).isoformat(),
        "silent_on": [{"point": "Tháng hè", "decided": "Vẫn tính."}],
        "examples": [
            {"says": "Tin trên cổng", "item": {"kind": "tin"}, "counts": True},
            {"says": "Tin chỉ trên trang trường", "item": {"kind": "tin", "site": "own"}, "counts": False},
        ],
    }
    return QuotaRule.objects.create(plan=world.plan, data=data)


@pytest.fixture
def coordinator(world: SimpleNamespace, sign_in: SignIn) -> Client:
    return sign_in(world.board)


def said(answer: Any) -> str:
    return html.unescape(answer.content.decode())


def this_month() -> str:
    return timezone.localdate().replace(day=1).isoformat()


class TestWhoMay:
    @pytest.mark.parametrize("who", ["officer", "leader", "board_writer"])
    def test_nobody_but_the_departments_editors(
        self, world: SimpleNamespace, quota: QuotaRule, sign_in: SignIn, who: str
    ) -> None:
        client = sign_in(getattr(world, who))
        row = Exemption.objects.create(
            rule=quota, unit=world.one, first=quota.valid_from, last=quota.valid_from, reason="x"
        )
        for path in ("", f"{quota.pk}/", f"moi/{world.plan.pk}/", f"{quota.pk}/sua/", f"{quota.pk}/ky/"):
            assert client.get(BASE + path).status_code == 404, path
        for path in (f"{quota.pk}/mien/", f"mien/{row.pk}/bo/", f"{quota.pk}/ky/dong/", "ky/1/mo/"):
            assert client.post(BASE + path, {}).status_code == 404, path
        assert Exemption.objects.count() == 1
        assert "quy-tac-chi-tieu" not in said(client.get("/admin/"))


class TestReading:
    def test_the_list_says_source_validity_and_what_is_silent(self, quota: QuotaRule, coordinator: Client) -> None:
        text = said(coordinator.get(BASE))
        for words in ("Hai tin một tháng", "Mục III.2", "Tháng hè", "Vẫn tính."):
            assert words in text

    def test_a_rule_in_words_with_its_examples(self, quota: QuotaRule, coordinator: Client) -> None:
        text = said(coordinator.get(f"{BASE}{quota.pk}/"))
        assert "Trường THPT" in text
        assert "Tin chỉ trên trang trường" in text

    def test_the_cost_does_not_grow_with_units_and_exemptions(
        self, world: SimpleNamespace, quota: QuotaRule, coordinator: Client
    ) -> None:
        def cost() -> int:
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert coordinator.get(f"{BASE}{quota.pk}/").status_code == 200
                assert coordinator.get(f"{BASE}{quota.pk}/ky/").status_code == 200
            return len(found)

        cost()
        Exemption.objects.create(rule=quota, unit=world.one, first=quota.valid_from, last=quota.valid_from, reason="x")
        few = cost()
        for unit in (world.one, world.two) * 5:
            Exemption.objects.create(rule=quota, unit=unit, first=quota.valid_from, last=quota.valid_from, reason="x")
        assert cost() == few


class TestWriting:
    def test_mistakes_are_told_with_their_lines_and_nothing_is_saved(
        self, world: SimpleNamespace, quota: QuotaRule, coordinator: Client
    ) -> None:
        text = (
            "code: moi\nname: Mới\nsubject:\n  unit_kinds: [thpt, khong-co]\nweights: {tin: 0}\n"
            "minimun: 2\nminimum: 3\ntarget: 2\nvalid_from: 2026-01-01\nvalid_to: 2026-12-31\n"
        )
        answer = coordinator.post(f"{BASE}moi/{world.plan.pk}/", {"text": text, "save": "1"})
        assert answer.status_code == 422
        shown = said(answer)
        assert "Dòng 5" in shown and "Dòng 6" in shown
        answer = coordinator.post(
            f"{BASE}moi/{world.plan.pk}/",
            {"text": text.replace("{tin: 0}", "{tin: 1}").replace("minimun: 2\n", "").replace("target: 2\n", "")},
        )
        assert "Dòng 4" in said(answer) and "khong-co" in said(answer)
        assert QuotaRule.objects.count() == 1

    @pytest.mark.parametrize(
        "text",
        ["", "- a", "a: [", "a: &x 1\nb: *x", "a: 1\na: 2", "x" * 60_000, "code: [1]\nminimum: {}", "!!python/x 1"],
    )
    def test_no_text_breaks_the_screen(self, world: SimpleNamespace, coordinator: Client, text: str) -> None:
        answer = coordinator.post(f"{BASE}moi/{world.plan.pk}/", {"text": text, "save": "1"})
        assert answer.status_code == 422
        assert not QuotaRule.objects.exists()

    def test_looking_shows_what_would_change_and_saves_nothing(self, quota: QuotaRule, coordinator: Client) -> None:
        text = write(quota.rule).replace("minimum: 2", "minimum: 3")
        answer = coordinator.post(f"{BASE}{quota.pk}/sua/", {"text": text, "first": this_month(), "look": ""})
        assert answer.status_code == 200
        assert "0/2 → 0/3" in said(answer)
        assert QuotaRule.objects.get().rule.minimum == 2

    def test_an_amendment_begins_with_a_period(self, quota: QuotaRule, coordinator: Client) -> None:
        text = write(quota.rule).replace("minimum: 2", "minimum: 3")
        answer = coordinator.post(f"{BASE}{quota.pk}/sua/", {"text": text, "first": this_month(), "save": "1"})
        assert answer.status_code == 302
        old, new = QuotaRule.objects.order_by("valid_from")
        assert (old.rule.minimum, new.rule.minimum, new.valid_from.isoformat()) == (2, 3, this_month())
        assert set(Figure.objects.filter(rule=new).values_list("minimum", flat=True)) == {3}
        # The older version is history.
        again = coordinator.post(
            f"{BASE}{old.pk}/sua/", {"text": text, "first": old.valid_from.isoformat(), "save": "1"}
        )
        assert again.status_code == 422

    def test_an_example_that_the_rule_contradicts_is_refused(self, quota: QuotaRule, coordinator: Client) -> None:
        text = write(quota.rule).replace("counts: false", "counts: true")
        answer = coordinator.post(f"{BASE}{quota.pk}/sua/", {"text": text, "first": this_month(), "save": "1"})
        assert answer.status_code == 422
        assert "Tin chỉ trên trang trường" in said(answer)

    def test_a_rule_reads_what_it_writes(self, quota: QuotaRule) -> None:
        from comms_plan.quotas.source import read

        assert read(write(quota.rule)).rule == quota.rule


class TestExempting:
    def test_added_with_a_reason_and_taken_back(
        self, world: SimpleNamespace, quota: QuotaRule, coordinator: Client
    ) -> None:
        first = timezone.localdate().replace(day=1)
        last = (first + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
        data = {"unit": world.one.pk, "first": first, "last": last, "reason": "Sửa trường"}
        assert coordinator.post(f"{BASE}{quota.pk}/mien/", data).status_code == 302
        assert Figure.objects.get(unit=world.one, first=first).minimum == 0
        row = Exemption.objects.get()
        assert coordinator.post(f"{BASE}mien/{row.pk}/bo/").status_code == 302
        assert Figure.objects.get(unit=world.one, first=first).minimum == 2

    def test_days_outside_the_rule_a_foreign_unit_and_no_reason_are_refused(
        self, world: SimpleNamespace, quota: QuotaRule, coordinator: Client
    ) -> None:
        good = {"unit": world.one.pk, "first": quota.valid_from, "last": quota.valid_from, "reason": "Lũ"}
        for bad in (
            {"first": "1999-01-01"},
            {"last": "2099-01-01"},
            {"unit": world.root.pk},
            {"reason": " "},
            {"last": "1999-01-01"},
        ):
            assert coordinator.post(f"{BASE}{quota.pk}/mien/", {**good, **bad}).status_code == 422, bad
        assert not Exemption.objects.exists()


class TestClosing:
    def test_closed_with_a_button_and_opened_again_with_a_reason(
        self, world: SimpleNamespace, quota: QuotaRule, coordinator: Client
    ) -> None:
        recount(quota, begun(quota, timezone.now()), timezone.now())
        first = begun(quota, timezone.now())[0].key
        assert coordinator.post(f"{BASE}{quota.pk}/ky/dong/", {"first": this_month()}).status_code == 302
        assert not ClosedPeriod.objects.exists()
        answer = coordinator.post(f"{BASE}{quota.pk}/ky/dong/", {"first": first}, follow=True)
        assert answer.status_code == 200 and "THPT Số 1" in said(answer)
        assert FrozenFigure.objects.count() == 2
        period = ClosedPeriod.objects.get()
        coordinator.post(f"{BASE}ky/{period.pk}/mo/", {"why": " "})
        assert ClosedPeriod.objects.get().reopened_at is None
        coordinator.post(f"{BASE}ky/{period.pk}/mo/", {"why": "Nhập thiếu"})
        assert "Nhập thiếu" in said(coordinator.get(f"{BASE}{quota.pk}/ky/"))

    def test_a_change_over_a_closed_period_is_not_offered(self, quota: QuotaRule, coordinator: Client) -> None:
        now = timezone.now()
        closing.close(quota=quota, span=begun(quota, now)[0], by=None, now=now)
        answer = coordinator.post(
            f"{BASE}{quota.pk}/sua/",
            {"text": write(quota.rule).replace("minimum: 2", "minimum: 4"), "first": quota.valid_from, "save": "1"},
        )
        assert answer.status_code == 422
        assert QuotaRule.objects.get().rule.minimum == 2


class TestItemsOutside:
    @pytest.fixture
    def channel(self) -> ExternalChannel:
        return ExternalChannel.objects.create(code="bao", name="Báo Hải Phòng")

    def form(self, owner: Unit, channel: ExternalChannel, **values: Any) -> dict[str, Any]:
        kind = ArticleKind.objects.get_or_create(code="tin", defaults={"name": "Tin"})[0]
        return {
            "unit": owner.pk,
            "channel": channel.pk,
            "kind": kind.pk,
            "title": "Học sinh làm thuyền",
            "published_on": timezone.localdate().isoformat(),
            "url": "https://example.vn/1",
            **values,
        }

    def test_the_officer_enters_it_and_it_counts_at_once(
        self, world: SimpleNamespace, quota: QuotaRule, channel: ExternalChannel, sign_in: SignIn
    ) -> None:
        quota.data = {**quota.data, "channel": {"site": "portal", "external": ["bao"]}}
        quota.save()
        client = sign_in(world.officer)
        answer = client.post("/admin/external_items/new/", self.form(world.one, channel))
        assert answer.status_code == 302, said(answer)
        figure = Figure.objects.get(unit=world.one, first=this_month())
        assert figure.figure == 1
        assert ExternalItem.objects.get().entered_by == world.officer
        assert "Học sinh làm thuyền" in said(client.get("/admin/chi-tieu/hai-tin/"))

    def test_for_another_unit_twice_or_in_the_future_it_is_refused(
        self, world: SimpleNamespace, channel: ExternalChannel, sign_in: SignIn
    ) -> None:
        client = sign_in(world.officer)
        tomorrow = (timezone.localdate() + dt.timedelta(days=1)).isoformat()
        client.post("/admin/external_items/new/", self.form(world.one, channel))
        for bad in ({"unit": world.two.pk}, {}, {"published_on": tomorrow, "url": ""}):
            answer = client.post("/admin/external_items/new/", self.form(world.one, channel, **bad))
            assert answer.status_code == 200, bad
        assert ExternalItem.objects.count() == 1
        other = ExternalItem.objects.create(
            unit=world.two,
            channel=channel,
            kind_id=ExternalItem.objects.get().kind_id,
            title="Khác",
            published_on=timezone.localdate(),
        )
        assert client.get(f"/admin/external_items/edit/{other.pk}/").status_code == 404
        assert "Khác" not in said(client.get("/admin/external_items/"))
