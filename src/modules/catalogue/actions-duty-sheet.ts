// The duty lists out and in as a workbook: template, check of every cell, and all rows or none.

import { readGround } from '#modules/areas/actions-ground.ts';
import { listAreas } from '#modules/areas/actions.ts';
import type { Area } from '#modules/areas/actions.ts';
import { organisationDirectory } from '#modules/organisations/directory.ts';
import type { OrganisationEntry } from '#modules/organisations/directory.ts';
import type { Context, TransactionContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';

import { changeCatalogue } from './actions.ts';
import { noteDuty, saveItem } from './actions-duties.ts';
import { DUTY_COLUMNS, DUTY_NOTES, DUTY_WORDS, dutyRowOf, dutySample } from './duty-columns.ts';
import type { DutyGround, DutyKey } from './duty-columns.ts';
import { checkDutyLines, isChanged } from './rules-duty-sheet.ts';
import type { WantedItem } from './rules-duty-sheet.ts';
import type { DutyItem } from './rules-responsible.ts';
import type { WrongCell } from './rules-sheet.ts';
import { SAMPLE_MARK } from './sheet-columns.ts';
import { guardCells, markedWorkbook, readLines, workbook, wrongCells } from './sheet-lines.ts';
import type { ReadLines, SheetForm } from './sheet-lines.ts';
import { listClassRows } from './store.ts';
import { listDutyRows, lockDuties } from './store-duties.ts';

export async function exportDuties(ctx: Context): Promise<Buffer> {
  const ground = await groundOf(ctx);
  const items = await readGround(ctx, ({ db }) => listDutyRows(db));
  return workbook(
    formOf(ground),
    items.map((item) => dutyRowOf(item, ground)),
  );
}

export async function dutyTemplate(ctx: Context): Promise<Buffer> {
  const ground = await groundOf(ctx);
  return workbook(formOf(ground), [dutySample(ground)]);
}

/** @throws {Problem} `sheet-unreadable`, `sheet-wrong` when it was not a dry run, `changed-meanwhile` */
export async function putDutySheet(ctx: Context, content: unknown, isDryRun: boolean) {
  const ground = await groundOf(ctx);
  const sheet = await readLines(formOf(ground), content);
  return changeCatalogue(ctx, async (ctx) => {
    // Two sheets at once: the second sees what the first has written, and writes nothing twice.
    await lockDuties(ctx.db);
    const { wanted, wrong } = check(sheet, ground, await listDutyRows(ctx.db));
    guardCells(wrong, isDryRun);
    const taken = wrong.length > 0 ? [] : wanted;
    if (!isDryRun) await saveAll(ctx, taken.filter(isChanged));
    const namesOf = (of: (item: WantedItem) => boolean) => taken.filter(of).map(({ name }) => name);
    return {
      isDryRun,
      created: namesOf(({ before }) => before === undefined),
      updated: namesOf((item) => item.before !== undefined && isChanged(item)),
      unchanged: taken.filter((item) => !isChanged(item)).length,
      ...wrongCells(wrong),
    };
  });
}

/** @throws {Problem} `sheet-unreadable` */
export async function markDutySheet(ctx: Context, content: unknown): Promise<Buffer> {
  const ground = await groundOf(ctx);
  const sheet = await readLines(formOf(ground), content);
  const { wrong } = check(sheet, ground, await readGround(ctx, ({ db }) => listDutyRows(db)));
  return markedWorkbook(formOf(ground), { lines: sheet.lines, wrong });
}

function check(
  { lines, letters, wrong: ofHeader }: ReadLines<DutyKey>,
  ground: DutyGround,
  items: readonly DutyItem[],
): { wanted: WantedItem[]; wrong: WrongCell[] } {
  const { wanted, wrong } = checkDutyLines(lines, { ...ground, items, letters });
  return { wanted, wrong: [...ofHeader, ...wrong] };
}

async function saveAll(ctx: TransactionContext, wanted: readonly WantedItem[]): Promise<void> {
  for (const { before, ...item } of wanted) {
    const next = { ...item, id: before?.id ?? newId(), version: before?.version ?? 0 };
    await saveItem(ctx, next);
    await noteDuty(ctx, 'duty.save', next);
  }
}

/** Read in transactions of their own: never to be called inside one. */
async function groundOf(ctx: Context): Promise<DutyGround> {
  const [areas, directory, classes] = await Promise.all([
    listAreas(ctx),
    organisationDirectory(ctx),
    readGround(ctx, ({ db }) => listClassRows(db)),
  ]);
  const here = areas.filter(({ path }) => path.startsWith(ctx.district.path));
  return {
    places: here.map((area) => ({ code: area.path, words: lineOf(area, here), isStreet: isStreet(area) })),
    organisations: byName(directory.all().filter(({ isClosed }) => !isClosed)),
    classes: classes.map(({ code, name }) => ({ code, name, words: `${name}（${code}）` })),
  };
}

function isStreet({ level }: Area): boolean {
  return level === 'street' || level === 'township';
}

/** From below the district down; the district by its own name. */
function lineOf(area: Area, areas: readonly Area[]): string {
  if (area.level === 'district') return area.name;
  const above = areas.filter(({ path, level }) => level !== 'district' && area.path.startsWith(path));
  return above
    .toSorted((left, right) => left.path.length - right.path.length)
    .map(({ name }) => name)
    .join('/');
}

const TAIL_LETTERS = 6;

/** Two of one name are told apart by the end of their id. */
function byName(open: readonly OrganisationEntry[]): DutyGround['organisations'] {
  const counts = Map.groupBy(open, ({ name }) => name);
  return open
    .map(({ id, name }) => ({
      code: id,
      words: (counts.get(name)?.length ?? 0) > 1 ? `${name}（${id.slice(-TAIL_LETTERS)}）` : name,
    }))
    .toSorted((left, right) => left.words.localeCompare(right.words, 'zh'));
}

function formOf({ places, organisations, classes }: DutyGround): SheetForm<DutyKey> {
  const wordsOf = (named: readonly { words: string }[]) => named.map(({ words }) => words);
  return {
    name: '履职清单',
    columns: DUTY_COLUMNS,
    sampleIn: 'name',
    sampleMark: SAMPLE_MARK,
    dropdowns: {
      list: Object.values(DUTY_WORDS.list),
      sort: Object.values(DUTY_WORDS.sort),
      where: wordsOf(places),
      who: wordsOf(organisations),
      class: wordsOf(classes),
    },
    notes: DUTY_NOTES,
  };
}
