// Keeps each answer when it is given, and through an outage: what could not be sent waits on this device.
(() => {
  const form = document.querySelector('form[data-answers]');
  if (!form) return;
  const shelf = `titian.answers.${form.dataset.answers}`;
  const waiting = new Map(Object.entries(JSON.parse(localStorage.getItem(shelf) ?? '{}')));
  let sending = false;
  let pause = 1000;

  form.classList.add('keeps-itself');
  for (const [item, fields] of waiting) restore(item, new URLSearchParams(fields));

  form.addEventListener('change', (event) => {
    const question = event.target.closest('[data-item]');
    if (!question) return;
    keep(question.dataset.item, fieldsOf(question));
    send();
  });
  form.addEventListener('submit', () => localStorage.removeItem(shelf));
  addEventListener('online', send);
  send();

  function fieldsOf(question) {
    const name = `a.${question.dataset.item}`;
    const fields = [...new FormData(form)].filter(([key]) => key === name || key.startsWith(`${name}.`));
    return new URLSearchParams(fields).toString();
  }

  function keep(item, fields) {
    waiting.delete(item);
    waiting.set(item, fields);
    store();
    show(item, 'waiting');
  }

  function store() {
    if (waiting.size > 0) localStorage.setItem(shelf, JSON.stringify(Object.fromEntries(waiting)));
    else localStorage.removeItem(shelf);
  }

  // One at a time and in order, so that the last answer given is the last one kept.
  async function send() {
    if (sending || waiting.size === 0) return;
    sending = true;
    const [item, fields] = waiting.entries().next().value;
    try {
      const reply = await fetch(form.action, {
        method: 'POST',
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'x-csrf-token': form.elements._csrf.value,
        },
        body: fields,
      });
      if (reply.ok) {
        if (waiting.get(item) === fields) {
          waiting.delete(item);
          show(item, 'saved');
        }
        store();
        pause = 1000;
      } else if (reply.status >= 400 && reply.status < 500) {
        show(item, 'failed');
        sending = false;
        return;
      } else throw new Error(String(reply.status));
    } catch {
      sending = false;
      setTimeout(send, pause);
      pause = Math.min(pause * 2, 30000);
      return;
    }
    sending = false;
    send();
  }

  function show(item, state) {
    const line = form.querySelector(`[data-item="${CSS.escape(item)}"] .saved`);
    line.dataset.state = state;
    line.textContent = form.dataset[state];
  }

  function restore(item, fields) {
    for (const [name, value] of fields)
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'radio' || field.type === 'checkbox')
          field.checked = fields.getAll(name).includes(field.value);
        else if (field.type !== 'hidden') field.value = value;
      }
    show(item, 'waiting');
  }
})();
