// The slider of a debrief: shows what was known at a moment. Without it, each moment is a page of its own.
(() => {
  const slider = document.querySelector('#moment');
  const said = document.querySelector('#moment-time');
  const table = document.querySelector('.at-moment');
  const links = [...document.querySelectorAll('.moment-links a')];
  if (!slider || !said || !table || links.length === 0) return;

  const show = () => {
    const link = links[Number(slider.value)];
    if (!link) return;
    const now = Number(link.dataset.tick);
    for (const each of links) each.toggleAttribute('aria-current', each === link);
    link.setAttribute('aria-current', 'true');
    said.textContent = link.dataset.said;
    slider.setAttribute('aria-valuetext', link.dataset.said);
    for (const cell of table.querySelectorAll('td')) {
      const steps = [...cell.querySelectorAll('.step')];
      for (const step of steps) step.hidden = Number(step.dataset.tick) > now;
      const knows = steps.some((step) => !step.hidden);
      cell.querySelector('.not-yet').hidden = knows;
      cell.classList.toggle('knew', knows);
      cell.classList.toggle('never', !knows);
    }
  };

  slider.closest('.moment-slider').hidden = false;
  slider.addEventListener('input', show);
  show();
})();
