// A scanned link carries the certificate behind "#", which browsers never send. This hands it to the result page of the
// same site; it runs before the page is complete, so that "back" leads to where the reader came from.
"use strict";

(function () {
  const form = document.getElementById("open");
  const working = document.getElementById("working");
  const fallback = document.getElementById("fallback");
  const empty = document.getElementById("empty");

  function hand() {
    const carried = location.hash.length > 1;
    working.hidden = !carried;
    fallback.hidden = carried;
    empty.hidden = carried;
    if (carried) {
      form.elements.link.value = location.hash;
      form.submit();
    }
  }

  window.addEventListener("hashchange", hand);
  // A page restored by "back" would otherwise go on saying that it is working.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      working.hidden = true;
      fallback.hidden = false;
    }
  });
  hand();
})();
