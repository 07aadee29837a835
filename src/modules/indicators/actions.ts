// The figures of a place and a period: all of them in one pass, and one of them with all it is made of.

import { noteChange, readGround } from '#modules/areas/actions-ground.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import { problem } from '#problems';
import { inTransaction } from '#platform/context.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { once } from '#platform/database/writes.ts';
import { addDays, dayOf } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import { askedFor, countedAt, headOf, periodAsked, placeAsked } from './actions-place.ts';
import type { Place, PlaceQuery } from './actions-place.ts';
import { nameOf } from './actions-naming.ts';
import { issueOf } from './issued.ts';
import {
  FAMILIES,
  countersFor,
  excludedOf,
  figureOf,
  isRate,
  periodOf,
  periodsUpTo,
  toFigure,
  trendOf,
  untilOf,
} from './rules.ts';
import type { Definition, Dimension, Figure, Period } from './rules.ts';
import { MEASURES, MEASURE_KEYS, PARTS_OF, amountOf, isMeasure } from './rules-measures.ts';
import type { MeasureKey, Sums } from './rules-measures.ts';
import { insertDefinition, readDefinitions } from './store-definitions.ts';
import type { IndicatorRow } from './store-definitions.ts';
import { findAccountName } from './store-names.ts';
import { findClassNames } from './store-list.ts';
import { NOTHING, readSeries, sumAll, sumBy, togetherOf } from './store-sums.ts';
import type { Group } from './store-sums.ts';

export interface Indicator extends Definition {
  readonly code: string;
  readonly version: number;
  readonly row: IndicatorRow;
}

export interface CountedPage {
  readonly place: Place;
  readonly period: Period;
  readonly until: Day;
  readonly countedAt: string;
  readonly sums: Sums;
  readonly indicators: readonly { readonly indicator: Indicator; readonly figure: Figure }[];
}

/** Every indicator from one sum. */
export async function countPage(ctx: Context, query: PlaceQuery): Promise<CountedPage> {
  const place = await placeAsked(ctx, query);
  const { period, until } = periodAsked(ctx, query);
  const at = await countedAt(ctx);
  return inTransaction(ctx, async ({ db }) => {
    const sums = await sumAll(db, askedFor(place, period, until));
    const indicators = inForce(await readDefinitions(db), addDays(until, -1)).map((indicator) => ({
      indicator,
      figure: figureOf(indicator, sums),
    }));
    return { place, period, until, countedAt: at, sums, indicators };
  });
}

export interface CountedPart {
  readonly name: string;
  readonly sums: Sums;
}

/** The same of each area or grid directly below, in the order of names. */
export async function countBelow(ctx: Context, { place, period, until }: CountedPage): Promise<CountedPart[]> {
  if (place.scope.level === 'grid') return [];
  const groups = await inTransaction(ctx, ({ db }) => sumBy(db, askedFor(place, period, until), 'area'));
  return place.parts
    .flatMap(({ id, name }) => groups.filter(({ key }) => key === id).map(({ sums }) => ({ name, sums })))
    .sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
}

export async function listIndicators(ctx: Context, query: PlaceQuery) {
  const { place, period, until, countedAt: at, indicators } = await countPage(ctx, query);
  return {
    ...headOf(place, period, until, at),
    indicators: indicators.map(({ indicator: { code, row }, figure }) => ({
      code,
      family: row.family as 'intake',
      name: { zh: row.name_zh, en: row.name_en },
      figure,
    })),
  };
}

