// The sheet of accounts: which columns it has, what may stand in each cell, and what the rows change.

import { ROLES, ROLE_KEYS } from '#permissions';
import type { Role } from '#permissions';
import { isMobilePhone, normalisePhone } from '#shared/identifiers.ts';
import { isDay } from '#shared/time.ts';
import type { Day } from '#shared/time.ts';

import { placesFor } from './rules.ts';
import type { PostPlace } from './rules.ts';

export const SHEET_COLUMNS = [
  { key: 'name', title: '姓名', width: 14, required: true },
  { key: 'phone', title: '手机号', width: 16, required: true },
  { key: 'role', title: '岗位', width: 18, required: true },
  { key: 'place', title: '片区/单位', width: 44, required: true },
  { key: 'from', title: '起', width: 14 },
  { key: 'to', title: '止', width: 14 },
] as const;
export type SheetKey = (typeof SHEET_COLUMNS)[number]['key'];

/** Rows whose name begins so are shown to people and never taken over. */
export const SAMPLE_MARK = '示例';
export const MAX_ACCOUNT_ROWS = 2_000;
const MAX_NAME_CHARACTERS = 50;
const MOST_ALLOWED = 12;

export type CellReason =
  | 'missing-column'
  | 'missing'
  | 'too-long'
  | 'not-a-mobile-number'
  | 'unknown-role'
  | 'unknown-place'
  | 'ambiguous-place'
  | 'beyond-own'
  | 'not-a-day'
  | 'before-start'
  | 'other-name-above'
  | 'repeated';

/** What is wrong in a cell. The detail never repeats the cell: it may be a number or a name. */
export interface WrongCell {
  cell: string;
  column: string;
  reason: CellReason;
  detail: string;
  allowed?: string[];
}

export interface SheetLine {
  readonly row: number;
  readonly texts: Readonly<Partial<Record<SheetKey, string>>>;
}

/** A place as people write it: whole (`旧港街道/船坞新村`), by its name alone, or by its code. */
export interface LabelledPlace extends PostPlace {
  readonly label: string;
  readonly name: string;
  readonly code: string | null;
}

export interface SheetFacts {
  readonly places: readonly LabelledPlace[];
  readonly isDemo: boolean;
  readonly letters: Readonly<Record<SheetKey, string>>;
  /** Permissions of the role at the place which the giver neither holds nor passes on. */
  readonly missingFor: (role: Role, place: PostPlace) => readonly string[];
}

export interface SheetEntry {
  readonly name: string;
  readonly phone: string;
  readonly role: Role;
  readonly place: PostPlace;
  /** Undefined: from today, or as it already is. */
  readonly fromOn: Day | undefined;
  readonly toOn: Day | null;
}

/** All right entries and all wrong cells; entries count only when no cell is wrong. */
export function checkLines(
  lines: readonly SheetLine[],
  facts: SheetFacts,
): { entries: SheetEntry[]; wrong: WrongCell[] } {
  const wrong: WrongCell[] = [];
  const entries: SheetEntry[] = [];
  const nameByPhone = new Map<string, string>();
  const seen = new Set<string>();
  const find = placeFinder(facts.places);

  for (const { row, texts } of lines) {
    const say = (key: SheetKey, reason: CellReason, detail: string, allowed?: string[]) => {
      const column = SHEET_COLUMNS.find((each) => each.key === key)?.title ?? key;
      wrong.push({
        cell: `${facts.letters[key]}${row}`,
        column,
        reason,
        detail,
        ...(allowed === undefined ? {} : { allowed }),
      });
    };
    const before = wrong.length;
    const name = readName(texts.name, say);
    const phone = readPhone(texts.phone, facts.isDemo, say);
    const role = readRole(texts.role, say);
    const place = readPlace(texts.place, role, find, say);
    const fromOn = readDay(texts.from, 'from', say);
    const toOn = readDay(texts.to, 'to', say);
    if (fromOn !== undefined && toOn !== undefined && toOn < fromOn)
      say('to', 'before-start', 'is before the first day');
    if (role !== undefined && place !== undefined) {
      const missing = facts.missingFor(role, place);
      if (missing.length > 0) say('role', 'beyond-own', `nobody gives what he does not hold: ${missing.join(', ')}`);
    }
    if (wrong.length > before || role === undefined || place === undefined) continue;
    if ((nameByPhone.get(phone) ?? name) !== name)
      say('name', 'other-name-above', 'the same phone stands above with another name');
    nameByPhone.set(phone, nameByPhone.get(phone) ?? name);
    const identity = `${phone} ${role} ${place.kind} ${place.id}`;
    if (seen.has(identity)) say('place', 'repeated', 'the same person holds the same post in a row above');
    seen.add(identity);
    entries.push({ name, phone, role, place, fromOn, toOn: toOn ?? null });
  }
  return { entries, wrong };
}

type Say = (key: SheetKey, reason: CellReason, detail: string, allowed?: string[]) => void;

function readName(text: string | undefined, say: Say): string {
  const name = (text ?? '').trim();
  if (name === '' || !name.isWellFormed()) say('name', 'missing', 'a name is needed');
  if (Array.from(name).length > MAX_NAME_CHARACTERS)
    say('name', 'too-long', `has more than ${MAX_NAME_CHARACTERS} characters`);
  return name;
}

function readPhone(text: string | undefined, isDemo: boolean, say: Say): string {
  const phone = normalisePhone(text ?? '');
  if (phone === '') say('phone', 'missing', 'a mobile number is needed');
  else if (!isMobilePhone(phone, { demo: isDemo }))
    say('phone', 'not-a-mobile-number', 'is not a mobile number of 11 digits');
  return phone;
}

