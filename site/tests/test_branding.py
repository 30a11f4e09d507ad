"""The look of a province is data; nothing in it can run or load anything."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from small_pack import REAL

from edu_portal.branding.models import Branding, Drawing
from edu_portal.branding.services import store_drawings, theme_css
from edu_portal.branding.svg import UnsafeSvgError, check_svg

NS = 'xmlns="http://www.w3.org/2000/svg"'
GOOD = f'<svg {NS} viewBox="0 0 9 9"><path d="M0 0h9v9z" fill="#0B4A76"/></svg>'
BAD = {
    "script": f"<svg {NS}><script>alert(1)</script></svg>",
    "onload": f'<svg {NS} onload="alert(1)"/>',
    "onclick below": f'<svg {NS}><path onclick="alert(1)"/></svg>',
    "foreignObject": f"<svg {NS}><foreignObject/></svg>",
    "animate": f'<svg {NS}><animate attributeName="href" to="javascript:alert(1)"/></svg>',
    "image": f'<svg {NS}><image href="https://evil.example/x.png"/></svg>',
    "style element": f"<svg {NS}><style>@import url(https://evil.example)</style></svg>",
    "style attribute": f'<svg {NS}><path style="fill:url(https://evil.example)"/></svg>',
    "external use": f'<svg {NS}><use href="https://evil.example/x.svg#a"/></svg>',
    "xlink": f'<svg {NS} xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="data:image/svg+xml,x"/></svg>',
    "javascript link": f'<svg {NS}><a href="javascript:alert(1)"/></svg>',
    "url in fill": f'<svg {NS}><path fill="url(https://evil.example#a)"/></svg>',
    "url in capitals": f'<svg {NS}><path fill="URL(https://evil.example#a)"/></svg>',
    "two urls": f'<svg {NS}><path fill="url(#a) url(https://evil.example)"/></svg>',
    "entity": f'<!DOCTYPE svg [<!ENTITY x "y">]><svg {NS}><title>&x;</title></svg>',
    "external entity": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg {NS}><title>&x;</title></svg>',
    "entity behind a comment": f'<!-- --><!DOCTYPE svg [<!ENTITY x "y">]><svg {NS}/>',
    "cdata": f"<svg {NS}><title><![CDATA[<script>]]></title></svg>",
    "stylesheet instruction": f'<?xml-stylesheet href="https://evil.example"?><svg {NS}/>',
    "html": "<html><body/></html>",
    "foreign namespace": '<svg xmlns="http://www.w3.org/1999/xhtml"><path/></svg>',
    "no xml": "không phải svg",
    "empty": "",
    "cut off": f"<svg {NS}><path",
}


class TestSvg:
    @pytest.mark.parametrize("path", sorted((REAL / "theme").glob("*.svg")), ids=lambda path: path.stem)
    def test_the_packs_own_drawings_are_accepted(self, path):
        check_svg(path.read_text(encoding="utf-8"))

    def test_plain_shapes_with_inner_links_are_accepted(self):
        check_svg(
            f'<?xml version="1.0"?><svg {NS}><defs><clipPath id="a"><rect width="9" height="9"/></clipPath></defs>'
            '<!-- một cánh buồm --><g clip-path="url(#a)"><use href="#b"/></g></svg>'
        )

    @pytest.mark.parametrize("case", BAD)
    def test_what_could_run_or_load_something_is_refused_with_words(self, case):
        with pytest.raises(UnsafeSvgError) as caught:
            check_svg(BAD[case])
        assert len(str(caught.value)) > 10


@pytest.mark.django_db
class TestStoring:
    def test_one_bad_drawing_stores_none(self, province):
        branding = Branding.objects.get()
        before = list(Drawing.objects.values_list("name", "svg"))
        with pytest.raises(ValidationError):
            store_drawings(branding, {"mark": GOOD, "lost": BAD["script"]})
        assert list(Drawing.objects.values_list("name", "svg")) == before

    def test_a_new_drawing_has_a_new_address(self, client, province):
        branding = Branding.objects.get()
        old = branding.digests["mark"]
        store_drawings(branding, {"mark": GOOD})
        branding.refresh_from_db()
        assert branding.digests["mark"] != old
        response = client.get(f"/hinh-ve/mark-{branding.digests['mark']}.svg")
        assert response["Content-Type"].startswith("image/svg+xml")
        assert "default-src 'none'" in response["Content-Security-Policy"]
        assert "immutable" in response["Cache-Control"]

    @pytest.mark.parametrize(
        "tokens", [{"paper": "red"}, {"paper": "#FFF;}</style>"}, {"a:b": "#FFFFFF"}, {"x}": "#FFFFFF"}]
    )
    def test_a_token_is_a_name_and_a_colour(self, tokens):
        with pytest.raises(ValidationError) as caught:
            Branding(name="x", tokens=tokens).full_clean()
        assert set(caught.value.message_dict) == {"tokens"}

    def test_the_stylesheet_holds_the_tokens_and_the_units_colours(self, client, province):
        css = client.get("/theme.css").content.decode()
        assert "--sea-700:#0B4A76;" in css
        assert ".u-xanh-bien{" in css
        assert theme_css(None).count("{") == css.count("{") - 1

    def test_an_unknown_drawing_is_not_found(self, client, province):
        assert client.get("/hinh-ve/khong-co-123.svg").status_code == 404