/** @throws {Problem} `not-found` for no indicator */
export async function readIndicator(ctx: Context, code: string, { by, ...query }: PlaceQuery & { by: Dimension }) {
  const place = await placeAsked(ctx, query);
  const { period, until } = periodAsked(ctx, query);
  const [at, directory, classes] = await Promise.all([
    countedAt(ctx),
    organisationDirectory(ctx),
    readGround(ctx, ({ db }) => findClassNames(db)),
  ]);
  return inTransaction(ctx, async (ctx) => {
    const versions = await versionsOf(ctx, code);
    const indicator = inForceAt(versions, addDays(until, -1));
    const asked = askedFor(place, period, until);
    const isWhole = place.scope.level === 'grid' && by === 'area';
    // Of days every group is counted whole, for together they are the place: its rows are read once instead of twice.
    const counters = asked.isOfMonths ? countersFor(indicator) : undefined;
    const counted = isWhole ? [] : await sumBy(ctx.db, asked, by, counters);
    const sums = isWhole || asked.isOfMonths ? await sumAll(ctx.db, asked) : togetherOf(counted);
    const parts = by === 'voice' ? withBothVoices(counted) : counted;
    return {
      ...headOf(place, period, until, at),
      code,
      name: { zh: indicator.row.name_zh, en: indicator.row.name_en },
      figure: figureOf(indicator, sums),
      numerator: measureView(indicator.numerator),
      denominator: indicator.denominator === null ? null : measureView(indicator.denominator),
      version: indicator.version,
      validFrom: indicator.row.valid_from,
      source: indicator.row.source,
      reason: indicator.row.reason,
      changedByName: await findAccountName(ctx.db, indicator.row.changed_by),
      beside: besideOf(indicator, sums),
      excluded: excludedView(indicator, sums),
      funnel: funnelOf(indicator, sums),
      issue: await issueOf(ctx, place.scope, period, code),
      ...(await pastOf(ctx, versions, place, period)),
      by,
      parts: parts
        .map(({ key, sums: own }) => ({ key, figure: figureOf(indicator, own) }))
        .filter(({ key, figure }) => isShown(by, key) || figure.numerator > 0 || (figure.denominator ?? 0) > 0)
        .map(({ key, figure }) => {
          const area = by === 'area' ? place.parts.find(({ id }) => id === key) : undefined;
          return {
            key,
            name: nameOf(by, key, { place, directory, classes }),
            areaId: area?.isGrid === false ? key : null,
            gridId: area?.isGrid === true ? key : null,
            figure,
          };
        })
        .sort((one, other) => one.name.zh.localeCompare(other.name.zh, 'zh-CN')),
      choices: choicesFor(indicator),
    };
  });
}

/** 居民、商户 stand apart even when one of them said nothing: then it is —, and not missing. */
const BOTH_VOICES: readonly string[] = ['resident', 'merchant'];

function isShown(by: Dimension, key: string): boolean {
  return by === 'voice' && BOTH_VOICES.includes(key);
}

function withBothVoices(groups: readonly Group[]): Group[] {
  const missing = BOTH_VOICES.filter((voice) => !groups.some(({ key }) => key === voice));
  return [...groups, ...missing.map((key) => ({ key, sums: NOTHING }))];
}

/** The periods before, each by the formula of its time, and the same one a year ago. */
async function pastOf(ctx: TransactionContext, versions: readonly IndicatorRow[], place: Place, period: Period) {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const until = untilOf(period, today);
  const periods = periodsUpTo(period);
  const ago = periodOf(period.cycle, addDays(period.from, -365));
  const read = async (wanted: readonly Period[], definitions: readonly Indicator[]) => {
    const [first = period] = wanted;
    const last = wanted.at(-1) ?? period;
    const counters = [...new Set(definitions.flatMap((definition) => countersFor(definition)))];
    const span = { ...last, from: first.from };
    const series = await readSeries(ctx.db, askedFor(place, span, untilOf(last, today)), counters);
    return wanted.map((_, at) => {
      const definition = definitions[at] as Indicator;
      return trendOf(definition, wanted, series)[at] as Figure;
    });
  };
  const definitions = periods.map(({ next }) => inForceAt(versions, addDays(next < until ? next : until, -1)));
  const figures = await read(periods, definitions);
  const [lastYear] = await read([ago], [inForceAt(versions, addDays(ago.next, -1))]);
  return {
    trend: periods.map(({ from, next }, at) => ({
      from,
      to: addDays(next, -1),
      figure: figures[at] as Figure,
      version: definitions[at]?.version ?? 1,
    })),
    lastYear: lastYear === undefined || (lastYear.numerator === 0 && !lastYear.denominator) ? null : lastYear,
  };
}

export async function versionsOf({ db }: TransactionContext, code: string): Promise<IndicatorRow[]> {
  const versions = (await readDefinitions(db)).filter((row) => row.code === code);
  if (versions.length === 0) throw problem('not-found', 'There is no such indicator');
  return versions;
}

/** Newest first of each code: the first that was in force on the day; before the first version that one. */
export function inForceAt(versions: readonly IndicatorRow[], day: Day): Indicator {
  const row = versions.find(({ valid_from }) => valid_from <= day) ?? versions.at(-1);
  if (row === undefined || !isMeasure(row.numerator)) throw new Error('an indicator without a measure');
  const denominator = row.denominator !== null && isMeasure(row.denominator) ? row.denominator : null;
  return { code: row.code, version: row.version, numerator: row.numerator, denominator, row };
}

function inForce(rows: readonly IndicatorRow[], day: Day): Indicator[] {
  const placeOf = ({ row }: Indicator) => (FAMILIES as readonly string[]).indexOf(row.family);
  return [...Map.groupBy(rows, ({ code }) => code).values()]
    .map((versions) => inForceAt(versions, day))
    .sort((one, other) => placeOf(one) - placeOf(other) || one.row.sequence - other.row.sequence);
}

