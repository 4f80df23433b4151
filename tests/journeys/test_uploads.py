"""On a bad network: files leave by themselves, wait for the network, and are there after a reload, a cut or a kill."""

import contextlib
import os
import re
import signal
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from parvis.kernel.declarations.loads import DEMONSTRATION_PASSWORD
from tests.journeys.conftest import DESKTOP, PHONE

FILES = "Choisir des fichiers"
WHOLE = 3_000_000
# A worker that was killed is started anew, on a machine that runs other things.
PATIENCE = 60


def paper(folder: Path, name: str, size: int = WHOLE) -> Path:
    path = folder / name
    path.write_bytes(b"%PDF-1.7\n" + os.urandom(size - 9))
    return path


@pytest.fixture(scope="module")
def draft() -> list[str]:
    """Where the draft of this module is, once begun: each page of the platform has a title of its own."""
    return []


@pytest.fixture
def papers(phone, draft) -> str:
    """The address of the page where files are joined to a draft; the phone is there."""
    if not draft:
        phone.goto("/mediature/cote-d-or/saisir/")
        phone.get_by_label("Que s’est-il passé ?").fill("Le département refuse une aide.")
        with phone.expect_navigation():
            phone.get_by_role("button", name="Enregistrer et continuer").click()
        draft.append(phone.url.replace("/demarche/", "/pieces/"))
    phone.goto(draft[0])
    return draft[0]


def row(page, name: str):
    return page.locator(".parvis-upload").filter(has_text=name)


def joined(page, name: str):
    return page.locator(".med-file").filter(has_text=name)


def slow(page, seconds: float = 0.3) -> None:
    """Each piece takes a while, as on a phone."""

    def later(route):
        time.sleep(seconds)
        route.continue_()

    page.route("**/envois/**", later)


def test_a_file_survives_the_loss_of_the_network_and_is_joined(
    phone, check_page, screenshot, inspector, papers, tmp_path
):
    slow(phone)
    phone.get_by_label(FILES).set_input_files([paper(tmp_path, "relevé de compte.pdf")])
    sent = row(phone, "relevé de compte.pdf")
    expect(sent.get_by_text(re.compile(r"[km]o sur 3\sMo", re.IGNORECASE))).to_be_visible()
    phone.context.set_offline(True)
    expect(sent.get_by_text("Le réseau ne répond pas")).to_be_visible()
    screenshot(phone, "envoi-hors-ligne")
    # Pressed meanwhile: the form waits for the file.
    phone.get_by_role("button", name="Joindre, et en ajouter d’autres").click()
    expect(phone.get_by_role("status").get_by_text(re.compile("L’envoi se termine|réseau"))).to_be_visible()
    phone.context.set_offline(False)
    # What the browser said of the network while there was none.
    inspector.start_over(phone)
    expect(joined(phone, "relevé de compte.pdf")).to_be_visible()
    expect(row(phone, "relevé de compte.pdf")).to_have_count(0)
    check_page(phone, name="envoi-joint")


def cut_after(page, size: int) -> None:
    """No piece that begins further arrives."""

    def judge(route):
        far = int(route.request.headers.get("upload-offset", 0)) >= size
        route.abort() if far else route.continue_()

    page.route("**/envois/**", judge)


