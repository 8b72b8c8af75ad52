import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type Locator, type Page, chromium } from 'playwright-core';
import { packaged } from './browser-package';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A name that is not localhost, answered by this machine: what a phone in the room would type. */
export const roomName = 'titian.test';

/**
 * A real browser: `CHROMIUM_PATH`, else the one that comes with the test packages, which is the same on every machine
 * and works half as long for a page as a desktop's, else the system's.
 */
export function launchChromium(): Promise<Browser> {
  const args = [...quiet, `--host-resolver-rules=MAP ${roomName} 127.0.0.1`];
  const named = process.env['CHROMIUM_PATH'];
  if (named || !existsSync(packaged.path)) {
    return chromium.launch({ executablePath: named ?? '/usr/bin/chromium', args });
  }
  const env = { ...(process.env as Record<string, string>), ...packaged.env };
  return chromium.launch({ executablePath: packaged.path, env, args: [...args, '--headless=shell'] });
}

/** By how many pixels the page is wider than its screen, once it has loaded. As text: tests know no document of their own. */
export async function overflowOf(page: Page): Promise<number> {
  await page.waitForLoadState();
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * What axe finds against WCAG 2.2 AA on the page as it stands, in one line each. With `seen`, colours are examined only
 * where they were not before (see `contrastFaults`); every other rule is asked of the whole page.
 */
export async function accessibilityFaults(page: Page, seen?: Set<string>): Promise<string[]> {
  await page.waitForLoadState();
  const all: axe.RunOptions = { runOnly: { type: 'tag', values: rules } };
  if (!seen) return runAxe(page, all);
  const rest = await runAxe(page, { ...all, rules: { 'color-contrast': { enabled: false } } });
  return [...rest, ...(await contrastFaults(page, seen))];
}

/**
 * What axe finds wrong with the colours of the page as it stands: all that a theme can change. `seen` remembers what was
 * examined: words that stand in the same elements with the same classes have the same colours, and are examined once.
 */
export async function contrastFaults(page: Page, seen: Set<string>): Promise<string[]> {
  const fresh = await page.evaluate<string[]>(`(${markFresh})(${JSON.stringify([...seen])})`);
  for (const each of fresh) seen.add(each);
  return fresh.length === 0 ? [] : runAxe(page, { runOnly: ['color-contrast'] }, '[data-fresh]');
}

async function runAxe(page: Page, asked: axe.RunOptions, within = ':root'): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  // What passes is neither gathered nor sent here, and nothing outside the page is waited for.
  const options: axe.RunOptions = { ...asked, resultTypes: ['violations'], preload: false };
  const violations = await page.evaluate<axe.Result[]>(
    `axe.run(${JSON.stringify(within)}, ${JSON.stringify(options)}).then(({ violations }) => violations)`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes
        .map((node) => node.html)
        .join(' | ')
        .slice(0, 300)})`,
  );
}

// Runs in the page. The tests know no document of their own, so it is sent as text.
const markFresh = `(seen) => {
  const known = new Set(seen);
  const fresh = [];
  for (const element of document.querySelectorAll('body *')) {
    delete element.dataset.fresh;
    const speaks = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!speaks || !element.checkVisibility()) continue;
    let path = '';
    for (let each = element; each; each = each.parentElement) path += each.localName + '.' + each.className + '>';
    if (known.has(path)) continue;
    known.add(path);
    fresh.push(path);
    element.dataset.fresh = '';
  }
  return fresh;
}`;

/**
 * Chooses a radio button or check box as a finger does: on its words. The press waits until the page has come to rest
 * there and nothing lies over the words; a box found chosen already is left so.
 */
export async function choose(box: Locator): Promise<void> {
  if (await box.isChecked()) return;
  const id = await box.getAttribute('id');
  await box.page().locator(`label[for="${id}"]`).click();
  await box.and(box.page().locator(':checked')).waitFor({ state: 'attached' });
}

/** Presses what leads to another page, and waits until that page stands. */
export async function follow(link: Locator): Promise<void> {
  await Promise.all([link.page().waitForEvent('load'), link.click()]);
}