export function measureView(key: MeasureKey) {
  const { zh, en, words } = MEASURES[key];
  return { key, name: { zh, en }, words };
}

/** 响应、解决、满意 stand apart, each with who answered and who did not: unrated is in none of them. */
const BESIDE: Readonly<Record<string, readonly MeasureKey[]>> = {
  rated: ['asked', 'rated'],
  mannerRated: ['asked', 'mannerRated'],
  closed: ['closedGridSelf', 'closedGridCoordinated', 'closedCommunity', 'closedStreet', 'closedDistrict'],
};

/** 发现 → 整合 → 解决: each step counts of the one before. */
const FUNNEL: readonly MeasureKey[] = ['found', 'gathered', 'resolved'];

/** Of an indicator that is a step of it; empty for the others. */
function funnelOf({ denominator }: Definition, sums: Sums) {
  if (denominator === null || !FUNNEL.includes(denominator)) return [];
  return FUNNEL.map((measure, at) => {
    const { zh, en, words } = MEASURES[measure];
    const count = amountOf(measure, sums);
    const before = FUNNEL[at - 1];
    const ofBefore = before === undefined ? null : toFigure(count, amountOf(before, sums));
    return { measure, name: { zh, en }, words, count, ofBefore };
  });
}

export function besideOf({ denominator }: Definition, sums: Sums) {
  return (BESIDE[denominator ?? ''] ?? []).map((measure) => {
    const { zh, en } = MEASURES[measure];
    return { measure, name: { zh, en }, count: amountOf(measure, sums) };
  });
}

export function excludedView({ denominator }: Definition, sums: Sums) {
  if (denominator !== 'due') return [];
  const counts = excludedOf(sums);
  return (Object.keys(counts) as (keyof typeof counts)[]).map((key) => ({ key, count: counts[key] }));
}

/** The same numerator over another denominator, or one that belongs to it. */
const TWINS: Readonly<Partial<Record<MeasureKey, readonly MeasureKey[]>>> = {
  ordersReworked: ['ordersReworkedDone'],
  ordersReworkedDone: ['ordersReworked'],
};

function choicesFor({ numerator, denominator }: Definition) {
  if (denominator === null) return [];
  const numerators = [numerator, ...(TWINS[numerator] ?? [])];
  return numerators
    .flatMap((own) =>
      MEASURE_KEYS.filter((key) => (PARTS_OF[key] ?? []).includes(own)).map((key) => ({
        numerator: own,
        denominator: key,
      })),
    )
    .filter((choice) => choice.denominator !== denominator || choice.numerator !== numerator)
    .map((choice) => ({
      ...choice,
      name: {
        zh: `${MEASURES[choice.numerator].zh} ÷ ${MEASURES[choice.denominator].zh}`,
        en: `${MEASURES[choice.numerator].en} ÷ ${MEASURES[choice.denominator].en}`,
      },
    }));
}

export interface Change {
  readonly id: string;
  readonly seenVersion: number;
  readonly numerator: MeasureKey;
  readonly denominator: MeasureKey;
  readonly reason: string;
}

/** @throws {Problem} `not-found`, `changed-meanwhile`, `input-invalid` for a part of nothing, `permission-missing`, `id-taken` */
export async function changeIndicator(ctx: Context, code: string, change: Change) {
  const { district } = ctx;
  return inTransaction(ctx, async (ctx) => {
    const { answer } = await once(ctx, change.id, { code, ...change }, async () => {
      const [newest] = await versionsOf(ctx, code);
      if (newest === undefined || newest.version !== change.seenVersion)
        throw problem('changed-meanwhile', 'It has been settled anew meanwhile', { version: newest?.version ?? 0 });
      const allowed = choicesFor(inForceAt([newest], newest.valid_from));
      const isChoice = allowed.some(
        ({ numerator, denominator }) => numerator === change.numerator && denominator === change.denominator,
      );
      if (!isChoice || !isRate(change)) {
        throw problem('input-invalid', '1 field(s) are wrong: /denominator', {
          errors: [{ pointer: '/denominator', in: 'body', detail: 'does not count what the numerator counts' }],
        });
      }
      const version = newest.version + 1;
      const validFrom = dayOf(ctx.now, district.timeZone);
      await insertDefinition(ctx.db, {
        ...newest,
        version,
        numerator: change.numerator,
        denominator: change.denominator,
        reason: change.reason,
        valid_from: validFrom,
        changed_by: ctx.actor.accountId,
        changed_at: ctx.now,
      });
      await noteChange(ctx, {
        act: 'indicator.change',
        subjectKind: 'indicator',
        subjectId: change.id,
        path: district.path,
      });
      return { code, version, validFrom };
    });
    return answer;
  });
}
