// The texts and the plan of the demo's life: who wrote how much by which way, when, and that it is the same again tomorrow, a day later.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { minutesBetween } from '#shared/time.ts';

import { PEOPLE_OF_THE_ARTICLES } from '../names.ts';
import { demoDistricts } from '../town.ts';
import { planOf } from './plan.ts';
import type { Said, Step } from './step.ts';
import { voicesOf } from './told.ts';
import { MOTIFS } from './voice.ts';

const NOW = '2026-11-19T07:30:00.000Z';
const { yunting, chengan } = demoDistricts();
const voices = voicesOf('yunting');
const all = [...voices, ...voicesOf('chengan')];
const steps = planOf(yunting, voices, NOW);
const said = steps.filter((step): step is Said => step.what === 'report');

const shareOf = <T>(things: readonly T[], is: (thing: T) => boolean) => things.filter(is).length / things.length;
const hourOf = ({ at }: Step) => (Number(at.slice(11, 13)) + 8) % 24;
const dayOf = ({ at }: Step) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
const countBy = <T>(things: readonly T[], name: (thing: T) => string) =>
  things.reduce(
    (counts, thing) => counts.set(name(thing), (counts.get(name(thing)) ?? 0) + 1),
    new Map<string, number>(),
  );

describe('the texts', () => {
  test('are more than six hundred, no two alike at one place', () => {
    expect(all.length).toBeGreaterThan(600);
    expect(new Set(all.map(({ districtKey, key }) => `${districtKey} ${key}`)).size).toBe(all.length);
  });

  test('come by every way, most of them not typed by a resident at a code', () => {
    const channels = countBy(all, ({ channel }) => channel);
    const least: Readonly<Record<string, number>> = {
      scan: 150,
      gridWorker: 60,
      chatGroup: 60,
      phone: 50,
      hotline12345: 30,
      visit: 25,
      microGridMember: 25,
      mobileReporter: 15,
      videoDevice: 15,
      superior: 8,
      interface: 4,
    };
    expect([...channels.keys()].toSorted()).toEqual(Object.keys(least).toSorted());
    expect(Object.entries(least).filter(([channel, count]) => (channels.get(channel) ?? 0) < count)).toEqual([]);
    expect(shareOf(all, ({ channel }) => channel === 'scan')).toBeLessThan(0.5);
  });

  test('name no phone, no ID number, no plate and nobody of the articles', () => {
    const texts = all.map(({ words, more }) => [words, more.said, more.opinion, more.rating?.[2]].join(' '));
    expect(
      texts.filter((text) => /\d{7,}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z]/.test(text)),
    ).toEqual([]);
    expect(texts.filter((text) => PEOPLE_OF_THE_ARTICLES.some((name) => text.includes(name)))).toEqual([]);
  });

  test('do not sound like an office', () => {
    expect(all.filter(({ words }) => /请相关部门|为盼|张三|李四/.test(words))).toEqual([]);
    expect(shareOf(all, ({ words }) => words.length < 12)).toBeGreaterThan(0.1);
    expect(shareOf(all, ({ words }) => /[！!？?]|哈|嘛|哦|莫得|没得/.test(words))).toBeGreaterThan(0.06);
  });
});

test('two people of one building are called the same, as it happens', () => {
  const named = all.filter(({ more }) => more.reporter !== undefined);
  expect(named.map(({ place, more }) => [place, more.reporter])).toEqual([
    ['船坞新村 5 栋', '王秀芬'],
    ['船坞新村 5 栋', '王秀芬'],
  ]);
});

test('the pictures of a voice are there before and after, in each of three lights', () => {
  const files = new Set(readdirSync(join(import.meta.dirname, '../pictures')));
  expect(MOTIFS).toHaveLength(12);
  const wanted = MOTIFS.flatMap((motif) =>
    ['', '2', '3'].flatMap((light) => [`${motif}${light}-before.jpg`, `${motif}${light}-after.jpg`]),
  );
  expect([...files].toSorted()).toEqual(wanted.toSorted());
  const shown = steps.flatMap(({ picture }) => picture?.file ?? []);
  expect(shown.length).toBeGreaterThan(30);
  expect(shown.filter((file) => !files.has(`${file}.jpg`))).toEqual([]);
});

describe('the plan', () => {
  test('lies before now and goes back some ninety days', () => {
    expect(steps.filter(({ at }) => at >= NOW)).toEqual([]);
    expect(minutesBetween(said[0]!.at, NOW) / 1_440).toBeGreaterThan(80);
    expect(minutesBetween(said[0]!.at, NOW) / 1_440).toBeLessThan(105);
  });

  test('tells of each case first that it was said, and then one thing after the other', () => {
    const firstOf = new Map<string, string>();
    for (const step of steps) if (!firstOf.has(step.caseId)) firstOf.set(step.caseId, step.what);
    expect([...firstOf.values()].filter((what) => what !== 'report')).toEqual([]);
    expect(steps.map(({ at }) => at)).toEqual(steps.map(({ at }) => at).toSorted());
  });

  test('has people speak in the morning and in the evening, and few of them at night', () => {
    expect(shareOf(said, (step) => [8, 9, 10, 19, 20].includes(hourOf(step)))).toBeGreaterThan(0.35);
    const night = shareOf(said, (step) => hourOf(step) >= 22 || hourOf(step) < 6);
    expect(night).toBeGreaterThan(0.04);
    expect(night).toBeLessThan(0.16);
  });

  test('has two days of rain on which much more was said than on others, and no two days alike', () => {
    const perDay = [...countBy(said, dayOf).values()].toSorted((one, other) => other - one);
    const usual = perDay[Math.floor(perDay.length / 2)]!;
    const withoutToday = [
      ...countBy(
        said.filter(({ at }) => minutesBetween(at, NOW) > 3 * 1_440),
        dayOf,
      ).entries(),
    ];
    expect(withoutToday.filter(([, count]) => count >= 2.5 * usual).length).toBeGreaterThanOrEqual(2);
    expect(new Set(perDay).size).toBeGreaterThan(5);
  });

  test('is the same twice, and a day later the same a day later', () => {
    expect(planOf(yunting, voices, NOW)).toEqual(steps);
    expect(planOf(chengan, voicesOf('chengan'), NOW)).toEqual(planOf(chengan, voicesOf('chengan'), NOW));
    const later = planOf(yunting, voices, '2026-11-20T07:30:00.000Z');
    expect(later.map(({ caseId }) => caseId).toSorted()).toEqual(steps.map(({ caseId }) => caseId).toSorted());
    expect(later.at(-1)!.at > steps.at(-1)!.at).toBe(true);
  });

  test.each(['2026-02-19T02:00:00.000Z', '2026-10-04T18:40:00.000Z', '2026-11-21T16:05:00.000Z'])(
    'works on a holiday, at night and on a Sunday: %s',
    (now) => {
      const plan = planOf(yunting, voices, now);
      expect(plan.filter(({ at }) => at >= now)).toEqual([]);
      expect(new Set(plan.map(({ caseId }) => caseId)).size).toBe(voices.length);
    },
  );
});
