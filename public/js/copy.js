// The search inside a book that was saved as one file. It reads the text where it stands: there is no index to go stale.
(() => {
  const form = document.querySelector('form.search');
  const [field, status, list] = ['input', '.found-count', '.found'].map((each) => form.querySelector(each));
  const most = 40;
  const unspaced = /[\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]/u;
  const letter = /[\p{L}\p{M}\p{N}]/u;
  const arabic = { ٱ: 'ا', ى: 'ی', ي: 'ی', ة: 'ه', ك: 'ک', ڪ: 'ک', đ: 'd' };
  let passages;

  // A reader's kept copy may be shown under the address of one of its pages.
  const asked = location.protocol === 'file:' ? '' : location.pathname.split('/').pop();
  if (location.hash === '') document.getElementById(`at-${asked}`)?.scrollIntoView();

  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    answer();
  });

  /** Each character in the form in which words are compared, with where it stood: accents and case do not count. */
  function folded(text) {
    const letters = [];
    let latin = false;
    let at = 0;
    for (const character of text) {
      for (const part of character.normalize('NFKD').toLowerCase()) {
        const mark = /\p{Mn}/u.test(part);
        if (!mark) latin = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(part);
        const silent = (mark && latin) || /[\u064B-\u065F\u0670\u0640\u200B-\u200F\u00AD]/.test(part);
        if (!silent)
          letters.push({ text: /\s/.test(part) ? ' ' : (arabic[part] ?? part), at, end: at + character.length });
      }
      at += character.length;
    }
    return letters;
  }
  const plain = (text) =>
    folded(text)
      .map((each) => each.text)
      .join('');

  /** An English word without its ending, so that "sharing" finds "shared". */
  function stem(word) {
    if (!/^en\b/.test(list.lang) || !/^[a-z]{4,}$/.test(word)) return word;
    const bare = word.replace(/(?:ies|ing|ed|es|s|e|y)$/, '');
    return bare.length < 3 ? word : bare.replace(/([bdgmnprt])\1$/, '$1');
  }

  function wordsOf(question) {
    const words = plain(question)
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '');
    return [...new Set(words.map(stem))].slice(0, 12);
  }

  /** The words inside a run without spaces, where the device knows them; else its pairs of characters. */
  function parts(word) {
    if (!unspaced.test(word)) return [word];
    if (Intl.Segmenter)
      return [...new Intl.Segmenter(list.lang, { granularity: 'word' }).segment(word)].map((each) => each.segment);
    return [...word].slice(1).map((each, place) => [...word][place] + each);
  }

  function gather() {
    return [
      ...document.querySelectorAll('.book [id].block, .book > [id]:is(h3, h4), .objectives li, dl.glossary > dt'),
    ].map((place) => {
      const own = place.cloneNode(true);
      for (const other of own.querySelectorAll('.block, .own-note, svg')) other.remove();
      for (const piece of own.querySelectorAll('p, li, td, th, dt, dd, div, h3, h4, h5, h6, caption'))
        piece.append(' ');
      const meaning = place.localName === 'dt' ? ` · ${place.nextElementSibling.textContent}` : '';
      const text = (own.textContent + meaning).replace(/\s+/g, ' ').trim();
      const letters = folded(text);
      const isTitle = place.localName !== 'section' && place.localName !== 'li';
      return {
        id: place.id,
        text,
        letters,
        plain: letters.map((each) => each.text).join(''),
        isTitle,
        leaf: place.closest('.leaf'),
      };
    });
  }

  /** Where a word stands: anywhere in scripts without spaces, else where a word begins. */
  function placesOf(word, passage) {
    const places = [];
    for (let at = passage.plain.indexOf(word); at >= 0; at = passage.plain.indexOf(word, at + 1)) {
      if (unspaced.test(word) || at === 0 || !letter.test(passage.plain[at - 1])) places.push(at);
    }
    return places;
  }

  function find(words, enough) {
    const found = [];
    for (const passage of passages) {
      const hits = words.map((word) => placesOf(word, passage).map((at) => [at, at + word.length]));
      const kinds = hits.filter((each) => each.length > 0).length;
      if (kinds < enough) continue;
      const close = passage.plain.includes(words.join(' ')) ? 3 : 0;
      const often =
        hits.reduce((sum, each) => sum + Math.log2(1 + each.length), 0) / Math.log2(8 + passage.plain.length);
      found.push({
        passage,
        hits: hits.flat().sort((a, b) => a[0] - b[0]),
        score: kinds * 4 + close + often + (passage.isTitle ? 2 : 0),
      });
    }
    return found.sort((a, b) => b.score - a.score);
  }

  function answer() {
    passages ??= gather();
    const words = wordsOf(field.value);
    list.replaceChildren();
    status.textContent = '';
    if (words.length === 0) return;
    const all = find(words, words.length);
    const found =
      all.length > 0
        ? all
        : find(
            [...new Set(words.flatMap(parts))].filter((word) => word.trim() !== ''),
            1,
          );
    const loose = all.length === 0 && found.length > 0 ? ` ${form.dataset.loose}` : '';
    const said = found.length === 0 ? form.dataset.none : form.dataset.some.replace('{count}', found.length);
    status.textContent = said.replace('{question}', field.value) + loose;
    list.append(...found.slice(0, most).map(lineOf));
  }

  function lineOf({ passage, hits }) {
    const line = document.createElement('li');
    const over = document.createElement('p');
    over.className = 'over';
    over.textContent = passage.leaf.querySelector('h2').textContent;
    const link = document.createElement('a');
    link.href = `#${passage.id}`;
    const spans = hits.map(([from, to]) => [passage.letters[from].at, passage.letters[to - 1].end]);
    let at = Math.max(0, spans[0][0] - 60);
    const end = Math.min(passage.text.length, at + 220);
    if (at > 0) link.append('… ');
    for (const [from, to] of spans) {
      if (from < at || to > end) continue;
      const mark = document.createElement('mark');
      mark.textContent = passage.text.slice(from, to);
      link.append(passage.text.slice(at, from), mark);
      at = to;
    }
    link.append(passage.text.slice(at, end), end < passage.text.length ? ' …' : '');
    line.append(over, link);
    return line;
  }
})();
