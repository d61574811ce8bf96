// One photo: its picture, what is known of it, and its most similar ones with their scores.
"use strict";
(function () {
  const { el } = gallery;
  let list = { photos: gallery.photos, address: "#/" };

  // Which list the photos of a page belong to: left and right go through it, Escape back to it.
  gallery.remember = (photos, address) => { list = { photos, address }; };

  gallery.size = function (bytes) {
    if (bytes === null) return "";
    return bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  };

  gallery.photoPage = function (photo) {
    const place = list.photos.indexOf(photo);
    const photos = place < 0 ? gallery.photos : list.photos;
    const at = photos.indexOf(photo);
    const near = onceEach(photo).map(([number, cosine]) =>
      gallery.tile(gallery.photos[number], "cosine " + cosine.toFixed(3) + copies(number)));
    const grid = el("ul", { class: "grid" }, near);
    return {
      title: photo.name,
      content: [
        steps(photos, at),
        el("div", { class: "beside" },
          el("figure", { class: "large" }, large(photo)),
          el("div", { class: "facts" }, facts(photo))),
        el("h2", {}, "Most similar"),
        near.length ? grid : el("p", { class: "note" }, "No photo is linked to this one. ",
          "A lower cutoff links more: ", el("code", {}, "photograph link --cutoff 0.4")),
      ],
      keys: { ArrowLeft: photos[at - 1], ArrowRight: photos[at + 1], back: list.address },
    };
  };

  // Copies are one photo: for each of them the number of the one that stays. Near photos are none.
  const stays = new Map();
  for (const { photos, kinds } of gallery.data.copies) {
    photos.forEach((number, at) => { if (!kinds[at].startsWith("near")) stays.set(number, photos[0]); });
  }

  // The most similar photos, of each and its copies the first one; without those of this photo.
  function onceEach(photo) {
    const of = number => stays.get(number) ?? number;
    const seen = new Set([of(photo.number)]);
    return photo.neighbours.filter(([number]) => {
      const fresh = !seen.has(of(number));
      seen.add(of(number));
      return fresh;
    });
  }

  function copies(number) {
    const kept = stays.get(number);
    const others = kept === undefined ? 0 : [...stays.values()].filter(one => one === kept).length - 1;
    return others ? `, +${others} ${others === 1 ? "copy" : "copies"}` : "";
  }

  // A little picture is shown at most twice its size: larger, it is only blurred.
  function large(photo) {
    const picture = gallery.picture(photo, false);
    if (photo.problem) return picture;
    const side = Number(gallery.data.pictures.split("/").pop());
    const scale = 2 * side / Math.max(photo.width, photo.height, side);
    picture.width = Math.round(photo.width * scale);
    picture.height = Math.round(photo.height * scale);
    picture.style.maxWidth = `min(100%, ${picture.width}px)`;
    return picture;
  }

  function steps(photos, at) {
    const link = (photo, words, rel) =>
      photo ? el("a", { href: gallery.address(photo), rel }, words) : el("span", { class: "quiet" }, words);
    return el("p", { class: "steps" },
      link(photos[at - 1], "← Previous", "prev"),
      el("span", {}, `${(at + 1).toLocaleString("en")} of ${photos.length.toLocaleString("en")}`),
      link(photos[at + 1], "Next →", "next"),
      el("a", { href: list.address }, "Back to the list"));
  }

  function facts(photo) {
    const rows = [
      ["File", photo.key],
      ["Taken", photo.takenAt ? `${gallery.dateName(photo)}, ${photo.takenAt.slice(11, 16)}` : "not known"],
      ["Shows", photo.labels.length ? labels(photo) : ""],
      ["Place", gallery.place(photo)],
      ["Pixels", photo.width ? `${photo.width} × ${photo.height}` : ""],
      ["Size", [gallery.size(photo.bytes), photo.format].filter(Boolean).join(", ")],
      ["Camera", photo.camera ?? ""],
    ];
    return el("dl", {}, rows.filter(row => row[1]).map(([name, value]) =>
      [el("dt", {}, name), el("dd", {}, ...[value].flat())]));
  }

  function labels(photo) {
    return photo.labels.flatMap((label, place) => [
      place ? ", " : null,
      el("a", { href: "#/search/" + encodeURIComponent(label) }, label),
    ]);
  }
})();
