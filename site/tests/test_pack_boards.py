"""Boards and rules of aggregation in a pack: read, refused, merged three ways."""

from __future__ import annotations

import pytest
from django.utils import translation
from small_pack import ROOT

from comms_plan.gate.models import AggregationRule, Board
from edu_portal.packs.problems import PackError

FILE, CODE = "aggregation.yaml", "nguoi-tot-viec-tot-cua-truong"


@pytest.fixture(autouse=True)
def _province(province):
    return province


def test_the_rules_of_hai_phong_wait_for_the_board(province):
    rule = AggregationRule.objects.get(code=CODE)
    assert (rule.board.code, rule.themes, rule.after_approval, rule.is_active) == (ROOT, ["T10"], True, False)
    assert Board.objects.get().target_days == 2


def test_what_the_board_changed_stays_and_what_the_pack_changed_comes(load, pack):
    AggregationRule.objects.filter(code=CODE).update(is_active=True, name="Tên của Ban biên tập")
    data = pack.data(FILE)
    entry = next(entry for entry in data if entry["code"] == CODE)
    entry |= {"name": "Tên mới của gói", "themes": ["T10", "T02"]}
    pack.write_data(FILE, data)
    load()
    rule = AggregationRule.objects.get(code=CODE)
    assert (rule.name, rule.themes, rule.is_active) == ("Tên của Ban biên tập", ["T10", "T02"], True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"themes": ["T99"]}, "themes"),
        ({"unit_kinds": ["khong-co"]}, "unit_kinds"),
        ({"units": ["KHONG-CO"]}, "units"),
        ({"article_kinds": ["khong-co"]}, "article_kinds"),
        ({"content": ["khong-co"]}, "content"),
        ({"board": "KHONG-CO"}, "board"),
        ({"place": "tren-cao"}, "place"),
        ({"theme": ["T10"]}, "theme"),
        ({"unit_kinds": [], "themes": []}, ""),
        ({"code": "tin-cac-phong-cua-so"}, "code"),
    ],
)
def test_a_mistake_names_its_place_and_nothing_is_written(load, pack, values, field):
    data = pack.data(FILE)
    data[1] |= values
    pack.write_data(FILE, data)
    before = list(AggregationRule.objects.values())
    with translation.override("vi"), pytest.raises(PackError) as caught:
        load()
    assert (FILE, 2, field) in {(problem.file, problem.row, problem.field) for problem in caught.value.problems}
    assert list(AggregationRule.objects.values()) == before


def test_a_target_of_no_days(load, pack):
    pack.write_data("boards.yaml", [{"unit": ROOT, "target_days": 0}])
    with pytest.raises(PackError):
        load()
