// Draws the places of the page over the boundaries of their département: no tile, no third party. The list beside it
// holds the same places, so that nobody needs the map.

const SINGLE_ZOOM = 11;
const CLOSEST_ZOOM = 13;

drawAll();
// Filters replace the list and its map without leaving the page.
document.addEventListener("htmx:afterSettle", drawAll);

function drawAll() {
  for (const section of document.querySelectorAll("[data-map]:not([data-drawn])")) {
    section.dataset.drawn = "";
    draw(section);
  }
}

async function draw(section) {
  const { L } = window;
  const points = JSON.parse(section.dataset.points);
  section.hidden = false;
  const canvas = section.querySelector(".di-map__canvas");
  const map = L.map(canvas, { attributionControl: false, scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ zoomInTitle: "Agrandir", zoomOutTitle: "Réduire" }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  const places = together(points).map((group) => marker(L, group).addTo(map));
  const bounds = L.latLngBounds(places.map((place) => place.getLatLng()));
  if (places.length === 1) map.setView(bounds.getCenter(), SINGLE_ZOOM);
  else map.fitBounds(bounds.pad(0.1), { animate: false, maxZoom: CLOSEST_ZOOM });
  await background(L, map, section);
}

// Services of one place are one pin: it bears the first rank, and its bubble leads to each of them.
function together(points) {
  const groups = new Map();
  for (const point of points) {
    const place = `${point.latitude} ${point.longitude}`;
    groups.set(place, [...(groups.get(place) ?? []), point]);
  }
  return [...groups.values()];
}

function marker(L, group) {
  const [first] = group;
  const names = group.map((point) => point.nom).join(", ");
  const place = L.marker([first.latitude, first.longitude], {
    icon: L.divIcon({ className: "di-pin", html: group.length > 1 ? `${first.rang}+` : String(first.rang), iconSize: null }),
    alt: names,
    title: names,
    keyboard: true,
  });
  const list = document.createElement("ul");
  list.className = "di-bubble";
  for (const point of group) {
    const link = document.createElement("a");
    link.href = point.url;
    link.textContent = point.nom;
    list.appendChild(document.createElement("li")).append(link);
  }
  return place.bindPopup(list);
}

async function background(L, map, section) {
  const answer = await fetch(section.dataset.contours).catch(() => null);
  if (!answer?.ok) return;
  const here = section.dataset.commune;
  const style = getComputedStyle(section);
  const line = style.getPropertyValue("--border-plain-grey").trim() || "#3a3a3a";
  const fill = style.getPropertyValue("--background-contrast-blue-france").trim() || "#e3e3fd";
  L.geoJSON(await answer.json(), {
    interactive: false,
    style: (feature) => ({
      color: line,
      weight: feature.properties.code === here ? 2 : 0.5,
      fillColor: fill,
      fillOpacity: feature.properties.code === here ? 0.8 : 0.2,
    }),
  })
    .addTo(map)
    .bringToBack();
}
