// The photos on a plain map: no tiles, which would need a network, but degrees and a scale.
// Web Mercator (EPSG:3857) in units of degrees of longitude.
"use strict";
(function () {
  const { el, svg } = gallery;
  const CELL = 56, LEAST_SPAN = 0.002;
  const STEPS = [30, 15, 10, 5, 2, 1, .5, .2, .1, .05, .02, .01, .005, .002, .001, .0005, .0002, .0001];
  const METRES_A_DEGREE = 40075016.686 / 360;
  const rise = north => Math.log(Math.tan(Math.PI / 4 + Math.max(-85, Math.min(85, north)) * Math.PI / 360)) * 180 / Math.PI;
  const fall = y => Math.atan(Math.sinh(y * Math.PI / 180)) * 180 / Math.PI;

  const points = gallery.photos.filter(photo => photo.latitude !== null && photo.longitude !== null)
    .map(photo => ({ photo, x: photo.longitude, y: rise(photo.latitude) }));
  let view = null; // the centre, and pixels a degree
  let chosen = [];
  let marked = new Set();

  gallery.map = function () {
    if (points.length === 0) {
      return gallery.nothing("No photo says where it was taken, so there is nothing to put on a map.", "Map");
    }
    const paper = svg("svg", { tabindex: "0", role: "group", "aria-label":
      "Map. Arrow keys move it, plus and minus zoom, tab goes through the places." });
    const below = el("div", {});
    const draw = () => paint(paper, below, draw);
    const zoom = factor => { view.scale *= factor; draw(); };
    const button = (words, name, act) => {
      const made = el("button", { type: "button", "aria-label": name }, words);
      made.addEventListener("click", act);
      return made;
    };
    listen(paper, draw, zoom);
    new ResizeObserver(() => { if (paper.isConnected) draw(); }).observe(paper);
    return {
      title: "Map",
      line: `${gallery.count(points.length, "photo")} with a place of ${gallery.count(gallery.photos.length, "photo")}`,
      content: [
        el("div", { class: "map" }, paper, el("div", { class: "buttons" },
          button("+", "Zoom in", () => zoom(2)),
          button("−", "Zoom out", () => zoom(.5)),
          button("All", "Show all places", () => { view = null; draw(); }))),
        below,
      ],
      drawn: () => { draw(); list(below); },
    };
  };

  function fit(some, width, height) {
    const [xs, ys] = [some.map(point => point.x), some.map(point => point.y)];
    const ends = values => values.reduce(([least, most], v) => [Math.min(least, v), Math.max(most, v)], [Infinity, -Infinity]);
    const [[west, east], [south, north]] = [ends(xs), ends(ys)];
    return {
      x: (west + east) / 2,
      y: (south + north) / 2,
      scale: Math.min((width - 140) / Math.max(east - west, LEAST_SPAN), (height - 140) / Math.max(north - south, LEAST_SPAN)),
    };
  }

  function paint(paper, below, draw) {
    const { width, height } = paper.getBoundingClientRect();
    if (!width) return;
    view ??= fit(points, width, height);
    view.scale = Math.min(Math.max(view.scale, width / 720), 2e6);
    paper.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const at = (x, y) => [(x - view.x) * view.scale + width / 2, (view.y - y) * view.scale + height / 2];
    const held = document.activeElement?.dataset?.place;
    paper.replaceChildren(graticule(width, height, at), scaleBar(width, height),
      ...clusters(at, width, height).map(one => marker(one, width, height, below, draw)));
    if (held) paper.querySelector(`[data-place="${held}"]`)?.focus();
  }

  // Points that share a cell of a grid are one circle, and so are circles that would overlap.
  function clusters(at, width, height) {
    const cells = new Map();
    for (const point of points) {
      const cell = [point.x, point.y].map(v => Math.floor(v * view.scale / CELL)).join();
      if (cells.has(cell)) cells.get(cell).push(point);
      else cells.set(cell, [point]);
    }
    const apart = [];
    for (const some of [...cells.values()].sort((one, other) => other.length - one.length)) {
      const mean = key => some.reduce((sum, point) => sum + point[key], 0) / some.length;
      const [lon, lat] = [mean("x"), mean("y")];
      const [x, y] = at(lon, lat);
      if (x < -30 || y < -30 || x > width + 30 || y > height + 30) continue;
      const near = apart.find(one => Math.hypot(one.x - x, one.y - y) < .75 * CELL);
      if (near) near.some.push(...some);
      else apart.push({ some, x, y, lon, lat });
    }
    return apart;
  }

  function marker({ some, x, y, lon, lat }, width, height, below, draw) {
    const where = gallery.place({ latitude: fall(lat), longitude: lon });
    const isChosen = some.some(point => marked.has(point.photo));
    const circle = svg("g", {
      class: "place", tabindex: "0", role: "button", "data-place": some[0].photo.number,
      "aria-label": `${gallery.count(some.length, "photo")} at ${where}`, "aria-pressed": String(isChosen),
    },
    svg("circle", { cx: x, cy: y, r: Math.min(26, 12 + 2 * Math.log2(some.length)) }),
    svg("text", { x, y, "aria-hidden": "true" }, some.length < 1e4 ? String(some.length) : `${Math.floor(some.length / 1e3)}k`));
    const choose = () => {
      chosen = some.map(point => point.photo);
      marked = new Set(chosen);
      // Closer, where the photos of this circle lie apart.
      if (width / fit(some, width, height).scale > 4 * LEAST_SPAN) view = fit(some, width, height);
      draw();
      list(below);
    };
    circle.addEventListener("click", choose);
    circle.addEventListener("keydown", event => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose();
    });
    return circle;
  }

  function list(below) {
    const hint = "Choose a circle to see its photos.";
    below.replaceChildren(...chosen.length
      ? [el("h2", {}, `${gallery.count(chosen.length, "photo")} here`), ...gallery.grid(chosen)]
      : [el("p", { class: "note" }, hint)]);
    if (chosen.length) gallery.remember(chosen, "#/map");
  }

  function graticule(width, height, at) {
    const step = STEPS.find(one => one * view.scale < width / 2.5 && one * view.scale <= 200) ?? STEPS.at(-1);
    const digits = Math.max(0, Math.ceil(-Math.log10(step)));
    const lines = svg("g", { "aria-hidden": "true" });
    const [west, east] = [view.x - width / 2 / view.scale, view.x + width / 2 / view.scale];
    const [south, north] = [fall(view.y - height / 2 / view.scale), fall(view.y + height / 2 / view.scale)];
    for (let n = Math.ceil(west / step); n * step <= east; n++) {
      const [x] = at(n * step, 0);
      lines.append(svg("line", { class: "graticule", x1: x, x2: x, y1: 0, y2: height }));
      if (x < width - 210) lines.append(svg("text", { class: "degrees", x: x + 4, y: 14 }, degrees(n * step, digits, "E", "W")));
    }
    for (let n = Math.ceil(south / step); n * step <= north; n++) {
      const [, y] = at(0, rise(n * step));
      lines.append(svg("line", { class: "graticule", x1: 0, x2: width, y1: y, y2: y }));
      if (y > 34) lines.append(svg("text", { class: "degrees", x: 4, y: y - 4 }, degrees(n * step, digits, "N", "S")));
    }
    return lines;
  }

  function degrees(value, digits, more, less) {
    const shown = Math.abs(value).toFixed(digits);
    return `${shown}°${Number(shown) === 0 ? "" : value < 0 ? " " + less : " " + more}`;
  }

  function scaleBar(width, height) {
    const metres = METRES_A_DEGREE * Math.cos(fall(view.y) * Math.PI / 180) / view.scale;
    const power = 10 ** Math.floor(Math.log10(metres * 150));
    const length = [5, 2, 1].map(one => one * power).find(one => one / metres <= 150) ?? power;
    const [x, y] = [width - 20 - length / metres, height - 14];
    const words = length < 1000 ? `${length} m` : `${(length / 1000).toLocaleString("en")} km`;
    return svg("g", { "aria-hidden": "true" },
      svg("path", { class: "scale", d: `M${x} ${y - 6}v6h${length / metres}v-6` }),
      svg("text", { x: x + 4, y: y - 6 }, words));
  }

  function listen(paper, draw, zoom) {
    let from = null, moved = false;
    const pan = (x, y) => { view.x -= x / view.scale; view.y += y / view.scale; draw(); };
    paper.addEventListener("pointerdown", event => { from = event; moved = false; });
    paper.addEventListener("pointermove", event => {
      if (!from || !(event.buttons & 1)) return;
      const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
      if (!moved && Math.hypot(x, y) < 4) return;
      [from, moved] = [event, true];
      pan(x, y);
    });
    paper.addEventListener("click", event => { if (moved) event.stopPropagation(); }, true);
    paper.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.25 : .8);
    }, { passive: false });
    paper.addEventListener("keydown", event => {
      const way = { ArrowLeft: [80, 0], ArrowRight: [-80, 0], ArrowUp: [0, 80], ArrowDown: [0, -80] }[event.key];
      if (way) pan(...way);
      else if (event.key === "+" || event.key === "=") zoom(2);
      else if (event.key === "-") zoom(.5);
      else return;
      event.preventDefault();
    });
  }
})();
