// The check of every cell of the catalogue's workbook: right rows become classes, and every wrong cell is named with its reason.

import { isDay } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';
import type { Limit } from '#shared/working-time.ts';

import { AREA_GRADES, faultyGrade, findCycle, SEVERITIES, stagesOf } from './rules.ts';
import type { CatalogueClass, ClassStage, GradedLimit } from './rules.ts';
import { fitAfter } from './rules-versions.ts';
import { CELL_WORDS, TITLES } from './sheet-columns.ts';
import type { SheetKey } from './sheet-columns.ts';

export const CELL_REASONS = {
  'missing-column': '缺这一列',
  missing: '必填，没有填',
  'too-long': '太长了',
  'not-a-code': '编码只能用字母、数字和短横线，最多 60 个',
  'not-one-of': '不是可以选的值',
  'not-a-limit': '不是时限，写作 4工作时、2工作日、1紧急工作时',
  'limit-out-of-range': '时限要在 1 到 1000 之间，不能是零或负数',
  'not-stages': '写作“停止 4工作时；处罚 7工作日”',
  'stage-twice': '同一阶段写了两次，会绕回自己',
  'stage-differs': '第一段的时限和“处置时限”不一样',
  'not-grades': '写作“A 2工作时；严重 3工作时；A严重 1工作时”，每种一次',
  'photo-only': '不能只有照片',
  'not-a-share': '写 0 到 100 的整数',
  'unknown-parent': '没有这个上级编码',
  cycle: '上级绕回了自己',
  'not-a-day': '不是日期，写作 2027-01-01',
  'before-start': '早于“起”',
  overlap: '和已有版本的有效期重叠',
  repeated: '这个编码上面已经有一行',
  'too-short': '太短了，至少两个字',
  'unknown-place': '本区没有这个地方，从下拉框里选',
  'not-a-street': '街道履职事项清单要选街道或乡镇',
  'unknown-organisation': '没有这个单位，或已停用，从下拉框里选',
  'unknown-class': '目录里没有这个类别',
  'only-of-street': '只有街道履职事项清单分基本、配合、上收，这里要留空',
  'unknown-item': '没有这个编号；新增的一项编号要留空',
  'repeated-item': '这一项上面已经有一行',
} as const;
export type CellReason = keyof typeof CELL_REASONS;

export interface WrongCell {
  readonly cell: string;
  readonly row: number;
  readonly column: string;
  readonly reason: CellReason;
  readonly allowed?: string[];
}

export interface SheetLine<Key extends string = SheetKey> {
  readonly row: number;
  readonly texts: Readonly<Partial<Record<Key, string>>>;
}

export interface SheetFacts {
  /** The newest version of each code there is. */
  readonly newest: ReadonlyMap<string, CatalogueClass>;
  readonly today: Day;
  readonly letters: Readonly<Partial<Record<SheetKey, string>>>;
}

const MAX_WORDS = { name: 100, condition: 1_000, source: 300 } as const;
const MAX_LIMIT = 1_000;
const UNITS = Object.entries(CELL_WORDS.unit) as [Limit['unit'], string][];

const ANY_LIMIT: Limit = { amount: 1, unit: 'workDay' };
/** A grade, a severity or both, then the limit. */
const GRADED = new RegExp(
  `^([${AREA_GRADES.join('')}])?\\s*(${Object.values(CELL_WORDS.severity).join('|')})?\\s*(-?\\d.*)$`,
);

type Say = (key: SheetKey, reason: CellReason, allowed?: string[]) => void;

export function checkLines(
  lines: readonly SheetLine[],
  facts: SheetFacts,
): { entries: CatalogueClass[]; wrong: WrongCell[] } {
  const wrong: WrongCell[] = [];
  const entries: CatalogueClass[] = [];
  const rowOfCode = new Map<string, number>();
  const sayAt =
    (row: number): Say =>
    (key, reason, allowed) =>
      void wrong.push({
        cell: `${facts.letters[key] ?? 'A'}${row}`,
        row,
        column: TITLES[key],
        reason,
        ...(allowed && { allowed }),
      });

  for (const { row, texts } of lines) {
    const say = sayAt(row);
    const before = wrong.length;
    const entry = readEntry(texts, facts, say);
    if (rowOfCode.has(entry.code)) say('code', 'repeated');
    else rowOfCode.set(entry.code, row);
    if (wrong.length === before) entries.push(entry);
  }
  const parents = new Map([...facts.newest].map(([code, { parentCode }]) => [code, parentCode]));
  for (const { code, parentCode } of entries) parents.set(code, parentCode);
  for (const { code, parentCode } of entries) {
    const say = sayAt(rowOfCode.get(code) ?? 0);
    // A parent whose own row is wrong is a parent all the same.
    if (parentCode !== null && !parents.has(parentCode) && !rowOfCode.has(parentCode)) say('parent', 'unknown-parent');
    if (findCycle(code, (each) => parents.get(each)) !== undefined) say('parent', 'cycle');
  }
  return { entries, wrong };
}

