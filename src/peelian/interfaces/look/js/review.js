// The answer page: answers are saved as they are given. What cannot be sent is kept on the device, one entry an
// answer, and sent when the connection is back. Each answer has a name of its own, so that one that is sent twice
// counts once. The page works without this script as a plain form.
const KEPT = "peelian-answer:";
const WAIT = 700;
const AGAIN = 5000;
const WAITING = "No connection: your answers are kept on this device. Leave this page open: it is sent when the connection is back";
const form = document.querySelector("[data-review-form]");
const status = document.querySelector("[data-review-status]");
let sequence = 0;
let sending = null;
let finishing = null;

const name = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};
const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const tell = (words) => {
  if (status && status.textContent !== words) status.textContent = words;
};
const token = () => document.cookie.split("; ").find((part) => part.startsWith("csrftoken="))?.slice(10)
  ?? document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";

// Entries that are kept: each under a key of its own, so that two windows do not overwrite each other.
const entries = (assignment) => Object.keys(localStorage)
  .filter((key) => key.startsWith(KEPT))
  .map((key) => ({ ...JSON.parse(localStorage.getItem(key)), key }))
  .filter((entry) => !assignment || entry.assignment === assignment)
  .sort((one, other) => (one.order < other.order ? -1 : 1));
const keep = ({ key, ...entry }) => localStorage.setItem(key ?? KEPT + entry.client_id, JSON.stringify(entry));
const drop = (entry) => localStorage.removeItem(entry.key);
const order = () => `${Date.now().toString().padStart(15, "0")}-${(sequence += 1).toString().padStart(6, "0")}`;

// One question of the page.
const questions = () => [...form.querySelectorAll("[data-question]")];
const shown = () => questions().filter((each) => !each.hidden);
const part = (question, name) => question.querySelector(`[data-${name}]`);
const version = (question) => Number(part(question, "version").value);
const value = (question) => part(question, "text")?.value ?? question.querySelector("input[type=radio]:checked")?.value ?? "";
const content = (question) => ({
  value: value(question),
  reason: part(question, "reason")?.value ?? "",
  reference: part(question, "reference")?.value ?? "",
});
const same = (one, other) => ["value", "reason", "reference"].every((each) => one[each] === other[each]);
const show = (question, answer) => {
  const text = part(question, "text");
  if (text) text.value = answer.value;
  for (const radio of question.querySelectorAll("input[type=radio]")) radio.checked = radio.value === answer.value;
  for (const each of ["reason", "reference"]) {
    const control = part(question, each);
    if (control) control.value = answer[each];
  }
};
const at = (place) => questions().find((each) => each.dataset.place === place);
const placeOf = (answer) => `${answer.item || "case"}.${answer.question}`;

// A question that rests on an earlier answer shows only where it applies.
const follow = () => {
  for (const question of questions()) {
    if (!question.dataset.follows) continue;
    const earlier = at(question.dataset.follows);
    const wanted = question.dataset.followsAnswers.split(" ");
    question.hidden = !earlier || earlier.hidden || !wanted.includes(value(earlier));
  }
};

const stored = new WeakMap();
const note = (question) => {
  const now = content(question);
  if (same(now, stored.get(question))) return;
  const assignment = form.dataset.assignment;
  const mine = entries(assignment).filter((each) => placeOf(each) === question.dataset.place);
  for (const entry of mine.filter((each) => !each.tried)) drop(entry);
  const tried = mine.filter((each) => each.tried).length;
  keep({
    assignment, save: form.dataset.save, client_id: name(), order: order(), tried: false,
    question: question.dataset.question, item: question.dataset.item, ...now,
    expected_version: version(question) + tried, at: new Date().toISOString(),
  });
  stored.set(question, now);
};
const timers = new WeakMap();
const later = (question) => {
  finishing = null;
  clearTimeout(timers.get(question));
  note(question);
  timers.set(question, setTimeout(send, WAIT));
};

const post = async (address, answers) => {
  const body = JSON.stringify({
    answers: answers.map(({ client_id, question, item, value, reason, reference, expected_version, at }) =>
      ({ client_id, question, item, value, reason, reference, expected_version, at })),
  });
  return fetch(address, {
    method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(20000),
    headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
  });
};

const settle = (entry, answer) => {
  const question = form && form.dataset.assignment === entry.assignment ? at(placeOf(answer)) : null;
  if (answer.outcome === "conflict") {
    if (question) offer(question, entry, answer);
    keep({ ...entry, conflict: true });
    return;
  }
  drop(entry);
  if (question) part(question, "version").value = String(answer.version);
};

// Somebody changed the answer on another page: nothing is overwritten until the reviewer says which one holds.
const offer = (question, entry, answer) => {
  const place = part(question, "conflict");
  const words = document.createElement("p");
  words.className = "govuk-error-message";
  words.textContent = `This answer was changed on another page: it now says "${answer.value || "nothing"}"`
    + `${answer.reason ? ` (${answer.reason})` : ""}. Yours says "${entry.value || "nothing"}".`;
  const choice = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary";
    button.textContent = text;
    button.addEventListener("click", () => {
      for (const each of entries(entry.assignment)) if (placeOf(each) === question.dataset.place) drop(each);
      part(question, "version").value = String(answer.version);
      place.replaceChildren();
      act();
    });
    return button;
  };
  place.replaceChildren(
    words,
    choice("Keep mine", () => { stored.set(question, { ...answer }); later(question); }),
    choice("Take the other", () => { stored.set(question, { ...answer }); show(question, answer); stored.set(question, content(question)); follow(); send(); }),
  );
};