def test_what_was_left_goes_on_after_a_reload_and_what_was_sent_stays(
    phone, check_page, screenshot, inspector, papers, tmp_path
):
    cut_after(phone, 1_000_000)
    one, other = paper(tmp_path, "courrier.pdf", 200_000), paper(tmp_path, "photos.pdf")
    phone.get_by_label(FILES).set_input_files([one, other])
    expect(row(phone, "courrier.pdf").get_by_text("Envoyé (200 ko)")).to_be_visible()
    expect(row(phone, "photos.pdf").get_by_text("Le réseau ne répond pas")).to_be_visible()
    phone.unroute("**/envois/**")
    phone.goto(papers)
    inspector.start_over(phone)
    expect(row(phone, "courrier.pdf").get_by_text("Envoyé (200 ko)")).to_be_visible()
    left = row(phone, "photos.pdf")
    expect(left.get_by_text("Envoi interrompu à")).to_be_visible()
    check_page(phone, name="envoi-interrompu")
    phone.set_viewport_size(DESKTOP)
    screenshot(phone, "envoi-interrompu")
    phone.set_viewport_size(PHONE)
    begun = []
    phone.on("request", lambda request: begun.append(request) if request.method == "POST" else None)
    phone.get_by_label(FILES).set_input_files([other])
    expect(left.get_by_text("Envoyé (3 Mo)")).to_be_visible()
    assert [each for each in begun if "/envois/" in each.url] == [], "it was begun again"
    left.get_by_role("button", name="Retirer : photos.pdf").click()
    expect(left).to_have_count(0)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Enregistrer et continuer").click()
    phone.goto(papers)
    expect(joined(phone, "courrier.pdf")).to_be_visible()
    expect(joined(phone, "photos.pdf")).to_have_count(0)


def test_a_program_is_refused_in_words_and_the_others_are_joined(phone, check_page, inspector, papers, tmp_path):
    program = tmp_path / "facture.pdf"
    program.write_bytes(b"MZ\x90\0" + b"\0" * 5000)
    phone.get_by_label(FILES).set_input_files([program, paper(tmp_path, "bail.pdf", 100_000)])
    expect(row(phone, "facture.pdf").get_by_text("est un programme, que personne n’ouvrira")).to_be_visible()
    expect(row(phone, "bail.pdf").get_by_text("Envoyé (100 ko)")).to_be_visible()
    # The browser says on its console that an answer was not a success.
    inspector.start_over(phone)
    check_page(phone, name="envoi-refuse")
    phone.get_by_role("button", name="Joindre, et en ajouter d’autres").click()
    expect(joined(phone, "bail.pdf")).to_be_visible()
    expect(joined(phone, "facture.pdf")).to_have_count(0)


