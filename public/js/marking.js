// Offers to mark the words that are selected in one block: with a little of what stands before and after, they are
// found again when the text around them has changed.
(() => {
  const form = document.querySelector('form.marking');
  if (!form) return;
  const { block, exact, prefix, suffix } = form.elements;
  const longest = 1000;
  const context = 48;

  function blockOf(node) {
    return (node instanceof Element ? node : node.parentElement)?.closest('.book > .block') ?? undefined;
  }

  function textOf(start, from, end, to) {
    const range = document.createRange();
    range.setStart(start, from);
    range.setEnd(end, to);
    const words = range.cloneContents();
    for (const drawing of words.querySelectorAll('svg')) drawing.remove();
    return words.textContent.replace(/\s+/g, ' ');
  }

  function offer() {
    const chosen = getSelection();
    const range = chosen.rangeCount > 0 && !chosen.isCollapsed ? chosen.getRangeAt(0) : undefined;
    const own = range && blockOf(range.startContainer);
    const after = own?.childNodes.length;
    // A paragraph chosen by three taps ends where the next one begins.
    const over = own && !own.contains(range.endContainer);
    const beyond = over ? textOf(own, after, range.endContainer, range.endOffset).trim() : '';
    const [end, to] = over ? [own, after] : [range?.endContainer, range?.endOffset];
    const words = own && beyond === '' ? textOf(range.startContainer, range.startOffset, end, to).trim() : '';
    form.hidden = words === '' || words.length > longest;
    if (form.hidden) return;
    block.value = own.id;
    exact.value = words;
    prefix.value = textOf(own, 0, range.startContainer, range.startOffset).slice(-context);
    suffix.value = textOf(end, to, own, after).slice(0, context);
  }

  document.addEventListener('selectionchange', offer);
  // A press must not take the selection away before it is sent.
  form.addEventListener('pointerdown', (event) => event.preventDefault());
})();