export interface SheetPlan {
  readonly created: string[];
  readonly updated: string[];
  readonly unchanged: string[];
  /** What is to be saved, each as the version after the newest. */
  readonly wanted: CatalogueClass[];
}

/** What the entries change. The same again changes nothing; the day of a row that was not touched says nothing. */
export function planEntries(
  entries: readonly CatalogueClass[],
  newest: ReadonlyMap<string, CatalogueClass>,
): SheetPlan {
  const plan: SheetPlan = { created: [], updated: [], unchanged: [], wanted: [] };
  for (const entry of entries) {
    const before = newest.get(entry.code);
    if (before !== undefined && isSame(before, entry)) plan.unchanged.push(entry.code);
    else (before === undefined ? plan.created : plan.updated).push(entry.code);
    if (before === undefined || !isSame(before, entry)) plan.wanted.push(entry);
  }
  return plan;
}

/** Fields of a class that two versions differ in; the days of validity do not count. */
export function changedFields(left: CatalogueClass, right: CatalogueClass): (keyof CatalogueClass)[] {
  const fields = Object.keys(left) as (keyof CatalogueClass)[];
  return fields.filter(
    (field) => !DAYS.includes(field) && JSON.stringify(sorted(left[field])) !== JSON.stringify(sorted(right[field])),
  );
}

const DAYS: readonly (keyof CatalogueClass)[] = ['validFrom', 'validTo', 'version'];

function isSame(before: CatalogueClass, after: CatalogueClass): boolean {
  return changedFields(before, after).length === 0 && before.validTo === after.validTo;
}

