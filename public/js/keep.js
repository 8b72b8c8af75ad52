// Offers to keep this book in the browser, where the browser can: over https, or on the machine itself.
(() => {
  const place = document.querySelector('[data-keep]');
  if (!place || !('serviceWorker' in navigator) || !('caches' in window)) return;
  const shelf = 'titian-kept-books';
  const worker = '/kept-books.js';
  const book = place.dataset.keep;
  const [keep, drop] = place.querySelectorAll('button');
  const status = place.querySelector('[role=status]');
  // A browser that asks for it is told that this one address is ours.
  const policy = window.trustedTypes?.createPolicy('titian-keep', {
    createScriptURL: (address) => {
      if (address !== worker) throw new TypeError('Only our own worker.');
      return address;
    },
  });

  place.hidden = false;
  document.querySelector('[data-cannot-keep]').hidden = true;
  keep.addEventListener('click', () => act(put, place.dataset.kept));
  drop.addEventListener('click', () => act(take, place.dataset.gone));
  show();

  async function act(what, words) {
    status.textContent = place.dataset.wait;
    try {
      await what();
      status.textContent = words;
    } catch {
      status.textContent = place.dataset.failed;
    }
    await show();
  }

  async function put() {
    await navigator.serviceWorker.register(policy?.createScriptURL(worker) ?? worker);
    await navigator.serviceWorker.ready;
    const answer = await fetch(book);
    // An answer that led elsewhere is not the book: the session is over.
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    await (await caches.open(shelf)).put(book, answer);
  }

  async function take() {
    await (await caches.open(shelf)).delete(book);
  }

  async function show() {
    drop.hidden = !(await (await caches.open(shelf)).match(book));
  }
})();
