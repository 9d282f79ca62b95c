// Places on the land of Natural Earth: no tiles, nothing from another server. Names are written as text, never as markup.
"use strict";

(() => {
  const WORLD = "/static/vendor/world.json";
  const box = document.querySelector("[data-map]");
  if (!box || !window.L) return;

  const page = (id) => `/entity?id=${encodeURIComponent(id)}`;
  const number = (value) => Number(value).toLocaleString("en");

  const label = (line) => {
    const holder = document.createElement("span");
    const name = document.createElement("bdi");
    const figures = document.createElement("bdi");
    name.textContent = ((document.documentElement.lang === "en" && line.name_en) || line.name).slice(0, 80);
    holder.dir = figures.dir = document.documentElement.dir;
    figures.textContent = box.dataset.figures.replace("{events}", number(line.n_events)).replace("{reports}", number(line.n_reports));
    holder.append(name, " · ", figures);
    return holder;
  };

  // where nine tenths of the places lie: one far away does not make all the others small
  const middle = (lines) => {
    const inner = (values) => [...values].sort((a, b) => a - b).slice(Math.floor(values.length / 20), Math.ceil((values.length * 19) / 20));
    const lats = inner(lines.map((line) => line.lat));
    const lons = inner(lines.map((line) => line.lon));
    return [[lats[0], lons[0]], [lats[lats.length - 1], lons[lons.length - 1]]];
  };

  const answer = async (address) => {
    const got = await fetch(address, { headers: { accept: "application/json" } });
    if (!got.ok) throw new Error(`${address}: ${got.status}`);
    return got.json();
  };

  const draw = async () => {
    const near = box.dataset.map === "near";
    const here = [Number(box.dataset.lat), Number(box.dataset.lon)];
    const [world, lines] = await Promise.all([
      answer(`${WORLD}?${box.dataset.stamp}`),
      answer(near ? `/api/v1/places/near?lat=${here[0]}&lon=${here[1]}&km=400` : "/api/v1/places?limit=1000"),
    ]);
    const map = L.map(box, { minZoom: 1, maxZoom: 11, zoomSnap: 0.5, worldCopyJump: true });
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution("Natural Earth");
    if (near) map.setView(here, 6);
    else if (lines.length) map.fitBounds(L.latLngBounds(middle(lines.slice(0, 60))).pad(0.15), { maxZoom: 7 });
    else map.setView([28, 40], 4);
    L.geoJSON(topojson.feature(world, world.objects.countries), { interactive: false, style: { className: "land", weight: 1 } }).addTo(map);
    const most = Math.max(1, ...lines.map((line) => line.n_events + line.n_reports));
    for (const line of [...lines].sort((a, b) => b.n_reports - a.n_reports)) {
      const radius = 4 + 10 * Math.sqrt((line.n_events + line.n_reports) / most);
      const chosen = near && line.id === box.dataset.id;
      const dot = L.circleMarker([line.lat, line.lon], { radius, weight: 1.5, className: chosen ? "spot chosen" : "spot" }).addTo(map);
      dot.bindTooltip(label(line), { direction: "top", permanent: chosen });
      dot.on("click", () => location.assign(page(line.id)));
    }
    box.dataset.drawn = "yes";
  };

  draw().catch((error) => { box.hidden = true; console.warn(error.message); });
})();
