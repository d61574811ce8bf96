// Photos as a grid of tiles, through which the arrow keys go.
"use strict";
(function () {
  const { el } = gallery;
  const CHUNK = 120;

  gallery.picture = function (photo, lazy = true) {
    if (photo.problem) {
      const words = { class: "picture missing", role: "img", "aria-label": gallery.describe(photo) };
      return el("span", words, "No picture: " + photo.problem);
    }
    return el("img", {
      class: "picture",
      loading: lazy ? "lazy" : null,
      decoding: "async",
      alt: gallery.describe(photo),
      src: gallery.data.pictures + "/" + photo.picture,
    });
  };

  gallery.tile = function (photo, line = gallery.dateName(photo)) {
    return el("li", {},
      el("a", { class: "tile", href: gallery.address(photo), "data-photo": photo.number },
        gallery.picture(photo),
        el("span", { class: "name" }, photo.name),
        el("span", { class: "line" }, line)));
  };

  // A grid of photos; with `months`, a heading before the first photo of each month.
  gallery.grid = function (photos, months = false, listed = true) {
    const grid = el("ul", { class: "grid" });
    grid.addEventListener("keydown", walk);
    if (listed) gallery.shown = photos;
    grid.photos = photos;
    return gallery.grow(grid, photos, (photo, place) => {
      const starts = months && (place === 0 || photos[place - 1].month !== photo.month);
      const heading = el("h2", {}, gallery.monthName(photo.month));
      return starts ? [el("li", { class: "month" }, heading), gallery.tile(photo)] : gallery.tile(photo);
    }, CHUNK);
  };

  function walk(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const tile = event.target.closest(".tile");
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!tile || !way) return;
    event.preventDefault();
    let tiles = [...this.querySelectorAll(".tile")];
    if (tiles.indexOf(tile) > tiles.length - 40 && tiles.length < this.photos.length) {
      this.more();
      tiles = [...this.querySelectorAll(".tile")];
    }
    const next = way[0] ? tiles[tiles.indexOf(tile) + way[0]] : nextRow(tiles, tile, way[1]);
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function nextRow(tiles, tile, way) {
    const left = tile.getBoundingClientRect().left;
    const top = tile.getBoundingClientRect().top;
    let best = null;
    for (let at = tiles.indexOf(tile) + way; tiles[at]; at += way) {
      const box = tiles[at].getBoundingClientRect();
      if (Math.abs(box.top - top) < 5) continue;
      if (best && Math.abs(box.top - best.top) > 5) break;
      const off = Math.abs(box.left - left);
      if (!best || off < best.off) best = { tile: tiles[at], top: box.top, off };
    }
    return best?.tile;
  }
})();