def test_the_office_adds_a_document_to_a_case_replaces_it_and_imports_a_mail(page, check_page, inspector, tmp_path):
    page.goto("/compte/login/")
    page.get_by_label("Adresse électronique").fill("etienne.rameau@parvis.example")
    page.locator("#id_password").fill(DEMONSTRATION_PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/compte/")
    page.goto("/mediature/bureau/")
    page.locator("a[href^='/mediature/bureau/20']").first.click()
    page.get_by_text("Ajouter un document", exact=True).click()
    form = page.locator("form[action$='/document/']")
    form.get_by_label("Fichier").set_input_files([paper(tmp_path, "premier.pdf", 300_000)])
    expect(row(page, "premier.pdf").get_by_text("Il sera joint")).to_be_visible()
    # Another one takes its place, as in any field of one file.
    form.get_by_label("Fichier").set_input_files([paper(tmp_path, "second.pdf", 300_000)])
    expect(row(page, "second.pdf").get_by_text("Il sera joint")).to_be_visible()
    expect(row(page, "premier.pdf")).to_have_count(0)
    check_page(page, name="envoi-bureau")
    page.set_viewport_size(PHONE)
    check_page(page, name="envoi-bureau-telephone")
    form.get_by_role("button", name="Ajouter le document").click()
    expect(page.get_by_text("Le document est déposé")).to_be_visible()
    expect(page.get_by_text("second.pdf").first).to_be_visible()
    case = page.url
    page.get_by_role("link", name=re.compile("second.pdf")).and_(page.locator("[href*='/versions/']")).click()
    slow(page)
    page.get_by_label("Nouveau fichier").set_input_files([paper(tmp_path, "troisième.pdf")])
    sent = row(page, "troisième.pdf")
    expect(sent.get_by_text(re.compile(r"[km]o sur 3\sMo", re.IGNORECASE))).to_be_visible()
    check_page(page, name="envoi-version")
    expect(sent.get_by_text("Il sera joint")).to_be_visible()
    page.set_viewport_size(DESKTOP)
    check_page(page, name="envoi-version")
    page.get_by_role("button", name="Remplacer le document").click()
    expect(page.get_by_text("La nouvelle version est déposée")).to_be_visible()
    # A mail that was on its way is there after a reload, in the part of the page where it was chosen.
    page.goto(f"{case}messages/")
    page.get_by_text("Importer un courriel reçu ailleurs").click()
    cut_after(page, 1_000_000)
    page.get_by_label("Courriel enregistré").set_input_files([paper(tmp_path, "cantine.eml")])
    left = row(page, "cantine.eml")
    expect(left.get_by_text("Le réseau ne répond pas")).to_be_visible()
    page.unroute("**/envois/**")
    page.reload()
    inspector.start_over(page)
    expect(left.get_by_text("Envoi interrompu à")).to_be_visible()
    check_page(page, name="envoi-courriel")
    page.set_viewport_size(PHONE)
    check_page(page, name="envoi-courriel-telephone")
    left.get_by_role("button", name="Retirer : cantine.eml").click()
    expect(left).to_have_count(0)


class Tus:
    """A browser reduced to its socket, so that a connection can be cut where one wants."""

    def __init__(self, page) -> None:
        self.server = urlsplit(page.url)
        self.address = page.get_by_label(FILES).get_attribute("data-parvis-uploads")
        token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
        self.headers = (
            f"Host: {self.server.netloc}\r\nTus-Resumable: 1.0.0\r\nX-CSRFToken: {token}\r\nCookie: {cookies}"
        )

    def begin(self, method: str, address: str, headers: str, content: bytes = b"") -> socket.socket:
        sock = socket.create_connection((self.server.hostname, self.server.port), timeout=PATIENCE)
        sock.sendall(f"{method} {address} HTTP/1.1\r\n{self.headers}\r\n{headers}\r\n\r\n".encode() + content)
        return sock

    def ask(self, method: str, address: str, headers: str) -> str:
        with self.begin(method, address, f"{headers}\r\nConnection: close") as sock:
            return b"".join(iter(lambda: sock.recv(65536), b"")).decode(errors="replace")

    def created(self) -> str:
        answer = self.ask("POST", self.address, f"Upload-Length: {WHOLE}\r\nContent-Length: 0")
        return re.search(r"^Location: (\S+)", answer, re.MULTILINE)[1]

    def patching(self, at: str, content: bytes) -> socket.socket:
        """A piece of a million bytes that begins, and of which only ``content`` is sent for now."""
        told = "Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\nContent-Length: 1000000"
        return self.begin("PATCH", at, told, content)

    def stands(self, at: str) -> int:
        return int(re.search(r"^Upload-Offset: (\d+)", self.ask("HEAD", at, "Accept: */*"), re.MULTILINE)[1])

    def awaited(self, at: str, least: int) -> int:
        """Where the upload stands once the server has written at least that much."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError, TypeError):
                if (stands := self.stands(at)) >= least:
                    return stands
            time.sleep(0.1)
        raise AssertionError("the server does not answer, or lost what had arrived")


def test_a_connection_cut_in_the_middle_of_a_piece_keeps_all_that_had_arrived(phone, papers):
    tus = Tus(phone)
    at = tus.created()
    with tus.patching(at, b"%PDF-1.7" + b"o" * 599_992) as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        tus.awaited(at, 524_288)
    assert tus.awaited(at, 524_288) in {524_288, 600_000}
    at_end = tus.created()
    with tus.patching(at_end, b"o" * 600_000) as sock:
        sock.shutdown(socket.SHUT_WR)
        assert tus.awaited(at_end, 600_000) == 600_000


def workers(server: str) -> list[int]:
    """The processes that serve this address, but the one that looks after them."""
    port = server.rpartition(":")[2].encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if b"127.0.0.1:" + port in (folder / "cmdline").read_bytes():
                found[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
    return [pid for pid, parent in found.items() if parent in found]


def test_a_server_killed_in_the_middle_of_a_piece_loses_nothing_of_what_it_had_kept(phone, server, papers):
    tus = Tus(phone)
    at = tus.created()
    with tus.patching(at, b"%PDF-1.7" + b"o" * 599_992):
        tus.awaited(at, 524_288)
        killed = workers(server)
        assert killed
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        assert tus.awaited(at, 524_288) == 524_288
    assert not {*killed} & {*workers(server)}
