// What the pages do in a browser beyond what they say: the theme, links into folded parts, drawings.
"use strict";

(() => {
  const THEME = "khabar_theme";
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem(THEME); } catch { return null; } };
  const keep = (value) => { try { localStorage.setItem(THEME, value); } catch { /* a browser that keeps nothing */ } };
  if (stored()) root.dataset.theme = stored();

  const button = document.getElementById("theme");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep(root.dataset.theme);
    });
  }

  // who judges is asked once, and remembered by the browser that was told
  const WHO = "khabar_who";
  const remembered = () => { try { return localStorage.getItem(WHO) || ""; } catch { return ""; } };
  document.querySelectorAll("input[name=who]").forEach((field) => {
    if (!field.value) field.value = remembered();
    field.form.addEventListener("submit", () => { try { localStorage.setItem(WHO, field.value); } catch { /* as above */ } });
  });

  // a link to a card inside a folded part opens the part
  const open = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details:not([open])");
    if (folded) { folded.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();

  // "/" goes to the search box, as in other places where one reads
  addEventListener("keydown", (event) => {
    const box = document.getElementById("q");
    if (event.key === "/" && box && !/^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      box.focus();
    }
  });
})();