/** Kinds of evidence are a set, and fields of an object have no order; stages have. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value.every((each) => typeof each === 'string') ? [...value].sort() : value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, each]) => [key, sorted(each)]);
}

function readEntry(texts: SheetLine['texts'], { newest, today }: SheetFacts, say: Say): CatalogueClass {
  const words = (key: SheetKey, most: number) => {
    const text = (texts[key] ?? '').trim();
    if (text === '') say(key, 'missing');
    else if (Array.from(text).length > most) say(key, 'too-long');
    return text;
  };
  const code = words('code', 60);
  if (code !== '' && !/^[0-9A-Za-z-]{1,60}$/.test(code)) say('code', 'not-a-code');
  const before = newest.get(code);
  const stages = readStages(texts.stages, before?.stages ?? [], say);
  const limit = stages[0]?.limit ?? readLimit(texts.limit ?? '', 'limit', say);
  // With stages the limit may be left out; one that is there has to be the first stage's.
  if (stages.length > 0 && (texts.limit ?? '') !== '') {
    const said = readLimit(texts.limit ?? '', 'limit', say);
    if (said.amount !== limit.amount || said.unit !== limit.unit) say('stages', 'stage-differs');
  }
  const day = readDay(texts.from, 'from', say);
  const validTo = readDay(texts.to, 'to', say) ?? null;
  // The day of an export that was left as it was: what changed counts from today.
  const validFrom = day === undefined || day === before?.validFrom ? laterOf(today, before?.validFrom) : day;
  if (validTo !== null && validTo < validFrom) say('to', 'before-start');
  const entry: CatalogueClass = {
    code,
    parentCode: (texts.parent ?? '').trim() || null,
    classType: oneOf('classType', texts.classType, undefined, say),
    majorName: words('majorName', MAX_WORDS.name),
    name: words('name', MAX_WORDS.name),
    severity: oneOf('severity', texts.severity, 'normal', say),
    secrecy: oneOf('secrecy', texts.secrecy, 'open', say),
    isDirect: yesNo('direct', texts.direct, false, say),
    isEmergency: yesNo('emergency', texts.emergency, false, say),
    isMinor: yesNo('minor', texts.minor, false, say),
    isAdmitted: yesNo('admitted', texts.admitted, true, say),
    evidenceKinds: readEvidence(texts.evidence, say),
    limit,
    stages: stagesOf(stages, limit),
    gradedLimits: readGrades(texts.graded, say),
    verifiedBy: oneOf('verifiedBy', texts.verifiedBy, 'asKind', say),
    filingCondition: words('filing', MAX_WORDS.condition),
    closingCondition: words('closing', MAX_WORDS.condition),
    samplingPercent: readShare(texts.sampling, say),
    source: words('source', MAX_WORDS.source),
    validFrom,
    validTo,
    version: before?.version ?? 0,
  };
  if (before !== undefined && !isSame(before, entry) && 'overlaps' in fitAfter(before, entry)) say('from', 'overlap');
  return entry;
}

function oneOf<Key extends 'classType' | 'severity' | 'secrecy' | 'verifiedBy'>(
  key: Key,
  text: string | undefined,
  usual: CatalogueClass[Key] | undefined,
  say: Say,
): CatalogueClass[Key] {
  const choices = Object.entries(CELL_WORDS[key]) as [CatalogueClass[Key], string][];
  const wanted = plain(text);
  if (wanted === '' && usual !== undefined) return usual;
  const found = choices.find(([code, words]) => words === wanted || code === wanted);
  if (found === undefined) {
    const allowed = choices.map(([, words]) => words);
    say(key, wanted === '' ? 'missing' : 'not-one-of', allowed);
  }
  return (found ?? choices[0]!)[0];
}

function yesNo(key: SheetKey, text: string | undefined, usual: boolean, say: Say): boolean {
  const wanted = plain(text);
  if (wanted === '') return usual;
  const { yes, no } = CELL_WORDS;
  if (wanted !== yes && wanted !== no) say(key, 'not-one-of', [yes, no]);
  return wanted === yes;
}

function readLimit(text: string, key: SheetKey, say: Say): Limit {
  const wrong: Limit = { amount: 1, unit: 'workDay' };
  if (plain(text) === '') {
    say(key, 'missing');
    return wrong;
  }
  const parts = /^(-?\d+)(\D+)$/.exec(plain(text));
  const unit = UNITS.find(([, words]) => words === parts?.[2])?.[0];
  if (parts === null || unit === undefined) {
    say(key, 'not-a-limit');
    return wrong;
  }
  const amount = Number(parts[1]);
  if (amount < 1 || amount > MAX_LIMIT) say(key, 'limit-out-of-range');
  return { amount, unit };
}

function readStages(text: string | undefined, before: readonly ClassStage[], say: Say): ClassStage[] {
  const parts = partsOf(text);
  if (parts.length === 0) return [];
  const named = parts.map((part) => /^(\S+)\s+(\S.*)$/.exec(part));
  if (named.some((each) => each === null)) {
    say('stages', 'not-stages');
    return [];
  }
  const names = named.map((each) => each?.[1] ?? '');
  if (new Set(names).size < names.length) say('stages', 'stage-twice');
  return named.map((each, at) => ({
    code: before.find(({ name }) => name === names[at])?.code ?? `stage${at + 1}`,
    name: names[at] ?? '',
    limit: readLimit(each?.[2] ?? '', 'stages', say),
  }));
}

function readGrades(text: string | undefined, say: Say): GradedLimit[] {
  const parts = partsOf(text).map((part) => GRADED.exec(part));
  const limits = parts.map((each) => ({
    grade: AREA_GRADES.find((grade) => grade === each?.[1]) ?? null,
    severity: SEVERITIES.find((severity) => CELL_WORDS.severity[severity] === each?.[2]) ?? null,
    limit: each?.[3] ?? '',
  }));
  const plainly = limits.map((each) => ({ ...each, limit: ANY_LIMIT }));
  if (parts.includes(null) || faultyGrade(plainly) !== undefined) {
    say('graded', 'not-grades');
    return [];
  }
  return limits.map((each) => ({ ...each, limit: readLimit(each.limit, 'graded', say) }));
}

function readEvidence(text: string | undefined, say: Say): string[] {
  const known = Object.entries(CELL_WORDS.evidence);
  const wanted = plain(text)
    .split(/[、,;/]/)
    .filter((part) => part !== '');
  const kinds = wanted.map((part) => known.find(([code, words]) => words === part || code === part)?.[0]);
  const found = [...new Set(kinds.filter((kind) => kind !== undefined))];
  if (wanted.length === 0) say('evidence', 'missing');
  else if (kinds.includes(undefined)) {
    const allowed = known.map(([, words]) => words);
    say('evidence', 'not-one-of', allowed);
  } else if (found.every((kind) => kind === 'photo')) say('evidence', 'photo-only');
  return found;
}

function readShare(text: string | undefined, say: Say): number {
  const wanted = plain(text).replace(/%$/, '');
  if (wanted === '') return 5;
  const share = Number(wanted);
  if (Number.isInteger(share) && share >= 0 && share <= 100) return share;
  say('sampling', 'not-a-share');
  return 0;
}

function readDay(text: string | undefined, key: 'from' | 'to', say: Say): Day | undefined {
  const trimmed = plain(text);
  if (trimmed === '') return undefined;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(trimmed);
  const day = parts === null ? '' : `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  if (isDay(day)) return day;
  say(key, 'not-a-day');
  return undefined;
}

function laterOf(today: Day, other: Day | undefined): Day {
  return other !== undefined && other > today ? other : today;
}

function partsOf(text: string | undefined): string[] {
  return (text ?? '')
    .normalize('NFKC')
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').replace(/\s/g, '');
}
