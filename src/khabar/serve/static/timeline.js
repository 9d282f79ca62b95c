// A timeline drawn with Plot: how much each month holds, and each moment in its lane. The table below holds the same.
"use strict";

(() => {
  const box = document.querySelector("[data-timeline]");
  if (!box || !window.Plot) return;
  const lanes = JSON.parse(box.dataset.lanes);
  const colour = { actor: "var(--event)", recipient: "var(--org)", place: "var(--loc)", said: "var(--accent)" };
  const address = (moment) => `/report?id=${encodeURIComponent(moment.report)}&at=${moment.start}-${moment.stop}#at`;

  // one dot for all that happened in a lane on one day, as large as there is much of it; it leads to the words, or to the list of the day
  const days_of = (moments) => {
    const found = new Map();
    for (const moment of moments) {
      const key = `${moment.lane} ${moment.day.slice(0, 10)}`;
      if (!found.has(key)) found.set(key, { ...moment, n: 0 });
      found.get(key).n += 1;
    }
    return [...found.values()].sort((a, b) => b.n - a.n);
  };
  const target = (day) => {
    if (day.n === 1) return address(day);
    const list = new URL(location.href);
    list.searchParams.set("since", day.day.slice(0, 10));
    list.searchParams.set("until", day.day.slice(0, 10));
    list.hash = "list";
    return list.pathname + list.search + list.hash;
  };
  const words = (day) => `${day.day.slice(0, 10)} · ${day.words.slice(0, 120)}${day.n > 1 ? ` … ${box.dataset.more.replace("{n}", day.n - 1)}` : ""}`;

  // a hundredth of all that lies long before or after the rest would squeeze the rest into one bar
  const inner = (months) => {
    const all = months.reduce((sum, month) => sum + month.n, 0);
    let sum = 0;
    return months.filter((month) => { sum += month.n; return sum > all / 100 && sum - month.n < all - all / 100; });
  };

  const arabic = document.documentElement.lang === "ar";

  const draw = (found) => {
    const width = Math.max(320, box.clientWidth - 8);
    const moments = found.moments.map((moment) => ({ ...moment, date: new Date(moment.day.slice(0, 10)) })).filter((moment) => !isNaN(moment.date));
    const months = inner(found.months.map((month) => ({ ...month, date: new Date(`${month.month}-01`) })).filter((month) => !isNaN(month.date)));
    const used = Object.keys(lanes).filter((lane) => moments.some((moment) => moment.lane === lane));
    const scale = { domain: Object.keys(lanes), range: Object.keys(lanes).map((lane) => colour[lane]) };
    // month names differ from country to country in Arabic; figures do not, and a month is written once
    const axis = (dated) => {
      const days = (Math.max(...dated.map((one) => +one.date)) - Math.min(...dated.map((one) => +one.date))) / 864e5;
      const ticks = days < 12 ? { ticks: "day" } : arabic && days > 60 && days < 700 ? { ticks: days < 400 ? "month" : "3 months" } : {};
      return { type: "utc", label: null, ...ticks, ...(arabic ? { tickFormat: days > 60 ? "%Y-%m" : "%m-%d" } : {}) };
    };
    if (new Set(months.map((month) => month.month)).size > 2) {
      box.append(Plot.plot({
        width, height: 110, marginLeft: 46, marginRight: 92, color: scale, x: axis(months), y: { label: box.dataset.months, ticks: 3, tickFormat: "d" },
        marks: [Plot.rectY(months, { x: "date", interval: "month", y: "n", fill: "lane" }), Plot.ruleY([0])],
      }));
    }
    box.append(Plot.plot({
      width, height: 70 + 88 * used.length, marginLeft: 46, marginRight: 92, color: scale,
      x: { ...axis(moments), grid: true, nice: true }, y: { axis: null, domain: [-1, 1] }, r: { type: "identity" }, fy: { domain: used, label: null, tickFormat: (lane) => lanes[lane], axis: "right" },
      marks: [
        Plot.frame({ stroke: "var(--line)" }),
        Plot.dot(days_of(moments), {
          x: "date", y: 0, fy: "lane", fill: "lane", fillOpacity: .75, stroke: "var(--card)", r: (day) => Math.min(4 * Math.sqrt(day.n), 30), href: target, title: words,
        }),
      ],
    }));
    // the table tells the same to who cannot see the drawing, so its links need no stop of the Tab key
    box.querySelectorAll("svg a").forEach((link) => link.setAttribute("tabindex", "-1"));
    box.dataset.drawn = "yes";
  };

  fetch(box.dataset.timeline)
    .then((got) => { if (!got.ok) throw new Error(`${got.status}`); return got.json(); })
    .then((found) => (found.moments.length ? draw(found) : (box.hidden = true)))
    .catch((error) => { box.hidden = true; console.warn(error.message); });
})();
