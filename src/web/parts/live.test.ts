// One line for all parts of a page: shared, handed on, opened again when the browser gave up. The browser's own end is played.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type * as Live from './live.ts';

class PlayedSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: PlayedSource[] = [];
  readyState = 1;
  readonly address: string;
  constructor(address: string) {
    super();
    this.address = address;
    PlayedSource.made.push(this);
  }
  close(): void {
    this.readyState = PlayedSource.CLOSED;
  }
  say(change: object): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(change) }));
  }
  giveUp(): void {
    this.readyState = PlayedSource.CLOSED;
    this.dispatchEvent(new Event('error'));
  }
}

const change = { fact: 'case.moved', kind: 'case', id: 'c1' };
let live: typeof Live;

beforeEach(async () => {
  vi.useFakeTimers();
  PlayedSource.made = [];
  vi.stubGlobal('EventSource', PlayedSource);
  vi.resetModules();
  live = await import('./live.ts');
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const nothing = () => {};
const last = () => PlayedSource.made.at(-1)!;

test('all parts of a page share one connection, and each is told once', () => {
  const told: string[] = [];
  live.listen('yunting', ({ id }) => told.push(`bar ${id}`), nothing);
  live.listen('yunting', ({ id }) => told.push(`list ${id}`), nothing);
  expect(PlayedSource.made.map(({ address }) => address)).toEqual(['/api/yunting/stream']);
  last().say(change);
  expect(told).toEqual(['bar c1', 'list c1']);
});

test('a page that opens right after another takes the line over; unheard it is closed', () => {
  const stop = live.listen('yunting', nothing, nothing);
  stop();
  vi.advanceTimersByTime(1_000);
  const stopSecond = live.listen('yunting', nothing, nothing);
  vi.advanceTimersByTime(10_000);
  expect(PlayedSource.made).toHaveLength(1);
  expect(last().readyState).toBe(1);
  stopSecond();
  vi.advanceTimersByTime(3_000);
  expect(last().readyState).toBe(PlayedSource.CLOSED);
});

test('who has stopped listening is told no more', () => {
  const told: string[] = [];
  const stop = live.listen('yunting', ({ id }) => told.push(id), nothing);
  live.listen('yunting', nothing, nothing);
  stop();
  last().say(change);
  expect(told).toEqual([]);
});

test('when the browser has given up it is asked again later and later, and everything is loaded anew', () => {
  let reloads = 0;
  live.listen('yunting', nothing, () => (reloads += 1));
  last().giveUp();
  expect(live.live.isAway).toBe(true);
  vi.advanceTimersByTime(2_999);
  expect(PlayedSource.made).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(PlayedSource.made).toHaveLength(2);
  last().giveUp();
  vi.advanceTimersByTime(5_999);
  expect(PlayedSource.made).toHaveLength(2);
  vi.advanceTimersByTime(1);
  last().dispatchEvent(new Event('open'));
  expect(live.live.isAway).toBe(false);
  expect(reloads).toBe(1);
});

test('a break that the browser mends by itself opens nothing', () => {
  live.listen('yunting', nothing, nothing);
  last().readyState = 0;
  last().dispatchEvent(new Event('error'));
  vi.advanceTimersByTime(60_000);
  expect(PlayedSource.made).toHaveLength(1);
});

test('another person’s line is another one: the old is closed and says nothing any more', () => {
  const told: string[] = [];
  live.listen('yunting', ({ id }) => told.push(id), nothing);
  const before = last();
  live.restartLive();
  expect(before.readyState).toBe(PlayedSource.CLOSED);
  expect(PlayedSource.made).toHaveLength(2);
  last().say(change);
  expect(told).toEqual(['c1']);
});
