// Sends what waits on this device for the network, from whatever page its owner has open, and clears it when they sign
// out. An answer stays here until the server has said that it has it; what one person gave is never sent for another.
(() => {
  const owner = document.querySelector('form[data-person]');
  if (!owner) return;
  const everybody = 'titian.answers.';
  const own = `${everybody}${owner.dataset.person}.`;
  // A page that is being drawn while an answer goes out does not show it yet: so long what is saved stays at hand.
  const minute = 60 * 1000;
  const month = 30 * 24 * 60 * 60 * 1000;
  const refused = new Set();
  let running = false;
  let again = false;
  let pause = 1000;
  let timer;

  try {
    localStorage.setItem(`${everybody}probe`, '{}');
    localStorage.removeItem(`${everybody}probe`);
  } catch {
    // This browser keeps nothing: the forms work as they do without script.
    return;
  }
  for (const key of keysOf(everybody)) {
    const entry = read(key);
    if (!(entry?.at > Date.now() - month) || entry.done < Date.now() - minute) localStorage.removeItem(key);
  }
  document.documentElement.dataset.outbox = 'open';

  addEventListener('titian:waiting', run);
  addEventListener('online', run);
  addEventListener('focus', run);
  owner.addEventListener('submit', (event) => {
    if (waiting().length > 0 && !confirm(owner.dataset.unsent)) event.preventDefault();
    else for (const key of keysOf(own)) localStorage.removeItem(key);
  });
  addEventListener('DOMContentLoaded', run);

  function keysOf(start) {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  }

  function read(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  // Answers in the order in which they were given, and a test to be sent after all of them.
  function waiting() {
    const entries = keysOf(own).map((key) => ({ key, text: localStorage.getItem(key), entry: read(key) }));
    return entries
      .filter(({ entry, text }) => entry?.to && !entry.done && !refused.has(text))
      .sort((a, b) => Boolean(a.entry.then) - Boolean(b.entry.then) || a.entry.at - b.entry.at);
  }

  async function run() {
    again = running;
    if (running) return;
    running = true;
    clearTimeout(timer);
    let outcome = 'next';
    while (outcome === 'next') {
      const [first] = waiting();
      outcome = first ? await send(first) : 'done';
    }
    running = false;
    if (outcome === 'later') {
      timer = setTimeout(run, again ? 0 : pause);
      pause = Math.min(pause * 2, 30000);
    }
  }

  async function send({ key, text, entry }) {
    const body = new URLSearchParams(entry.fields);
    for (const name of ['attempt', 'device', 'turn', 'then']) if (entry[name]) body.set(name, entry[name]);
    body.set('age', String(Math.max(0, Math.round((Date.now() - entry.at) / 1000))));
    let status = 0;
    let said;
    try {
      const reply = await fetch(entry.to, {
        method: 'POST',
        headers: { accept: 'application/json', 'x-csrf-token': document.querySelector('[name=_csrf]').value },
        redirect: 'error',
        signal: AbortSignal.timeout?.(15000),
        body,
      });
      status = reply.status;
      said = await reply.json();
    } catch {
      // No network, a server that is coming up, or somebody else's page in place of our answer.
      tell(key, 'waiting');
      return 'later';
    }
    if (status >= 500 || status === 429 || status === 408) {
      tell(key, 'waiting');
      return 'later';
    }
    pause = 1000;
    if (status === 401 || status === 403) {
      tell(key, 'out');
      return 'stop';
    }
    if (said.sent) {
      for (const each of keysOf(`${own}${entry.attempt}.`)) localStorage.removeItem(each);
      tell(key, 'sent');
    } else if (said.saved?.includes(entry.item) || said.missing || status === 409) {
      const state = said.missing ? 'missing' : status === 409 ? 'late' : 'saved';
      // Given anew in the meantime: the new answer waits in the place of this one.
      if (localStorage.getItem(key) !== text) return 'next';
      if (state === 'saved') localStorage.setItem(key, JSON.stringify({ ...entry, done: Date.now() }));
      else localStorage.removeItem(key);
      tell(key, state);
    } else {
      refused.add(text);
      tell(key, 'failed');
    }
    return 'next';
  }

  function tell(key, state) {
    dispatchEvent(new CustomEvent('titian:outcome', { detail: { key, state } }));
  }
})();
