// The first page: albums with their covers, or every photo by month where there are none.
"use strict";
(function () {
  const { el } = gallery;
  const albums = gallery.data.albums.map(album => ({
    ...album, photos: album.photos.map(number => gallery.photos[number]),
  }));

  gallery.home = function () {
    if (albums.length === 0) return all("Photos", noAlbums());
    return {
      title: "Albums",
      line: `${gallery.count(albums.length, "album")} of ${gallery.count(gallery.photos.length, "photo")}`,
      content: gallery.grow(el("ul", { class: "grid" }), albums, albumTile, 60),
    };
  };

  gallery.allPhotos = () => all("All photos");

  gallery.album = function (id) {
    const album = albums.find(one => one.id === id);
    if (!album) return gallery.nothing("There is no such album now.");
    return { title: album.name, line: lineOf(album), content: gallery.grid(album.photos) };
  };

  function all(title, note = null) {
    return {
      title,
      line: gallery.count(gallery.photos.length, "photo"),
      content: [note, ...gallery.grid(gallery.photos, true)],
    };
  }

  function noAlbums() {
    return el("p", { class: "note" }, "There are no albums yet. ",
      el("code", {}, "photograph albums"), " makes them, then ",
      el("code", {}, "photograph gallery"), " shows them here.");
  }

  function lineOf(album) {
    const dated = album.photos.filter(photo => photo.takenAt);
    const [first, last] = [dated[0], dated[dated.length - 1]].map(photo => photo && gallery.dateName(photo));
    const when = first === last ? first : `${first} to ${last}`;
    return [gallery.count(album.photos.length, "photo"), when].filter(Boolean).join(", ");
  }

  function albumTile(album) {
    const cover = gallery.photos[album.cover] ?? album.photos[0];
    return el("li", {},
      el("a", { class: "tile", href: "#/album/" + encodeURIComponent(album.id) },
        gallery.picture(cover),
        el("span", { class: "name" }, album.name),
        el("span", { class: "line" }, lineOf(album))));
  }
})();
