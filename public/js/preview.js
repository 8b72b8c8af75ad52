// Renews the preview when a file was saved. In the desk the two books are renewed, each where its reader stands.
'use strict';
if (window.top === window.self) {
  const changes = new EventSource('/changes');
  let waiting;
  changes.addEventListener('message', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (window.frames.length === 0) window.location.reload();
      for (let place = 0; place < window.frames.length; place += 1) window.frames[place].location.reload();
    }, 80);
  });
}
