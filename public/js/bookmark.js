// Remembers the block that was being read when the page is left; without it the page alone is remembered.
(() => {
  const reader = document.querySelector('[data-bookmark]');
  const token = document.querySelector('[name=_csrf]');
  if (!reader || !token) return;
  let last = '';

  function reading() {
    const line = innerHeight / 3;
    let found = '';
    for (const block of document.querySelectorAll('.book > [id]')) {
      if (block.getBoundingClientRect().top > line) break;
      found = block.id;
    }
    return found;
  }

  addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'hidden') return;
    const block = reading();
    if (block === '' || block === last) return;
    last = block;
    const fields = new URLSearchParams({ _csrf: token.value, edition: reader.dataset.edition, block });
    navigator.sendBeacon(reader.dataset.bookmark, fields);
  });
})();
