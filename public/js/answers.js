// Keeps each answer of a test on this device when it is given, until the server has it: outbox.js sends it.
(() => {
  const form = document.querySelector('form[data-answers]');
  const person = document.querySelector('form[data-person]')?.dataset.person;
  if (!form || !person || document.documentElement.dataset.outbox !== 'open') return;
  const attempt = form.dataset.answers;
  const shelf = `titian.answers.${person}.${attempt}.`;
  const counter = `${shelf}!turns`;
  const sending = `${shelf}!send`;
  const whole = form.querySelector('.outbox');
  let typing;

  form.classList.add('keeps-itself');
  for (const question of form.querySelectorAll('[data-item]')) restore(question.dataset.item);
  summarise();

  form.addEventListener('change', keepAndSend);
  form.addEventListener('input', (event) => {
    if (!keep(event)) return;
    clearTimeout(typing);
    typing = setTimeout(sendNow, 700);
  });
  form.addEventListener('submit', (event) => {
    const then = event.submitter?.value ?? 'send';
    const isSending = then === 'send' || then === 'send-anyway';
    if (!isSending && !isWaiting()) leaveAnswersOut();
    else {
      event.preventDefault();
      if (isSending) put(sending, { then, fields: '' });
      summarise();
      sendNow();
    }
  });
  addEventListener('titian:outcome', ({ detail: { key, state } }) => {
    if (!key.startsWith(shelf)) return;
    if (key !== sending) show(key.slice(shelf.length), state);
    else if (state === 'sent') location.assign(location.pathname);
    else if (state === 'missing') drawMissing();
    if (state === 'late') location.assign(location.pathname);
    summarise(state);
  });

  function keepAndSend(event) {
    if (keep(event) || isWaiting()) sendNow();
  }

  // What is already kept in these words is not kept again: a change follows the typing that made it.
  function keep(event) {
    const item = event.target.closest('[data-item]')?.dataset.item;
    if (!item) return false;
    const fields = fieldsOf(item);
    const before = read(`${shelf}${item}`);
    if (before?.fields === fields && !before.done) return false;
    const stored = put(`${shelf}${item}`, { item, fields });
    show(item, stored ? 'waiting' : 'failed');
    summarise();
    return stored;
  }

  function fieldsOf(item) {
    const name = `a.${item}`;
    const fields = [...new FormData(form)].filter(([key]) => key === name || key.startsWith(`${name}.`));
    return new URLSearchParams(fields).toString();
  }

  function put(key, entry) {
    const { device, turn } = read(counter) ?? { device: newId(), turn: 0 };
    const at = Date.now();
    try {
      localStorage.setItem(counter, JSON.stringify({ device, turn: turn + 1, at }));
      localStorage.setItem(key, JSON.stringify({ to: form.action, attempt, device, turn: turn + 1, at, ...entry }));
      return true;
    } catch {
      return false;
    }
  }

  function read(key) {
    return JSON.parse(localStorage.getItem(key));
  }

  function isWaiting() {
    return Object.keys(localStorage).some((key) => key.startsWith(shelf) && key !== counter && !read(key).done);
  }

  function sendNow() {
    clearTimeout(typing);
    dispatchEvent(new Event('titian:waiting'));
  }

  function show(item, state) {
    const line = form.querySelector(`[data-item="${CSS.escape(item)}"] .saved`);
    if (!line || line.dataset.state === state) return;
    line.dataset.state = state;
    line.textContent = form.dataset[state] ?? '';
  }

  function summarise(outcome) {
    const word = read(sending) ? 'sendWaits' : isWaiting() ? 'someWait' : 'allSaved';
    const state = outcome === 'out' ? 'allOut' : word;
    if (whole.dataset.state === state) return;
    whole.dataset.state = state;
    whole.textContent = form.dataset[state] ?? '';
  }

  // The network is there: the server draws the page that says what is missing. The answers are with it already.
  function drawMissing() {
    leaveAnswersOut();
    const then = document.createElement('input');
    then.type = 'hidden';
    then.name = 'then';
    then.value = 'send';
    form.append(then);
    form.submit();
  }

  function leaveAnswersOut() {
    for (const field of form.elements) if (field.name.startsWith('a.')) field.disabled = true;
  }

  function restore(item) {
    const waiting = read(`${shelf}${item}`);
    if (!waiting) return;
    const fields = new URLSearchParams(waiting.fields);
    const names = new Set(fields.keys());
    for (const field of form.querySelectorAll(`[data-item="${CSS.escape(item)}"] :is(input, select, textarea)`)) {
      if (field.type === 'radio' || field.type === 'checkbox')
        field.checked = fields.getAll(field.name).includes(field.value);
      else if (field.type !== 'hidden' && names.has(field.name)) field.value = fields.get(field.name);
    }
    show(item, waiting.done ? 'saved' : 'waiting');
  }

  // Not `randomUUID`: browsers keep that from a page over plain HTTP.
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
})();
