// Elements made from names, attributes and children; texts stay texts, never HTML.
"use strict";
(function () {
  function make(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
    return element;
  }

  gallery.el = (name, attributes = {}, ...children) =>
    make(document.createElement(name), attributes, children);

  gallery.svg = (name, attributes = {}, ...children) =>
    make(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);

  // Adds items to a container as they come near the window, so that a long list opens at once.
  gallery.grow = function (container, items, render, chunk) {
    const end = gallery.el("div", { "aria-hidden": "true" });
    let done = 0;
    const watcher = new IntersectionObserver(seen => {
      if (seen.some(entry => entry.isIntersecting)) more();
    }, { rootMargin: "1500px" });

    function more(until = done + chunk) {
      const part = document.createDocumentFragment();
      const last = Math.min(until, items.length);
      for (; done < last; done++) part.append(...[render(items[done], done)].flat());
      container.append(part);
      // Watched anew: an end that stays near the window would tell nothing more.
      watcher.unobserve(end);
      if (done < items.length) watcher.observe(end);
      else end.remove();
    }

    container.more = more;
    more();
    return [container, end];
  };
})();
