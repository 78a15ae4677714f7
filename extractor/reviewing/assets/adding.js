// A task that the program did not find, added by keyboard alone: a stretch of the whole text, chosen with Shift and the arrows.

class Adding {
  constructor({beginAt, add}) {
    this.box = document.getElementById("adding");
    this.area = choosable(plan.text, {rows: 7, "aria-label": word("adding_text"), "aria-describedby": "adding-hint"});
    const hint = element("p", {id: "adding-hint", class: "hint"}, word("adding_hint"));
    this.box.querySelector("div").append(hint, this.area, element("div", {class: "buttons"}, button("as_task", () => {
      const {selectionStart: from, selectionEnd: to} = this.area;
      const stretch = from < to ? offsets.trimmed(offsets.point(from), offsets.point(to)) : null;
      if (!stretch) announce(word("nothing_selected"));
      else if (add(stretch)) this.box.open = false;
    }, {class: "primary"})));
    this.box.addEventListener("toggle", () => {
      if (!this.box.open) return;
      const at = beginAt();
      this.area.focus();
      this.area.setSelectionRange(at, at);
      const before = element("textarea", {rows: 1, value: plan.text.slice(0, at), readOnly: true, tabIndex: -1, "aria-hidden": "true"});
      this.area.after(before); // as wide as the area: how high the text before the place is
      this.area.scrollTop = Math.max(0, before.scrollHeight - 60);
      before.remove();
    });
  }
}