function readRole(text: string | undefined, say: Say): Role | undefined {
  const wanted = plain(text ?? '');
  const role = ROLE_KEYS.find((key) => plain(ROLES[key].title.zh) === wanted || key.toLowerCase() === wanted);
  if (role === undefined) {
    const allowed = ROLE_KEYS.map((key) => ROLES[key].title.zh);
    say('role', wanted === '' ? 'missing' : 'unknown-role', 'is not a role', allowed);
  }
  return role;
}

function readPlace(
  text: string | undefined,
  role: Role | undefined,
  find: PlaceFinder,
  say: Say,
): PostPlace | undefined {
  if (plain(text ?? '') === '') say('place', 'missing', 'an area, a grid or an organisation is needed');
  if (plain(text ?? '') === '' || role === undefined) return undefined;
  const { matches, others } = find(text ?? '', role);
  const [place] = matches;
  if (matches.length === 1 && place !== undefined) return { kind: place.kind, id: place.id, path: place.path };
  if (matches.length > 1) say('place', 'ambiguous-place', 'several have this name; write it whole', labels(matches));
  else say('place', 'unknown-place', `is no place of yours where a ${role} serves`, labels(others));
  return undefined;
}

function readDay(text: string | undefined, key: 'from' | 'to', say: Say): Day | undefined {
  const trimmed = (text ?? '').normalize('NFKC').trim();
  if (trimmed === '') return undefined;
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(trimmed);
  const day = parts === null ? '' : `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  if (isDay(day)) return day;
  say(key, 'not-a-day', 'is not a day', ['2026-11-19', '2026/11/19', '2026年11月19日']);
  return undefined;
}

type PlaceFinder = (text: string, role: Role) => { matches: LabelledPlace[]; others: LabelledPlace[] };

/** The whole label wins over the name alone, the name over the code. */
function placeFinder(places: readonly LabelledPlace[]): PlaceFinder {
  const by = (key: (place: LabelledPlace) => string) => Map.groupBy(places, key);
  const indexes = [
    by((place) => plain(place.label)),
    by((place) => plain(place.name)),
    by((place) => plain(place.code ?? '')),
  ];
  return (text, role) => {
    const kinds = placesFor(role);
    const fits = (place: LabelledPlace) => kinds.includes(place.kind);
    const found = indexes.map((index) => (index.get(plain(text)) ?? []).filter(fits));
    return { matches: found.find((each) => each.length > 0) ?? [], others: places.filter(fits) };
  };
}

function labels(places: readonly LabelledPlace[]): string[] {
  return places.slice(0, MOST_ALLOWED).map(({ label }) => label);
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
}

export interface HolderFacts {
  readonly id: string;
  readonly name: string;
  /** Serves here and nowhere the giver does not give posts, so the sheet may correct the name. */
  readonly mayRename: boolean;
  readonly posts: readonly HeldPostFacts[];
}

export interface HeldPostFacts {
  readonly id: string;
  readonly role: Role;
  readonly place: PostPlace;
  readonly fromOn: Day;
  readonly toOn: Day | null;
}

export interface SheetPlan {
  readonly newPeople: readonly { phone: string; name: string }[];
  readonly renamed: readonly { id: string; name: string }[];
  readonly newPosts: readonly { entry: SheetEntry; fromOn: Day }[];
  readonly changedPosts: readonly { id: string; entry: SheetEntry; fromOn: Day }[];
  readonly people: Counts;
  readonly posts: Counts;
}

export interface Counts {
  created: number;
  updated: number;
  unchanged: number;
}

/** What the entries change, given who has these phones already. The same sheet sent again changes nothing. */
export function planEntries(
  entries: readonly SheetEntry[],
  holders: ReadonlyMap<string, HolderFacts>,
  today: Day,
): SheetPlan {
  const people = Map.groupBy(entries, (entry) => entry.phone);
  const newPeople: { phone: string; name: string }[] = [];
  const renamed: { id: string; name: string }[] = [];
  const newPosts: { entry: SheetEntry; fromOn: Day }[] = [];
  const changedPosts: { id: string; entry: SheetEntry; fromOn: Day }[] = [];
  let unchangedPosts = 0;
  let updatedPeople = 0;

  for (const [phone, rows] of people) {
    const holder = holders.get(phone);
    const name = rows[0]?.name ?? '';
    const changesBefore = renamed.length + newPosts.length + changedPosts.length;
    if (holder === undefined) newPeople.push({ phone, name });
    else if (holder.mayRename && holder.name !== name) renamed.push({ id: holder.id, name });
    for (const entry of rows) {
      const held = holder?.posts.find((post) => post.role === entry.role && isSamePlace(post.place, entry.place));
      const fromOn = entry.fromOn ?? held?.fromOn ?? today;
      if (held === undefined) newPosts.push({ entry, fromOn });
      else if (held.fromOn !== fromOn || held.toOn !== entry.toOn) changedPosts.push({ id: held.id, entry, fromOn });
      else unchangedPosts += 1;
    }
    const hasChanged = renamed.length + newPosts.length + changedPosts.length > changesBefore;
    if (holder !== undefined && hasChanged) updatedPeople += 1;
  }
  return {
    newPeople,
    renamed,
    newPosts,
    changedPosts,
    people: {
      created: newPeople.length,
      updated: updatedPeople,
      unchanged: people.size - newPeople.length - updatedPeople,
    },
    posts: { created: newPosts.length, updated: changedPosts.length, unchanged: unchangedPosts },
  };
}

function isSamePlace(left: PostPlace, right: PostPlace): boolean {
  return left.kind === right.kind && left.id === right.id;
}
