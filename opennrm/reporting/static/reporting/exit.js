// Leave quickly: the page goes blank at once, and its place in the history is taken by where one goes.
(() => {
  "use strict";
  const link = document.getElementById("leave");
  if (!link) return;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.documentElement.hidden = true;
    location.replace(link.href);
  });
})();
