import express from 'express';
import { parse } from 'node-html-parser';
import request from 'supertest';
import { wordsIn } from '../../src/words';
import { galleryRoutes } from '../../src/web/gallery';
import type { Frame } from '../../src/web/page';
import { mount } from '../../src/web/route';

const frame: Frame = { t: wordsIn('en'), path: '/gallery', csrf: () => 'token', places: [], example: true };
const app = express().use((_req, res, next) => {
  res.locals['frame'] = frame;
  next();
});
mount(app, galleryRoutes());

async function sheets(): Promise<string[]> {
  const index = parse((await request(app).get('/gallery').expect(200)).text);
  return index.querySelectorAll('.list a').map((link) => String(link.getAttribute('href')));
}

it('shows every part in either theme and in either direction', async () => {
  const addresses = await sheets();
  expect(addresses.length).toBeGreaterThan(20);
  for (const address of addresses) {
    const page = parse((await request(app).get(address).expect(200)).text);
    const html = page.querySelector('html');
    expect(html?.getAttribute('dir')).toBe(address.includes('direction=rtl') ? 'rtl' : 'ltr');
    expect(html?.getAttribute('data-theme')).toBe(address.includes('theme=dark') ? 'dark' : undefined);
    expect(page.querySelectorAll('h1')).toHaveLength(1);
  }
});

it('marks everything of the fictional case as an exercise, on the page and at its foot', async () => {
  const desk = parse((await request(app).get('/gallery/desk').expect(200)).text);
  expect(desk.querySelector('.exercise-mark')?.text).toContain('Fictional – exercise');
  expect(desk.querySelector('footer')?.text).toContain('Fictional – exercise');
  const wall = parse((await request(app).get('/gallery/wall').expect(200)).text);
  expect(wall.querySelector('footer')?.text).toContain('Fictional – exercise');
});

it('gives a typing mistake back with its reason beside the field and in the list above', async () => {
  const forms = parse((await request(app).get('/gallery/forms').expect(200)).text);
  const field = forms.querySelector('#field-code');
  expect(field?.getAttribute('value')).toBe('KAPAL-7');
  expect(field?.getAttribute('aria-invalid')).toBe('true');
  const described = String(field?.getAttribute('aria-describedby')).split(' ');
  expect(described.map((id) => forms.querySelector(`#${id}`)?.text).join(' ')).toContain(
    'This code is not known here.',
  );
  expect(forms.querySelector('.errors a')?.getAttribute('href')).toBe('#field-code');
});

it('shows nobody’s name and no way elsewhere on the wall', async () => {
  const wall = parse((await request(app).get('/gallery/wall').expect(200)).text);
  expect(wall.querySelectorAll('nav, a, form, .person')).toHaveLength(0);
});
