// The photos as objects, from the rows of data.js; what they are called, and which fit a search.
"use strict";
var gallery = (function (data) {
  const months = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];

  const photos = data.photos.map((row, number) => {
    const photo = { number };
    data.columns.forEach((column, place) => { photo[column] = row[place]; });
    photo.root = data.roots[photo.root];
    photo.labels = photo.labels.map(label => data.labels[label]);
    photo.name = photo.path.slice(photo.path.lastIndexOf("/") + 1);
    photo.key = photo.root + "/" + photo.path;
    photo.month = photo.takenAt ? photo.takenAt.slice(0, 7) : "";
    return photo;
  });
  const byKey = new Map(photos.map(photo => [photo.key, photo]));

  function monthName(month) {
    const [year, number] = month.split("-");
    return month ? `${months[number - 1]} ${year}` : "No date";
  }

  function dateName(photo) {
    if (!photo.takenAt) return "no date";
    const [year, month, day] = photo.takenAt.slice(0, 10).split("-");
    return `${Number(day)} ${months[month - 1]} ${year}`;
  }

  function describe(photo) {
    return [photo.name, photo.labels.join(", "), dateName(photo)].filter(Boolean).join("; ");
  }

  function fits(photo, words) {
    photo.text ??= [photo.key, photo.labels.join(" "), photo.takenAt ?? "", dateName(photo)]
      .join("\n").toLowerCase();
    return words.every(word => photo.text.includes(word));
  }

  function search(text) {
    const words = text.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean);
    return photos.filter(photo => fits(photo, words));
  }

  function count(number, one, many = one + "s") {
    return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
  }

  function address(photo) {
    return "#/photo/" + photo.key.split("/").map(encodeURIComponent).join("/");
  }

  function place(photo) {
    const [north, east] = [photo.latitude, photo.longitude];
    if (north === null || east === null) return "";
    return `${Math.abs(north).toFixed(4)}° ${north < 0 ? "S" : "N"}, `
      + `${Math.abs(east).toFixed(4)}° ${east < 0 ? "W" : "E"}`;
  }

  return { data, photos, byKey, monthName, dateName, describe, search, count, address, place,
    shown: photos };
})(photographGallery);
