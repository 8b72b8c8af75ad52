import { type LiveRoom, act, deskOf } from '../live/live-room';
import { dice, filled } from '../scenario/play-robot';
import type { Browser } from '../support/site';

/** Every table decides what it is offered, by chance, until it waits; then the facilitator closes the round. */
export async function playToTheEnd(room: LiveRoom, seed: string): Promise<void> {
  const below = dice(seed);
  for (let round = 0; round < 12; round += 1) {
    for (const [seat, officer] of Object.entries(room.officers))
      await decideAll(officer, deskOf(room.run, seat), below);
    await room.console.get(`/live/${room.run}/console`);
    if (!room.console.text.includes('/barriers')) return;
    await act(room, 'barriers');
  }
}

async function decideAll(browser: Browser, desk: string, below: (below: number) => number): Promise<void> {
  for (let decisions = 0; decisions < 30; decisions += 1) {
    await browser.get(desk);
    const offers = browser.page.querySelectorAll('input[name=choice]').map((each) => each.getAttribute('value') ?? '');
    if (offers.length === 0) return;
    await browser.send(`${desk}/decisions`, { choice: offers[below(offers.length)] ?? '' });
    if (!browser.location.includes('?choice=')) continue;
    await browser.follow();
    await browser.send(`${desk}/decisions`, filled(browser, below));
  }
}
