import { themeOf } from '../../src/web/theme';
import { testDatabase } from '../support/database';
import { addStaff, siteOn } from '../support/site';

const database = testDatabase();

describe('light, dark and contrast', () => {
  it('are the device’s until somebody chooses, and then theirs on every page of this device', async () => {
    const site = siteOn(database.db());
    const browser = await site.as(await addStaff(site));
    const look = () => {
      const html = browser.page.querySelector('html');
      return [html?.getAttribute('data-theme'), html?.getAttribute('data-contrast')];
    };
    await browser.get('/workshops?from=foot');
    expect(look()).toEqual([undefined, undefined]);
    await browser.send('/theme', { theme: 'dark', contrast: 'more' });
    expect(browser.location).toBe('/workshops?from=foot');
    await browser.follow();
    expect(look()).toEqual(['dark', 'more']);
    await browser.get('/account');
    expect(look()).toEqual(['dark', 'more']);
    expect(browser.page.querySelector('#page-theme option[selected]')?.getAttribute('value')).toBe('dark');
    await browser.send('/theme', { theme: 'system', contrast: 'system' });
    await browser.follow();
    expect(look()).toEqual([undefined, undefined]);
  });

  it('can be chosen by a visitor, who gets no session from a page that has no form', async () => {
    const visitor = siteOn(database.db()).visitor();
    await visitor.get('/no-such-page', 404);
    const link = visitor.page.querySelector('footer a[href^="/theme"]')?.getAttribute('href') ?? '';
    expect(link).toBe('/theme?next=%2Fno-such-page');
    expect(await database.db()('sessions').count<{ count: string }[]>()).toEqual([{ count: '1' }]);
    await visitor.get(link);
    await visitor.send('/theme', { theme: 'light' });
    expect(visitor.location).toBe('/no-such-page');
    await visitor.get('/');
    expect(visitor.page.querySelector('html')?.getAttribute('data-theme')).toBe('light');
  });

  it('lead nowhere but back into the site', async () => {
    const visitor = siteOn(database.db()).visitor();
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\\b']) {
      await visitor.get(`/theme?next=${encodeURIComponent(next)}`);
      await visitor.send('/theme', { theme: 'light' });
      expect(visitor.location).toBe('/');
      await visitor.get('/theme');
      await visitor.send('/theme', { theme: 'light', next });
      expect(visitor.location).toBe('/');
    }
  });

  it.each(['theme=DARK', 'mytheme=dark', 'theme="dark"', 'theme=dark%20x', '='])(
    'are not taken from a cookie that says "%s"',
    (cookie) => {
      expect(themeOf(cookie).theme).toBeUndefined();
    },
  );
});
