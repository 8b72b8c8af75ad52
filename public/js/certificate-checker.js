// Checks a certificate against the signature in its QR code. Runs in a saved page, without any server.
(() => {
  const known = JSON.parse(document.getElementById('known').textContent);
  const form = document.querySelector('form');
  const answer = document.getElementById('answer');
  const nacl = window.nacl;

  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
  const say = (key, values = {}) => known.words[key].replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

  function signedIn(text) {
    const found = /TITIAN1\.([\w-]+)\.([\w-]+)/.exec(text.replace(/\s+/g, ''));
    if (!found) return undefined;
    const [, facts, signature] = found;
    try {
      const message = new TextEncoder().encode(`TITIAN1.${facts}`);
      if (!nacl.sign.detached.verify(message, bytesOf(signature), bytesOf(known.publicKey))) return undefined;
      return JSON.parse(new TextDecoder().decode(bytesOf(facts)));
    } catch {
      return undefined;
    }
  }

  function linesOf(list) {
    const [number, name, represents, workshop, venue, from, to, present, halfDays, publication, issuedOn, by] = list;
    const days = new Intl.DateTimeFormat(known.locale, { dateStyle: 'long', timeZone: 'UTC' });
    const day = (text) => new Date(`${text}T00:00:00Z`);
    return [
      ['certificate.name', name],
      ...(represents ? [['certificate.represents', represents]] : []),
      ['certificate.workshop', workshop],
      ['certificate.venue', venue],
      ['certificate.dates', days.formatRange(day(from), day(to))],
      ['certificate.attendance', say('certificate.attended', { present, halfDays })],
      ['certificate.publication', publication],
      ['certificate.issuedOn', days.format(day(issuedOn))],
      ...by.map(([who, role]) => ['certificate.signedBy', role ? `${who}, ${role}` : who]),
      ['certificate.number', number],
    ];
  }

  function show(verdict, good, lines) {
    const list = document.createElement('dl');
    for (const [label, value] of lines) {
      const term = document.createElement('dt');
      const said = document.createElement('dd');
      term.textContent = say(label);
      said.textContent = value;
      said.dir = 'auto';
      list.append(term, said);
    }
    const words = document.createElement('p');
    words.className = good ? 'good' : 'bad';
    words.textContent = verdict;
    answer.replaceChildren(words, ...(lines.length > 0 ? [list] : []));
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const list = signedIn(form.elements.text.value);
    if (!list) return show(say('checker.changed'), false, []);
    const [number] = list;
    if (known.ended.includes(number)) return show(say('checker.ended', { number }), false, linesOf(list));
    show(say('checker.genuine', { asOf: known.asOf }), true, linesOf(list));
  });
})();
