// Elements made from names, attributes and children; texts stay texts, never HTML.
"use strict";
(function () {
  gallery.el = function (name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) element.setAttribute(key, value);
    }
    element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined));
    return element;
  };

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
