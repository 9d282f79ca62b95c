// Who stands in the same events as somebody, drawn with Cytoscape. The list below holds the names.
"use strict";

(() => {
  const box = document.querySelector("[data-graph]");
  if (!box || !window.cytoscape) return;
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(name).trim();
  const english = document.documentElement.lang === "en";
  const called = (one) => (english && one.name_en) || one.name;
  const short = (name) => (name.length > 26 ? `${name.slice(0, 26)}…` : name);

  const draw = (found) => {
    const most = Math.max(1, ...found.companions.map((companion) => companion.n_events));
    const acting = new Set(found.companions.map((companion) => companion.id));
    // where few act with somebody, those who are only named in the same reports stand around them, their ties broken
    const beside = found.companions.length < 10 ? found.beside.filter((one) => !acting.has(one.id) && one.id !== box.dataset.id).slice(0, 14 - found.companions.length) : [];
    const nodes = [{ id: box.dataset.id, label: short(box.dataset.name), type: "self", weight: 1 }].concat(
      found.companions.map((companion) => ({ id: companion.id, label: short(called(companion)), type: companion.type, weight: companion.n_events / most })),
      beside.map((one) => ({ id: one.id, label: short(called(one)), type: one.type, weight: 0 })),
    );
    const spokes = found.companions.map((companion) => ({ source: box.dataset.id, target: companion.id, weight: companion.n_events / most }))
      .concat(beside.map((one) => ({ source: box.dataset.id, target: one.id, weight: 0, only: "beside" })));
    const ties = found.ties.map((tie) => ({ source: tie.one, target: tie.other, weight: tie.n_events / most }));
    const known = new Set(nodes.map((node) => node.id));
    const edges = spokes.concat(ties).filter((edge) => known.has(edge.source) && known.has(edge.target));
    box.hidden = false;
    const graph = cytoscape({
      container: box,
      elements: nodes.concat(edges).map((data) => ({ data })),
      userZoomingEnabled: false,
      maxZoom: 1.2,
      autoungrabify: false,
      style: [
        { selector: "node", style: {
          label: "data(label)", "font-family": "Plex Arabic, sans-serif", "font-size": 12, color: ink("--ink"), "text-valign": "bottom", "text-margin-y": 4,
          width: "mapData(weight, 0, 1, 10, 30)", height: "mapData(weight, 0, 1, 10, 30)", "background-color": ink("--soft"),
        } },
        { selector: "node[type='PER']", style: { "background-color": ink("--per") } },
        { selector: "node[type='ORG']", style: { "background-color": ink("--org") } },
        { selector: "node[type='LOC']", style: { "background-color": ink("--loc") } },
        { selector: "node[type='self']", style: { "background-color": ink("--accent"), "font-weight": 600 } },
        { selector: "edge", style: { width: "mapData(weight, 0, 1, 1, 6)", "line-color": ink("--line"), "curve-style": "haystack" } },
        { selector: "edge[only]", style: { "line-style": "dashed", "curve-style": "straight" } },
      ],
      layout: { name: "concentric", animate: false, minNodeSpacing: 34, concentric: (node) => (node.data("type") === "self" ? 3 : node.data("weight") > 0.4 ? 2 : 1), levelWidth: () => 1 },
    });
    graph.on("tap", "node", (event) => location.assign(`/entity?id=${encodeURIComponent(event.target.id())}`));
    box.dataset.drawn = "yes";
  };

  fetch(box.dataset.graph)
    .then((got) => { if (!got.ok) throw new Error(`${got.status}`); return got.json(); })
    .then((found) => { if (found.companions.length + found.beside.length > 1) draw(found); })
    .catch((error) => console.warn(error.message));
})();
