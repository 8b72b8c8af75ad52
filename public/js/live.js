// Keeps a page of a room up to date: when the server says that there is something new, the page asks for itself and takes
// over the parts that have changed. What somebody is typing stays; a part they have begun to fill is not taken away.
(() => {
  const root = document.querySelector('[data-stream]');
  if (!root) return;
  const state = document.getElementById('stream-state');
  const shown = new Map(parts(document).map((part) => [part.id, wordsOf(part)]));
  let version = Number(root.dataset.version);
  let asking = false;
  let again = false;
  let said = sayingOf(document);
  let stream;

  keepTime();
  if (window.EventSource) listen();

  function listen() {
    stream = new EventSource(root.dataset.stream);
    stream.addEventListener('change', (event) => {
      show('on');
      if (Number(event.data) > version) renew();
    });
    if (root.dataset.people) stream.addEventListener('people', () => renew());
    // Ended on purpose: signed out, or too many pages open. It is not asked for again.
    stream.addEventListener('end', () => {
      stream.close();
      show('ended');
    });
    stream.addEventListener('error', () => {
      show('lost');
      // A refused stream is closed for good; a server that is coming up refuses too, so it is asked again.
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    });
  }

  function show(word) {
    if (!state || state.dataset.state === word) return;
    state.dataset.state = word;
    state.textContent = state.dataset[word];
  }

  // The page is parsed by the browser while it is fetched: no text of ours becomes markup here.
  function renew() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const request = new XMLHttpRequest();
    request.open('GET', root.dataset.page);
    request.responseType = 'document';
    request.timeout = 15000;
    request.onload = () => {
      const fresh = request.status === 200 ? request.response?.querySelector('[data-stream]') : null;
      if (fresh && fresh.dataset.stream === root.dataset.stream) take(request.response, fresh);
      else if (request.status === 401 || request.status === 403 || request.status === 404) location.reload();
      else setTimeout(renew, 2000);
      done();
    };
    request.onerror = request.ontimeout = () => {
      show('lost');
      setTimeout(renew, 2000);
      done();
    };
    request.send();
  }

  function done() {
    asking = false;
    if (!again) return;
    again = false;
    renew();
  }

  function take(page, fresh) {
    version = Math.max(version, Number(fresh.dataset.version));
    root.dataset.page = fresh.dataset.page;
    for (const part of parts(page)) {
      const old = document.getElementById(part.id);
      const words = wordsOf(part);
      if (!old || shown.get(part.id) === words) continue;
      if (isBegun(old)) offer(old, part, words);
      else replace(old, part, words);
    }
    const saying = sayingOf(page);
    if (saying !== said) speak((said = saying));
    keepTime();
  }

  function replace(old, part, words) {
    const focused = old.contains(document.activeElement) ? document.activeElement.id : '';
    const open = [...old.querySelectorAll('details')].map((each) => each.open);
    const next = document.importNode(part, true);
    next.querySelectorAll('details').forEach((each, at) => {
      if (open[at]) each.open = true;
    });
    shown.set(part.id, words);
    old.replaceWith(next);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    keepTime();
  }

  // Somebody has begun to fill this part: they are told, and take over what is new when they are ready.
  function offer(old, part, words) {
    const known = old.querySelector(':scope > .live-moved');
    const note = known ?? document.createElement('div');
    if (!known) {
      note.className = 'notice notice-act live-moved';
      note.setAttribute('role', 'status');
      const sentence = document.createElement('p');
      sentence.textContent = root.dataset.moved;
      note.append(sentence, document.createElement('button'));
      old.prepend(note);
    }
    const button = note.querySelector('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = root.dataset.show;
    button.onclick = () => replace(old, part, words);
  }

  function isBegun(part) {
    return [...part.querySelectorAll('input, textarea, select')].some((field) => {
      if (field.type === 'hidden') return false;
      if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
      if (field.tagName === 'SELECT')
        return [...field.options].some((option) => option.selected !== option.defaultSelected && option.index > 0);
      return field.value !== field.defaultValue;
    });
  }

  function parts(page) {
    return [...page.querySelectorAll('[data-live][id]')];
  }

  // A form's own id and token are other at each drawing, and change nothing for a reader. A part with a key is known by it.
  function wordsOf(part) {
    if (part.dataset.key !== undefined) return part.dataset.key;
    return part.outerHTML
      .replace(/(name="(?:input|_csrf)" value=")[^"]*/g, '$1')
      .replace(/data-seconds="\d+"/g, '')
      .replace(/\s+/g, ' ');
  }

  function sayingOf(page) {
    return page.querySelector('[data-say]')?.dataset.say ?? '';
  }

  function speak(words) {
    let voice = document.getElementById('live-voice');
    if (!voice) {
      voice = document.createElement('p');
      voice.id = 'live-voice';
      voice.className = 'visually-hidden';
      voice.setAttribute('role', 'status');
      root.append(voice);
    }
    voice.textContent = words;
  }

  // Counts down from what the server said was left, whatever this device takes for the time.
  function keepTime() {
    for (const place of document.querySelectorAll('[data-seconds]')) {
      if (place.dataset.until) continue;
      place.dataset.until = String(performance.now() + Number(place.dataset.seconds) * 1000);
      tick(place);
    }
  }

  function tick(place) {
    if (!place.isConnected) return;
    const left = Math.max(0, Math.round((Number(place.dataset.until) - performance.now()) / 1000));
    place.textContent =
      left === 0 ? place.dataset.over : `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
    if (left > 0) setTimeout(() => tick(place), 1000);
  }
})();
