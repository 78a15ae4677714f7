// Drag and drop, and what is being done while the document is read. The form works without this.
"use strict";

const form = document.getElementById("form");
const file = document.getElementById("file");
const drop = document.getElementById("drop");
const send = document.getElementById("send");
const progress = document.getElementById("progress");

function over(on) {
  drop.classList.toggle("over", on);
}

for (const name of ["dragenter", "dragover"]) {
  document.addEventListener(name, (event) => {
    event.preventDefault();
    over(true);
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) over(false);
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  over(false);
  if (send.disabled || event.dataTransfer.files.length === 0) return;
  const one = new DataTransfer();
  one.items.add(event.dataTransfer.files[0]);
  file.files = one.files;
  form.requestSubmit();
});

let clock = 0;

form.addEventListener("submit", () => {
  send.disabled = true;
  progress.hidden = false;
  const start = Date.now();
  clock = setInterval(() => {
    document.getElementById("seconds").textContent = String(Math.floor((Date.now() - start) / 1000));
  }, 500);
});

// Back from the review page: the form is as it was at first.
window.addEventListener("pageshow", () => {
  clearInterval(clock);
  send.disabled = false;
  progress.hidden = true;
});
