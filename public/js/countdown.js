// Says how long a test still lasts: its end stands on the page without this. What is read out loud is said at five minutes,
// at one and at the end, never every second (mholzi/quizify#380). The server decides; at the end the questions are closed here.
(() => {
  const time = document.querySelector('.test-time[data-ends]');
  const form = document.querySelector('form.test');
  if (!time || !form) return;
  const [left, over, said] = ['.test-left', '.test-over', '[role=status]'].map((part) => time.querySelector(part));
  // The device's own clock may be wrong: only how far it has gone since the page was made is used.
  const ends = Date.now() + (Date.parse(time.dataset.ends) - Date.parse(time.dataset.now));
  const minute = 60000;
  const thresholds = [5, 1];
  const unit = new Intl.NumberFormat(document.documentElement.lang || 'en', {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'long',
  });
  let announced = Infinity;

  const inWords = (minutes) => time.dataset.left.replace('{left}', unit.format(minutes));
  const write = (place, words) => {
    if (place.textContent !== words) place.textContent = words;
  };

  function look() {
    const rest = ends - Date.now();
    if (rest <= 0) {
      close();
      return;
    }
    const minutes = Math.ceil(rest / minute);
    write(left, inWords(minutes));
    const passed = thresholds.filter((each) => minutes <= each).at(-1);
    if (passed !== undefined && passed < announced) {
      announced = passed;
      time.dataset.soon = '';
      write(said, inWords(minutes));
    }
    // When the minute that is shown is over, and no sooner.
    setTimeout(look, Math.max(250, rest - (minutes - 1) * minute));
  }

  function close() {
    left.textContent = '';
    write(said, time.dataset.over);
    over.hidden = false;
    for (const question of form.querySelectorAll('fieldset.question')) question.disabled = true;
    for (const button of form.querySelectorAll('button')) button.disabled = true;
    // What still waits goes out now, if there is a network.
    dispatchEvent(new Event('titian:waiting'));
  }

  look();
})();
