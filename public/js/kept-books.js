// Brings out the book that a reader kept in this browser when a page of it cannot be fetched. It keeps nothing by
// itself, and lets everything go when the reader signs out, when the session is over, or when somebody else comes in.
const shelf = 'titian-kept-books';
const leaving = /^\/(?:sign-in|sign-out)(?:\/|$)/;
const arriving = /^\/(?:join|rejoin|first-administrator)(?:\/|$)/;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || (request.mode !== 'navigate' && request.method !== 'POST')) return;
  if (leaving.test(pathname) || (request.method === 'POST' && arriving.test(pathname)))
    event.respondWith(letGo(request));
  else if (request.method === 'GET') {
    const book = /^\/workshops\/[\w-]+\/(?:handbook|guide)(?=\/|$)/.exec(pathname)?.[0];
    if (book) event.respondWith(fetch(request).catch(() => kept(book)));
  }
});

async function letGo(request) {
  // A question that nobody answers says nothing about the session; signing out is meant, whoever hears it.
  if (request.method === 'POST') await caches.delete(shelf);
  const answer = await fetch(request);
  await caches.delete(shelf);
  return answer;
}

async function kept(book) {
  const found = await (await caches.open(shelf)).match(`${book}.html`);
  // As a page and not as a file to save. The policy that holds for it stands in it.
  return found
    ? new Response(await found.blob(), { headers: { 'content-type': 'text/html; charset=utf-8' } })
    : Response.error();
}
