// What is printed beside the document, or alone: the tasks as a table, in document order.

function buildPrintTable(tasks) {
  const heads = ["print_number", "print_task", "print_lead", "print_coordinating", "print_deadline", "print_outputs", "print_page"];
  const lines = (values) => values.map((value) => element("div", {lang: "vi"}, value));
  const rows = tasks.map((task, index) => element("tr", {},
    element("td", {}, String(index + 1)),
    element("td", {}, element("span", {lang: "vi"}, task.text), task.corrected ? element("i", {}, ` (${word("corrected")})`) : null, isDoubtful(task) ? element("i", {}, ` (${word("doubtful")})`) : null),
    element("td", {}, ...lines(task.lead_agencies.map((agency) => agency.name))),
    element("td", {}, ...lines(task.coordinating_agencies.map((agency) => agency.name))),
    element("td", {lang: "vi"}, task.deadline ? deadlineText(task.deadline) : ""),
    element("td", {}, ...lines(task.outputs.map(outputText))),
    element("td", {}, pageOf(task) ? String(pageOf(task)) : "")));
  document.getElementById("print-table").replaceChildren(
    element("h2", {}, word("print_heading")),
    element("table", {}, element("thead", {}, element("tr", {}, ...heads.map((name) => element("th", {scope: "col"}, word(name))))), element("tbody", {}, ...rows)));
}

function printPage(what) {
  document.body.dataset.print = what;
  window.print();
  delete document.body.dataset.print;
}
