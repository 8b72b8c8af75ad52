import { hashPassword } from '../src/accounts/password';
import { makeEntry, setSignIn } from '../src/accounts';
import { testDatabase } from './support/database';
import { addSomebody, addStaff, siteOn } from './support/site';

const database = testDatabase();
const db = () => database.db();

describe('signing in', () => {
  it('leads with e-mail and password to the page that was asked for', async () => {
    const site = siteOn(db());
    const maya = await addStaff(site);
    await setSignIn(db(), site.clock.now, maya.id, 'Maya@Example.org', await hashPassword('a river at dusk'));
    const browser = site.visitor();
    await browser.get('/workshops', 303);
    await browser.follow();
    await browser.send('/sign-in', { email: 'maya@example.ORG', password: 'a river at dusk' });
    expect(browser.location).toBe('/workshops');
    await browser.follow();
    expect(browser.page.querySelector('.person-name')?.text).toContain('Maya Prasetya');
  });

  it('says the same for a wrong password as for an unknown address, and keeps the address', async () => {
    const site = siteOn(db());
    const person = await addSomebody(site, 'Budi');
    await setSignIn(db(), site.clock.now, person.id, 'budi@example.org', await hashPassword('a river at dusk'));
    const pages = [];
    for (const email of ['budi@example.org', 'nobody@example.org']) {
      const browser = await site.visitor().get('/sign-in');
      await browser.send('/sign-in', { email, password: 'wrong wrong wrong' }, 422);
      expect(browser.page.querySelector('#field-email')?.getAttribute('value')).toBe(email);
      pages.push(browser.words);
    }
    expect(pages[0]).toBe(pages[1]);
    expect(pages[0]).toContain('do not belong together');
  });

  it('never leads away from the site afterwards', async () => {
    const site = siteOn(db());
    for (const next of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      'javascript:alert(1)',
    ]) {
      const browser = await site.visitor().get(`/sign-in?next=${encodeURIComponent(next)}`);
      expect(browser.page.querySelector('[name=next]')?.getAttribute('value')).toBe('/');
    }
  });

  it('refuses a write without the token of the session', async () => {
    const site = siteOn(db());
    const browser = await site.as(await addSomebody(site, 'Sari'));
    const answer = await browser.agent
      .post('/account/sign-in')
      .type('form')
      .send({ email: 'a@b.example', password: 'x'.repeat(12) });
    expect(answer.status).toBe(403);
    expect(await db()('sign_ins').where({ email: 'a@b.example' })).toEqual([]);
  });

  it('stops after ten wrong passwords for one account, from whatever address', async () => {
    const site = siteOn(db());
    const person = await addSomebody(site, 'Rokeya');
    await setSignIn(db(), site.clock.now, person.id, 'rokeya@example.org', await hashPassword('a river at dusk'));
    const browser = await site.visitor().get('/sign-in');
    for (let guess = 0; guess < 10; guess += 1) {
      await browser.send('/sign-in', { email: 'rokeya@example.org', password: `guess ${guess}` }, 422);
    }
    await browser.send('/sign-in', { email: 'rokeya@example.org', password: 'a river at dusk' }, 429);
  });

  it('makes the first administrator once, by a link that then is closed', async () => {
    const site = siteOn(db());
    const secret = await makeEntry(db(), site.clock.now, { purpose: 'first-administrator' });
    const path = `/first-administrator/${secret}`;
    const browser = await site.visitor().get(path);
    await browser.send(path, { name: 'Nimali Perera', email: 'nimali@example.org', password: 'short' }, 422);
    expect(browser.words).toContain('at least 12 characters');
    await browser.send(path, { name: 'Nimali Perera', email: 'nimali@example.org', password: 'a river at dusk' });
    await browser.get('/workshops/new');
    await site.visitor().get(path, 404);
  });
});
