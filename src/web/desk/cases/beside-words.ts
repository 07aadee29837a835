// What stands beside a case in words: minutes, whose they were, and the moves that happened meanwhile.

import { dateTimeWords, wallOf } from '#web/parts/clock-words.ts';
import type { AnswerTo } from '#web/parts/route.ts';
import type { explainClocks, listNear, readBeside, readResidentView } from '#web/parts/routes.ts';

import { happenedWords } from './case-words.ts';
import type { CasePage } from './case-words.ts';
import { sayPage } from './say-page.ts';

export type Beside = AnswerTo<typeof readBeside>;
export type Clock = AnswerTo<typeof explainClocks>['clocks'][number];
export type ExplainedStage = AnswerTo<typeof explainClocks>['stages'][number];
export type Near = AnswerTo<typeof listNear>['near'][number];
export type ResidentView = AnswerTo<typeof readResidentView>;

/** Offices speak of 76 minutes; past three hours of hours, past two days of days. */
const HOURS_FROM_MIN = 180;
const DAYS_FROM_MIN = 2880;

export function minuteWords(minutes: number): string {
  if (minutes < HOURS_FROM_MIN) return sayPage('times.min', { n: minutes });
  if (minutes < DAYS_FROM_MIN) return sayPage('times.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
  return sayPage('times.days', { d: Math.floor(minutes / 1440), h: Math.floor((minutes % 1440) / 60) });
}

export function accountWords({ organisationName }: { organisationName: string | null }): string {
  return organisationName ?? sayPage('times.ours');
}

/** `08:30–12:00 14:00–17:30`. */
export function hoursWords(hours: readonly { from: number; to: number }[]): string {
  return hours.map(({ from, to }) => `${clockOf(from)}–${clockOf(to)}`).join(' ');
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

interface Happened {
  readonly verb: string;
  readonly at: string;
  readonly byName: string | null;
  readonly organisationName: string | null;
}

/** `郭敏华 刚刚已改派给城管一中队（12:16）。…`, of the last thing that happened. */
export function meanwhileWords(happened: Happened, key: 'acts.conflict' | 'acts.meanwhile'): string {
  const verb = happenedWords(happened.verb);
  const { organisationName } = happened;
  return sayPage(key, {
    who: happened.byName ?? sayPage('acts.somebody'),
    what: organisationName === null ? verb : sayPage('acts.whatTo', { verb, organisation: organisationName }),
    at: wallOf(happened.at).time,
  });
}

/** What a page that is looked at has just learned, in one line. */
export function newsWords({ verb, at, byName, organisationName }: CasePage['stations'][number]): string {
  const words = [byName, happenedWords(verb), organisationName]
    .filter((part) => part !== null && part !== '')
    .join(' ');
  return sayPage('news.one', { at: dateTimeWords(at), words });
}
