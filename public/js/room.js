// Lets countdowns run between reloads, and reloads when the room has changed. Without it a reload by hand does the same.
(() => {
  const room = document.querySelector('[data-room]');
  if (!room) return;
  const ahead = Number(room.dataset.now) - Date.now();
  const say = room.querySelector('[data-say]');
  const said = new Map();

  function figure(seconds) {
    const minutes = Math.floor(seconds / 60);
    return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  }

  // Never each second: at five minutes, at one, and when it is over.
  function announce(countdown, seconds) {
    const stage = seconds <= 0 ? 'done' : seconds <= 60 ? 'one' : seconds <= 300 ? 'five' : '';
    if (said.has(countdown) && said.get(countdown) !== stage && stage) say.textContent = room.dataset[stage];
    said.set(countdown, stage);
  }

  function tick() {
    for (const countdown of document.querySelectorAll('[data-ends]')) {
      const seconds = Math.ceil((Number(countdown.dataset.ends) - Date.now() - ahead) / 1000);
      countdown.querySelector('[data-figure]').textContent = seconds > 0 ? figure(seconds) : room.dataset.over;
      countdown.classList.toggle('is-over', seconds <= 0);
      announce(countdown, seconds);
    }
  }

  const touched = (field) =>
    field.type === 'radio' || field.type === 'checkbox'
      ? field.checked !== field.defaultChecked
      : field.options
        ? [...field.options].some((option) => option.defaultSelected && !option.selected) || field.selectedIndex > 0
        : field.value !== field.defaultValue;
  const typing = () =>
    [...document.querySelectorAll('input:not([type=hidden]), textarea, select')].some(
      (field) => field === document.activeElement || touched(field),
    );

  async function look() {
    try {
      const reply = await fetch(room.dataset.room, { headers: { accept: 'application/json' } });
      if (reply.ok && (await reply.json()).version !== room.dataset.version) {
        // Nothing that somebody is writing is thrown away.
        if (typing()) room.querySelector('[data-changed]').hidden = false;
        else location.reload();
      }
    } catch {
      // No network for a moment: the countdowns go on, and the next look may succeed.
    }
  }

  tick();
  setInterval(tick, 1000);
  const line = new EventSource(room.dataset.stream);
  line.addEventListener('changed', look);
  // The server ends a line when this person has too many open; looking now and then does the same.
  line.addEventListener('end', () => line.close());
  setInterval(look, 20_000);
  // Minutes late and what is expected move with the clock, too.
  setInterval(() => typing() || location.reload(), 60_000);
})();
