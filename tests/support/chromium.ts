import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, type Locator, type Page, chromium } from 'playwright-core';

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

/** A real browser: `CHROMIUM_PATH`, else the system's, else the one that comes with the test packages. */
export async function launchChromium(): Promise<Browser> {
  const args = [...quiet, `--host-resolver-rules=MAP ${roomName} 127.0.0.1`];
  const own = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'].find((path) => path && existsSync(path));
  if (own) return chromium.launch({ executablePath: own, args });
  // The package unpacks its libraries only where it believes to be on that service.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x';
  const { default: packaged } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packaged.executablePath(), args: [...args, '--headless=shell'] });
}

/** By how many pixels the page is wider than its screen, once it has loaded. As text: tests know no document of their own. */
export async function overflowOf(page: Page): Promise<number> {
  await page.waitForLoadState();
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds against WCAG 2.2 AA on the page as it stands, in one line each. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(document, { runOnly: ${JSON.stringify(rules)} })`,
  );
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes
        .map((node) => node.html)
        .join(' | ')
        .slice(0, 300)})`,
  );
}

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
