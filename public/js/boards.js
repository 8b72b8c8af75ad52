// A tap on the map writes the cell into the field: a route grows cell by cell, anything else moves there. Without it the
// cell is typed.
(() => {
  const figure = document.querySelector('[data-taps]');
  const field = document.querySelector('[name="cells"]');
  const kind = document.querySelector('[name="kind"]');
  if (!figure || !field || !kind) return;
  const mostStops = 6;
  const cellsNow = () =>
    field.value
      .toUpperCase()
      .split(/[^A-Z0-9]+/)
      .filter(Boolean);

  function show() {
    const chosen = new Set(cellsNow());
    for (const cell of figure.querySelectorAll('[data-cell]'))
      cell.classList.toggle('is-chosen', chosen.has(cell.dataset.cell));
  }

  function put(cells) {
    field.value = cells.join(' ');
    show();
  }

  figure.addEventListener('click', ({ target }) => {
    const name = target.dataset?.cell;
    if (!name) return;
    const cells = cellsNow();
    if (kind.value !== 'route') put([name]);
    else if (cells.at(-1) === name) put(cells.slice(0, -1));
    else if (cells.length < mostStops) put([...cells, name]);
  });
  kind.addEventListener('change', () => {
    if (kind.value !== 'route') put(cellsNow().slice(-1));
  });
  field.addEventListener('input', show);
  const hint = document.querySelector('[data-tap-hint]');
  hint.hidden = false;
  hint.querySelector('[data-tap-clear]').addEventListener('click', () => put([]));
  figure.classList.add('is-tapped');
  show();
})();
