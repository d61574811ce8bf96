// Groups of copies side by side, with what differs between them.
"use strict";
(function () {
  const { el } = gallery;
  const FACTS = [
    ["Name", photo => photo.name],
    ["Folder", photo => photo.key.slice(0, -photo.name.length - 1)],
    ["Pixels", photo => photo.width ? `${photo.width} × ${photo.height}` : "not known"],
    ["Size", photo => photo.bytes === null ? "not known" : `${photo.bytes.toLocaleString("en")} bytes`],
    ["Format", photo => photo.format ?? "not known"],
    ["Taken", photo => photo.takenAt ? photo.takenAt.replace("T", " ") : "not known"],
    ["Camera", photo => photo.camera ?? "not known"],
    ["Place", photo => gallery.place(photo) || "not known"],
  ];

  gallery.copies = function () {
    const groups = gallery.data.copies;
    if (groups.length === 0) {
      const words = "No two photos are copies, or nearly so. They are found among photos that are"
        + " linked: ";
      return gallery.nothing(words, "Copies", "photograph link");
    }
    const list = el("div", {});
    gallery.shown = groups.flatMap(group => group.photos.map(number => gallery.photos[number]));
    return {
      title: "Copies",
      line: gallery.count(groups.length, "group"),
      content: gallery.grow(list, groups, section, 20),
    };
  };

  function section(group) {
    const photos = group.photos.map(number => gallery.photos[number]);
    const differing = FACTS.filter(([, of]) => new Set(photos.map(of)).size > 1);
    const going = group.kinds.filter(kind => kind.endsWith("could go")).length;
    const title = `${photos.length} photos, ${going || "none"} of which could go`;
    const same = FACTS.filter(fact => !differing.includes(fact)).map(([name]) => name.toLowerCase());
    return el("section", { class: "group", "aria-label": title + ": " + photos[0].name },
      el("h2", {}, title),
      el("p", { class: "quiet" }, `First, the one to keep. ${group.why} `, same.length ? `Alike: ${same.join(", ")}.` : ""),
      el("ul", { class: "copies" }, photos.map((photo, index) => card(photo, photos[0], differing, group.kinds[index]))));
  }

  function card(photo, first, differing, kind) {
    const cosine = photo.neighbours.find(([number]) => number === first.number)?.[1];
    const rows = [["Kind", kind], ...differing.map(([name, of]) => [name, of(photo)])];
    if (cosine !== undefined) rows.push(["Cosine", cosine.toFixed(3)]);
    return el("li", {},
      el("a", { class: "tile", href: gallery.address(photo) }, gallery.picture(photo),
        el("span", { class: "unseen" }, photo.name)),
      el("dl", {}, rows.map(([name, value]) => [el("dt", {}, name), el("dd", { class: "differs" }, value)])));
  }
})();
