// Elements of the page. Text is only ever set as text.

function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") made.className = value;
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list" && !name.startsWith("aria")) made[name] = value;
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

function button(name, action, properties = {}) {
  return element("button", {type: "button", onclick: action, ...properties}, word(name));
}

function labelled(name, control, properties = {}) {
  return element("label", properties, element("span", {}, word(name)), control);
}

function options(pairs, chosen = "") {
  return pairs.map(([value, shown, lang]) => element("option", {value, selected: value === chosen, lang}, shown));
}

// Text of the document in which stretches are chosen, by keyboard too: in a read-only field the arrows do nothing.
function choosable(text, properties) {
  const area = element("textarea", {value: text, spellcheck: false, lang: "vi", "aria-readonly": "true", ...properties});
  area.addEventListener("beforeinput", (event) => event.preventDefault());
  area.addEventListener("input", () => { area.value = text; });
  return area;
}

function suggestions(id, values) {
  return element("datalist", {id, lang: "vi"}, ...values.map((value) => element("option", {value})));
}

// At most so many characters, cut between words where a blank is in the second half (extractor/shortening.py).
function shortened(text, most) {
  const line = text.trim().replace(/\s+/g, " ");
  const letters = [...line];
  if (letters.length <= most) return line;
  const cut = letters.slice(0, most - 1);
  const blank = letters[most - 1] === " " ? cut.length : cut.lastIndexOf(" ");
  return `${(blank > Math.floor(most / 2) ? cut.slice(0, blank) : cut).join("").replace(/[ \-–,;]+$/, "")}…`;
}

function announce(text) {
  const live = document.getElementById("live");
  live.textContent = "";
  setTimeout(() => { live.textContent = text; }, 50);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

const HEADING = 28; // a heading sticks to the top of the list

function reveal(target, container) {
  const box = target.getBoundingClientRect(), frame = container.getBoundingClientRect();
  const above = box.top - frame.top - HEADING, below = box.bottom - frame.bottom;
  if (above < 0 || below > 0) container.scrollBy({top: above - Math.max(4, (frame.height - HEADING - box.height) / 4), behavior: "instant"});
}

function flash(targets) {
  for (const target of targets) {
    target.classList.remove("flash");
    void target.offsetWidth;
    target.classList.add("flash");
    setTimeout(() => target.classList.remove("flash"), 1600);
  }
}
