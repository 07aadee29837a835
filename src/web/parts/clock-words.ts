// Instants as people read them, in the district's own zone: `11-20 15:05`, `今天 17:30`, `剩 35 分`.

import { wallClock } from '#shared/time.ts';
import type { Locale } from '#shared/words/say.ts';

import { now as present } from './now.ts';
import { preferences } from './preferences.ts';

/** Every district of this country keeps one time; another zone is set by the app once it knows the district. */
let zone = 'Asia/Shanghai';

export function setTimeZone(timeZone: string): void {
  zone = timeZone;
}

/** Day `YYYY-MM-DD` and time `HH:MM` on the wall of the district. */
export function wallOf(instant: string): ReturnType<typeof wallClock> {
  return wallClock(instant, zone);
}

/** `11-19 09:14`; with the year when it is another one. */
export function dateTimeWords(instant: string, now = present()): string {
  const { day, time } = wallOf(instant);
  return `${day.slice(0, 4) === wallOf(now).day.slice(0, 4) ? day.slice(5) : day} ${time}`;
}

const NEAR: Record<Locale, readonly [string, string, string]> = {
  'zh-CN': ['昨天', '今天', '明天'],
  en: ['yesterday', 'today', 'tomorrow'],
};

/** `今天 17:30`, `明天 09:00`, else `11-23 17:30`. */
export function nearTimeWords(instant: string, now = present()): string {
  const { day, time } = wallOf(instant);
  const distance = Math.round((Date.parse(day) - Date.parse(wallOf(now).day)) / 86_400_000);
  const near = Math.abs(distance) <= 1 ? NEAR[preferences.locale][distance + 1] : undefined;
  return near === undefined ? dateTimeWords(instant, now) : `${near} ${time}`;
}

/** How long from one instant to another, in two units at most: `1 天 3 小时`, `35 分`. Never negative. */
export function spanWords(from: string, to: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const [d, h, m] = preferences.locale === 'en' ? ['d', 'h', 'min'] : ['天', '小时', '分'];
  const parts = days > 0 ? [[days, d], [hours, h]] : [[hours, h], [rest, m]]; // prettier-ignore
  const said = parts.filter(([count]) => count !== 0).map(([count, unit]) => `${count} ${unit}`);
  return said.length === 0 ? `0 ${m}` : said.join(' ');
}

export interface Left {
  /** `剩 35 分`, `超 2 小时`. */
  readonly words: string;
  readonly state: 'over' | 'soon' | 'later';
}

/** Time left until a limit. Under an hour is soon. */
export function leftWords(dueAt: string, now = present()): Left {
  const isOver = dueAt < now;
  const span = isOver ? spanWords(dueAt, now) : spanWords(now, dueAt);
  const words = preferences.locale === 'en' ? `${span} ${isOver ? 'over' : 'left'}` : `${isOver ? '超' : '剩'} ${span}`;
  const isSoon = !isOver && Date.parse(dueAt) - Date.parse(now) < 3_600_000;
  if (isOver) return { words, state: 'over' };
  return { words, state: isSoon ? 'soon' : 'later' };
}
