"""The pages that every site owes open to anybody and say what they must."""

import pytest

PAGES = ["/", "/mentions-legales/", "/accessibilite/", "/cookies/", "/plan-du-site/", "/code-source/"]


@pytest.mark.parametrize("path", PAGES)
def test_page_opens_to_a_visitor_without_a_query(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert b"<h1" in response.content
