// Rules of recurrence (iCalendar RRULE) and what the simple ones say: {name, weekday, day, months}, as extractor/recurrence_rules.py has it.

const PLAIN_RULES = {"FREQ=DAILY": "daily", "FREQ=WEEKLY": "weekly", "FREQ=MONTHLY": "monthly", "FREQ=MONTHLY;INTERVAL=3": "quarterly",
  "FREQ=MONTHLY;INTERVAL=6": "half_yearly", "FREQ=YEARLY": "yearly"};
const WEEK = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const MONTHS_OF = {yearly: 1, half_yearly: 2, quarterly: 4};
const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

// The months that a period has once each: "1" to "12" for a year, "1,7" to "6,12" for half a year.
function monthsOf(name) {
  const count = MONTHS_OF[name] ?? 0, apart = count ? 12 / count : 0;
  return Array.from({length: apart}, (_, first) => Array.from({length: count}, (_, at) => first + 1 + at * apart).join(","));
}

// What one rule says; null where it takes more to say it.
function oftenOf(rule) {
  const said = {name: PLAIN_RULES[rule], weekday: "", day: "", months: ""};
  if (said.name) return said;
  const weekly = /^FREQ=WEEKLY;BYDAY=([A-Z]{2})$/.exec(rule);
  if (weekly && WEEK.includes(weekly[1])) return {...said, name: "weekly", weekday: weekly[1]};
  const monthly = /^FREQ=MONTHLY;BYMONTHDAY=(-1|\d{1,2})$/.exec(rule);
  if (monthly) return {...said, name: "monthly", day: monthly[1]};
  const yearly = /^FREQ=(?:YEARLY|MONTHLY);BYMONTH=(\d{1,2}(?:,\d{1,2})*)(?:;BYMONTHDAY=(-1|\d{1,2}))?$/.exec(rule);
  const name = yearly && Object.keys(MONTHS_OF).find((one) => monthsOf(one).includes(yearly[1]));
  return name ? {...said, name, day: yearly[2] ?? "", months: yearly[1]} : null;
}

// The rule that says so, or the name of what is wrong with it.
function ruleOf({name, weekday, day, months}) {
  const plain = Object.keys(PLAIN_RULES).find((rule) => PLAIN_RULES[rule] === name);
  if (name === "weekly") return weekday ? `FREQ=WEEKLY;BYDAY=${weekday}` : plain;
  if (name === "monthly") return day ? `FREQ=MONTHLY;BYMONTHDAY=${day}` : plain;
  if (!MONTHS_OF[name] || !(day || months)) return plain;
  if (!months) return "fault_no_month";
  if (months.split(",").every((month) => Number(day) > LONGEST[month - 1])) return "fault_no_such_day";
  return `FREQ=YEARLY;BYMONTH=${months}${day ? `;BYMONTHDAY=${day}` : ""}`;
}

// The words of models/exports.toml, which exported files have too.
function recurrenceText(rules) {
  const words = (name, details) => told.recurrence[name].replace(/\{(\w+)\}/g, (_, key) => details[key]);
  return rules.split("\n").map((rule) => {
    const said = oftenOf(rule);
    if (!said) return rule;
    const often = told.recurrence[said.name], months = said.months.replace(/,/g, ", ");
    if (said.weekday) return words("on_weekday", {often, day: told.recurrence[said.weekday]});
    if (!said.day) return months ? words("in_months", {often, months}) : often;
    return words(`on_${said.day === "-1" ? "last_" : ""}day${months ? "_in" : ""}`, {often, day: said.day, months});
  }).join("; ");
}
