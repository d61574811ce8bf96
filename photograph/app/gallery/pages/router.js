// Shows the page that the address names, after its #, and moves the focus with it.
"use strict";
(function () {
  const { el } = gallery;
  const main = document.getElementById("main");
  const box = document.getElementById("search");
  const status = document.getElementById("status");
  let keys = {};
  let last = null;
  const lists = new Set(["", "photos", "album", "month", "search", "map", "copies"]);

  gallery.nothing = (words, title = "Nothing here", command = null) => ({
    title,
    content: [el("p", { class: "note" }, words, command && el("code", {}, command))],
  });

  function found(text) {
    const photos = text.trim() ? gallery.search(text) : [];
    if (photos.length === 0) {
      const words = text.trim() ? `No photo fits “${text}”. ` : "";
      return gallery.nothing(words + "Try part of a file name, a label such as dune, or a date such as 2024-06.", "Search");
    }
    return { title: `Search: ${text}`, line: gallery.count(photos.length, "photo"), content: gallery.grid(photos) };
  }

  function page(kind, rest) {
    switch (kind) {
      case "": return gallery.home();
      case "photos": return gallery.allPhotos();
      case "album": return gallery.album(rest);
      case "month": return gallery.month(rest);
      case "search": return found(rest);
      case "copies": return gallery.copies();
      case "timeline": return gallery.timeline();
      case "map": return gallery.map(rest);
      case "photo": {
        const photo = gallery.byKey.get(rest);
        return photo ? gallery.photoPage(photo) : gallery.nothing("This photo is not in the gallery now.");
      }
      default: return gallery.nothing("There is no such page.");
    }
  }

  function show() {
    const address = location.hash || "#/";
    if (!address.startsWith("#/")) return; // the skip link
    const [, kind, ...rest] = address.split("/");
    if (lists.has(kind)) gallery.shown = gallery.photos;
    const shown = page(kind, rest.map(decodeURIComponent).join("/"));
    if (lists.has(kind)) gallery.remember(gallery.shown, address);
    const title = el("h1", { tabindex: "-1" }, shown.title);
    main.replaceChildren(title, ...[shown.line ? el("p", { class: "quiet" }, shown.line) : null, ...shown.content]
      .filter(Boolean));
    keys = shown.keys ?? {};
    document.title = `${shown.title} · photograph`;
    status.textContent = [shown.title, shown.line].filter(Boolean).join(", ");
    for (const link of document.querySelectorAll("nav a")) {
      if (link.hash === "#/" + kind) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    if (kind === "search") box.value = document.activeElement === box ? box.value : rest.map(decodeURIComponent).join("/");
    else box.value = "";
    if (last !== null && document.activeElement !== box) moveFocus(title);
    last = kind === "photo" ? gallery.byKey.get(rest.map(decodeURIComponent).join("/")) : undefined;
    shown.drawn?.();
  }

  // Back in a list, the photo that was looked at has the focus; elsewhere the title has it.
  function moveFocus(title) {
    const grid = main.querySelector(".grid");
    const place = last && grid?.photos ? grid.photos.indexOf(last) : -1;
    if (place >= 0) grid.more(place + 120);
    const tile = place >= 0 && grid.querySelector(`[data-photo="${last.number}"]`);
    if (!tile) scrollTo(0, 0);
    (tile || title).focus({ preventScroll: !tile });
  }

  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 150);
  });
  box.form.addEventListener("submit", event => {
    event.preventDefault();
    look();
    main.querySelector(".tile")?.focus();
  });
  function look() {
    clearTimeout(waiting);
    const wanted = box.value ? "#/search/" + encodeURIComponent(box.value) : "#/";
    if (location.hash === wanted) return;
    if (location.hash.startsWith("#/search/")) history.replaceState(null, "", wanted);
    else history.pushState(null, "", wanted);
    show();
  }

  document.addEventListener("keydown", event => {
    if (event.target === box || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "/") {
      event.preventDefault();
      box.focus();
    } else if (event.key === "Escape" && keys.back) {
      location.hash = keys.back;
    } else if (keys[event.key] && !event.target.closest(".grid")) {
      event.preventDefault();
      location.hash = gallery.address(keys[event.key]);
    }
  });
  document.querySelector(".skip").addEventListener("click", event => {
    event.preventDefault();
    main.focus();
  });
  addEventListener("hashchange", show);
  show();
  performance.mark("photograph-shown");
})();
