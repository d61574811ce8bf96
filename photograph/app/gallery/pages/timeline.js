// Months with their photos as bars, by year.
"use strict";
(function () {
  const { el } = gallery;

  gallery.timeline = function () {
    const months = new Map();
    for (const photo of gallery.photos) {
      months.set(photo.month, (months.get(photo.month) ?? 0) + 1);
    }
    const undated = months.get("") ?? 0;
    months.delete("");
    if (months.size === 0) {
      return gallery.nothing("No photo says when it was taken, so there is no timeline.", "Timeline");
    }
    const most = Math.max(...months.values());
    const years = Map.groupBy ? Map.groupBy(months.keys(), year) : byYear(months);
    return {
      title: "Timeline",
      line: gallery.count(gallery.photos.length - undated, "photo") + " with a date",
      content: [
        ...[...years].map(([name, named]) => [
          el("h2", {}, name),
          el("ol", { class: "months" }, named.map(month => bar(month, months.get(month), most))),
        ]).flat(),
        undated ? el("p", {}, el("a", { href: "#/month/" }, `${gallery.count(undated, "photo")} without a date`)) : null,
      ],
    };
  };

  gallery.month = function (month) {
    const photos = gallery.photos.filter(photo => photo.month === month);
    if (photos.length === 0) return gallery.nothing("There are no photos of that month now.");
    const title = month ? gallery.monthName(month) : "Photos without a date";
    return { title, line: gallery.count(photos.length, "photo"), content: gallery.grid(photos) };
  };

  const year = month => month.slice(0, 4);

  function byYear(months) {
    const years = new Map();
    for (const month of months.keys()) years.set(year(month), [...(years.get(year(month)) ?? []), month]);
    return years;
  }

  function bar(month, photos, most) {
    const line = el("span", { class: "bar" }, photos.toLocaleString("en"), el("span", { class: "unseen" }, " photos"));
    line.style.setProperty("--part", photos / most);
    return el("li", {},
      el("a", { href: "#/month/" + month }, el("span", {}, gallery.monthName(month).split(" ")[0]), line));
  }
})();