// Send what is kept, case after case, in the order in which it was answered.
const send = () => { sending = (sending ?? Promise.resolve()).then(attempt); return sending; };
const attempt = async () => {
  const places = new Set(entries().filter((each) => !each.conflict).map((each) => each.save));
  let refused = false;
  for (const address of places) {
    const batch = entries().filter((each) => each.save === address && !each.conflict);
    for (const entry of batch) keep({ ...entry, tried: true });
    let answer;
    try {
      answer = await post(address, batch);
    } catch {
      return fail(finishing ? WAITING : "Not sent yet: kept on this device");
    }
    if (answer.type === "opaqueredirect") return fail("Not sent yet: kept on this device. Sign in again in another window.");
    if (!answer.ok) {
      // What belongs to another case, or to somebody who used this device before, stays kept and is told in the list.
      if (form && batch[0].assignment !== form.dataset.assignment) continue;
      const said = answer.status === 422 ? (await answer.json()).message : "";
      refused = true;
      fail(`Not saved: kept on this device. ${said}`.trim());
      continue;
    }
    for (const saved of (await answer.json()).answers) {
      const entry = batch.find((each) => each.client_id === saved.client_id);
      if (entry) settle(entry, saved);
    }
  }
  const open = entries(form?.dataset.assignment);
  if (open.length === 0 && finishing && navigator.onLine) finishing();
  else if (open.some((each) => each.conflict)) tell("An answer was changed on another page: say which one holds");
  else if (open.length === 0 && places.size && !refused) tell(`Saved ${clock()}`);
  return open.length === 0;
};
const fail = (words) => {
  tell(words);
  return false;
};

// Moving between questions.
const focusOn = (question) => {
  const control = question.querySelector("input[type=radio]:checked") ?? question.querySelector("input[type=radio], textarea");
  control?.focus();
  question.scrollIntoView({ block: "center" });
};
const move = (from, step) => {
  const list = shown();
  const next = list[list.indexOf(from) + step];
  if (next) focusOn(next);
  else if (step > 0) form.querySelector("[data-review-finish]").focus();
};
const choose = (question, radio) => {
  radio.checked = true;
  later(question);
  follow();
  const reason = part(question, "reason");
  if (question.dataset.reasonOn.split(" ").includes(radio.value) && reason && !reason.value) reason.focus();
  else move(question, 1);
};
const sent = async () => {
  questions().forEach(note);
  return (await send()) && navigator.onLine;
};
const next = async () => {
  if (!form.dataset.next || finishing) return;
  if (await sent()) location.assign(form.dataset.next);
  else if (!navigator.onLine) tell("No connection: your answers are kept; open the next case when the connection is back");
};
const finish = () => form.requestSubmit(form.querySelector("[data-review-finish]"));

const typing = (target) => target.matches("textarea, input:not([type=radio])");
const onKey = (event) => {
  const question = event.target.closest("[data-question]");
  const command = event.ctrlKey || event.metaKey;
  const act = (what) => { event.preventDefault(); what(); };
  if (command && event.key.toLowerCase() === "s") return act(() => { questions().forEach(note); send(); });
  if (command && event.key === "Enter") return act(finish);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (question && step && (command || !typing(event.target))) return act(() => move(question, step));
  if (command || event.altKey || typing(event.target)) return undefined;
  if (event.shiftKey && event.key === "N") return act(next);
  if (!question || event.shiftKey) return undefined;
  const radios = [...question.querySelectorAll("input[type=radio]")];
  const radio = radios[Number(event.key) - 1] ?? radios.find((each) => each.dataset.key === event.key);
  return radio ? act(() => choose(question, radio)) : undefined;
};

const start = () => {
  for (const question of questions()) stored.set(question, content(question));
  for (const entry of entries(form.dataset.assignment)) {
    const question = at(placeOf(entry));
    if (!question) continue;
    show(question, entry);
    stored.set(question, content(question));
    if (entry.conflict) keep({ ...entry, conflict: false });
  }
  follow();
  form.addEventListener("input", (event) => {
    const question = event.target.closest("[data-question]");
    if (question) { later(question); follow(); }
  });
  form.addEventListener("keydown", onKey);
  form.addEventListener("submit", async (event) => {
    if (form.dataset.sent) return;
    event.preventDefault();
    const button = event.submitter;
    // A form is not sent anew from within its own sending, so it waits for that to end.
    const submit = () => setTimeout(() => { form.dataset.sent = "yes"; form.requestSubmit(button); });
    finishing = () => { finishing = null; submit(); };
    if (!(await sent()) && finishing && !navigator.onLine) tell(WAITING);
  });
  form.querySelector("[data-review-next]")?.addEventListener("click", (event) => { event.preventDefault(); next(); });
  if (!location.hash && !document.querySelector(".govuk-error-summary")) {
    const first = shown().find((each) => !value(each)) ?? shown()[0];
    if (first) focusOn(first);
  }
};

if (form) start();
addEventListener("online", send);
addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
setInterval(() => { if (entries().some((each) => !each.conflict)) send(); }, AGAIN);
if (entries().length) send();
