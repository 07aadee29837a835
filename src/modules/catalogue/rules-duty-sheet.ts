// The check of every cell of the workbook of duty lists: right rows become items, and every wrong cell is named with its reason.

import { DUTY_COLUMNS, DUTY_WORDS } from './duty-columns.ts';
import type { DutyGround, DutyKey, Named } from './duty-columns.ts';
import type { DutyItem } from './rules-responsible.ts';
import type { CellReason, SheetLine, WrongCell } from './rules-sheet.ts';

/** An item as the sheet has it; without an id it is new. */
export type WantedItem = Omit<DutyItem, 'id' | 'version'> & { readonly before: DutyItem | undefined };

export interface DutyFacts extends DutyGround {
  readonly items: readonly DutyItem[];
  readonly letters: Readonly<Partial<Record<DutyKey, string>>>;
}

const MAX_WORDS = { name: 100, clause: 300, source: 300 } as const;
const MIN_WORDS = 2;
type Say = (key: DutyKey, reason: CellReason, allowed?: string[]) => void;

export function checkDutyLines(
  lines: readonly SheetLine<DutyKey>[],
  facts: DutyFacts,
): { wanted: WantedItem[]; wrong: WrongCell[] } {
  const wrong: WrongCell[] = [];
  const wanted: WantedItem[] = [];
  const seen = new Set<string>();
  for (const { row, texts } of lines) {
    const said = wrong.length;
    const say: Say = (key, reason, allowed) =>
      void wrong.push({
        cell: `${facts.letters[key] ?? 'A'}${row}`,
        row,
        column: DUTY_COLUMNS.find((each) => each.key === key)?.title ?? key,
        reason,
        ...(allowed && { allowed }),
      });
    const item = readItem(texts, facts, say);
    const name = item.before?.id ?? likeness(item);
    if (wrong.length === said && seen.has(name)) say('name', 'repeated-item');
    seen.add(name);
    if (wrong.length === said) wanted.push(item);
  }
  return { wanted, wrong };
}

/** Whether the sheet says something else than what stands. */
export function isChanged({ before, ...item }: WantedItem): boolean {
  return before === undefined || FIELDS.some((field) => before[field] !== item[field]);
}

const FIELDS = ['list', 'sort', 'path', 'organisationId', 'classCode', 'name', 'clause', 'source'] as const;

function readItem(texts: SheetLine<DutyKey>['texts'], facts: DutyFacts, say: Say): WantedItem {
  const list = codeOf('list', texts.list, DUTY_WORDS.list, say) ?? 'street';
  const item = {
    list,
    sort: readSort(texts.sort, list, say),
    path: readPlace(texts.where, list, facts, say),
    organisationId: named('who', texts.who, facts.organisations, 'unknown-organisation', say),
    classCode: plain(texts.class) === '' ? null : readClass(texts.class, facts, say),
    name: readWords('name', texts.name, say),
    clause: readWords('clause', texts.clause, say),
    source: readWords('source', texts.source, say),
  };
  const id = plain(texts.id);
  const before = facts.items.find((each) => (id === '' ? likeness(each) === likeness(item) : each.id === id));
  if (id !== '' && before === undefined) say('id', 'unknown-item');
  return { ...item, before };
}

/** What makes two rows the same item where no number is said. */
function likeness({ list, path, name, classCode }: Pick<DutyItem, 'list' | 'path' | 'name' | 'classCode'>): string {
  return JSON.stringify([list, path, name, classCode]);
}

function readSort(text: string | undefined, list: DutyItem['list'], say: Say): DutyItem['sort'] {
  if (list === 'street') return codeOf('sort', text, DUTY_WORDS.sort, say) ?? 'basic';
  if (plain(text) !== '') say('sort', 'only-of-street');
  return null;
}

function readPlace(text: string | undefined, list: DutyItem['list'], { places }: DutyFacts, say: Say): string {
  const path = named('where', text, places, 'unknown-place', say);
  const found = places.find(({ code }) => code === path);
  if (list === 'street' && found?.isStreet === false) say('where', 'not-a-street');
  return path;
}

function readClass(text: string | undefined, { classes }: DutyFacts, say: Say): string {
  const wanted = plain(text);
  const byName = classes.filter(({ name }) => plain(name) === wanted);
  const [only] = byName;
  if (byName.length === 1 && only !== undefined) return only.code;
  return classes.find(({ code }) => code === wanted)?.code ?? named('class', text, classes, 'unknown-class', say);
}

function named(
  key: DutyKey,
  text: string | undefined,
  choices: readonly Named[],
  reason: CellReason,
  say: Say,
): string {
  const wanted = plain(text);
  const found = choices.find((each) => plain(each.words) === wanted)?.code;
  if (found === undefined) say(key, wanted === '' ? 'missing' : reason);
  return found ?? '';
}

function codeOf<Code extends string>(
  key: DutyKey,
  text: string | undefined,
  choices: Readonly<Record<Code, string>>,
  say: Say,
): Code | undefined {
  const wanted = plain(text);
  const all = Object.entries(choices) as [Code, string][];
  const found = all.find(([code, words]) => words === wanted || code === wanted)?.[0];
  const allowed = all.map(([, words]) => words);
  if (found === undefined) say(key, wanted === '' ? 'missing' : 'not-one-of', allowed);
  return found;
}

function readWords(key: 'name' | 'clause' | 'source', text: string | undefined, say: Say): string {
  const wanted = (text ?? '').trim();
  const { length } = Array.from(wanted);
  if (length === 0) say(key, 'missing');
  else if (length < MIN_WORDS) say(key, 'too-short');
  else if (length > MAX_WORDS[key]) say(key, 'too-long');
  return wanted;
}

function plain(text: string | undefined): string {
  return (text ?? '').normalize('NFKC').replace(/\s/g, '');
}
