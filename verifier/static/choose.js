// Shows the name of a chosen file; without scripts the style sheet alone shows that one was chosen.
"use strict";

for (const input of document.querySelectorAll(".picker input")) {
  input.addEventListener("change", function () {
    const name = input.parentElement.querySelector(".name");
    name.textContent = input.files.length ? " " + input.files[0].name : "";
  });
}
