// The photos on a map: Leaflet draws it, with the land below and a circle for photos that are near.
"use strict";
(function () {
  const { el } = gallery;
  const CELL = 56, CLOSEST = 17, APART = 100; // pixels, a zoom of Leaflet, metres
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const points = gallery.photos.filter(photo => photo.latitude !== null && photo.longitude !== null)
    .map(photo => ({ photo, at: [photo.latitude, photo.longitude] }));
  const box = el("div", { role: "group", "aria-label":
    "Map. Arrow keys move it, plus and minus zoom, tab goes through the places." });
  const frame = el("div", { class: "map" }, box);
  const below = el("div", {});
  let ready = null, map = null, markers = null; // made once, at the first visit
  let chosen = new Set();

  gallery.map = function () {
    if (points.length === 0) {
      return gallery.nothing("No photo says where it was taken, so there is nothing to put on a map.", "Map");
    }
    return {
      title: "Map",
      line: `${gallery.count(points.length, "photo")} with a place of ${gallery.count(gallery.photos.length, "photo")}`,
      content: [frame, below],
      drawn: () => {
        list();
        ready ??= Promise.all([
          load("link", { rel: "stylesheet", href: "map/leaflet.css" }),
          load("script", { src: "map/leaflet.js" }),
          load("script", { src: "map/land.js" }),
        ]);
        ready.then(show, () => below.replaceChildren(el("p", { class: "note" },
          "The map's files are not in this folder. To write them again: ", el("code", {}, "photograph gallery"))));
      },
    };
  };

  function load(name, attributes) {
    return new Promise((done, fail) => {
      const made = el(name, attributes);
      made.onload = done;
      made.onerror = fail;
      document.head.prepend(made); // so that gallery.css comes later and wins
    });
  }

  function show() {
    if (!box.isConnected) return; // another page was faster
    if (map) return map.invalidateSize();
    map = L.map(box, { attributionControl: false, minZoom: 1, maxZoom: 19, zoomSnap: .25,
      zoomAnimation: !still, inertia: !still });
    L.control.attribution({ prefix: "Leaflet, Natural Earth" }).addTo(map);
    L.control.scale({ imperial: false }).addTo(map);
    const all = L.control({ position: "topright" });
    all.onAdd = () => {
      const button = el("button", { type: "button", "aria-label": "Show all places" }, "All");
      L.DomEvent.disableClickPropagation(button).on(button, "click", () => fit(points));
      return button;
    };
    all.addTo(map);
    L.polygon(photographLand.map(outline), { className: "land", interactive: false }).addTo(map);
    markers = L.layerGroup().addTo(map);
    listen();
    map.on("moveend", mark);
    fit(points);
  }

  // Each character is a step of so many hundredths of a degree, north and east in turn.
  function outline(text) {
    const steps = Array.from(text, one => one.charCodeAt() - 32).map(n => (n & 1 ? -(n + 1) : n) / 200);
    const points = [];
    for (let at = 0, north = 0, east = 0; at < steps.length; at += 2) {
      points.push([north += steps[at], east += steps[at + 1]]);
    }
    return [points];
  }

  function fit(some) {
    map.fitBounds(some.map(point => point.at), { padding: [60, 60], maxZoom: CLOSEST, animate: still ? false : undefined });
  }

  // Points that share a cell of a grid are one circle, and so are circles that would overlap.
  function clusters() {
    const cells = new Map();
    for (const point of points) {
      point.pixel = map.project(point.at);
      const cell = `${Math.floor(point.pixel.x / CELL)},${Math.floor(point.pixel.y / CELL)}`;
      if (cells.has(cell)) cells.get(cell).push(point);
      else cells.set(cell, [point]);
    }
    const { min, max } = map.getPixelBounds();
    const seen = L.bounds(min.subtract([30, 30]), max.add([30, 30]));
    const apart = [];
    for (const some of [...cells.values()].sort((one, other) => other.length - one.length)) {
      const pixel = some.reduce((sum, point) => sum.add(point.pixel), L.point(0, 0)).divideBy(some.length);
      if (!seen.contains(pixel)) continue;
      const near = apart.find(one => one.pixel.distanceTo(pixel) < .75 * CELL);
      if (near) near.some.push(...some);
      else apart.push({ some, pixel });
    }
    return apart;
  }

  function mark() {
    const held = Number(document.activeElement.dataset.place ?? -1);
    markers.clearLayers();
    for (const { some, pixel } of clusters()) {
      const at = map.unproject(pixel);
      const side = 2 * Math.min(26, 12 + 2 * Math.log2(some.length));
      const button = el("button", {
        type: "button", class: "place", "data-place": some[0].photo.number,
        "aria-label": `${gallery.count(some.length, "photo")} at ${gallery.place({ latitude: at.lat, longitude: at.lng })}`,
        "aria-pressed": String(some.some(point => chosen.has(point.photo))),
      }, some.length < 1e4 ? String(some.length) : `${Math.floor(some.length / 1e3)}k`);
      const icon = L.divIcon({ html: button, className: "", iconSize: [side, side] });
      L.marker(at, { icon, keyboard: false }).on("click", () => choose(some)).addTo(markers);
      if (some.some(point => point.photo.number === held)) button.focus({ preventScroll: true });
    }
    if (held >= 0 && !box.contains(document.activeElement)) box.focus({ preventScroll: true });
  }

  function choose(some) {
    chosen = new Set(some.map(point => point.photo));
    list();
    mark();
    const bounds = L.latLngBounds(some.map(point => point.at));
    if (map.distance(bounds.getSouthWest(), bounds.getNorthEast()) > APART) fit(some);
  }

  function list() {
    const photos = [...chosen];
    below.replaceChildren(...photos.length
      ? [el("h2", {}, `${gallery.count(photos.length, "photo")} here`), ...gallery.grid(photos)]
      : [el("p", { class: "note" }, "Choose a circle to see its photos.")]);
    if (photos.length) gallery.remember(photos, "#/map");
  }

  function listen() {
    // Leaflet's keys work while the map itself has the focus; here also while one of its places has.
    box.addEventListener("focusin", () => map.fire("focus"));
    box.addEventListener("focusout", () => map.fire("blur"));
    frame.addEventListener("keydown", event => {
      if (event.key !== "+" || event.ctrlKey || event.metaKey) return;
      event.stopPropagation(); // where + needs Shift, Leaflet takes three steps
      map.zoomIn();
    }, true);
    frame.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); // it scrolls the page
    }, true);
  }
})();
