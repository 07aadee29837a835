// Accounts from a workbook: the template, the check of every cell, and taking all rows over at once.

import { ROLES, ROLE_KEYS, grantRefusal } from '#permissions';
import type { Role } from '#permissions';
import { problem } from '#problems';
import { elevated, inTransaction } from '#platform/context.ts';
import type { Context } from '#platform/context.ts';
import { isTaken } from '#platform/database/failures.ts';
import { SheetRefused, readSheet } from '#platform/sheet-reader.ts';
import { writeSheet } from '#platform/sheets.ts';
import { readySpelling } from '#platform/spelling.ts';
import { dayOf } from '#shared/time.ts';

import { pathsWith } from './actions-accounts.ts';
import { carryOut, planPeople } from './actions-people.ts';
import { wantedGrant } from './rules.ts';
import type { Override, PostPlace } from './rules.ts';
import { MAX_ACCOUNT_ROWS, SAMPLE_MARK, SHEET_COLUMNS, checkLines } from './rules-sheets.ts';
import type { LabelledPlace, SheetKey, SheetLine, WrongCell } from './rules-sheets.ts';
import { listPlaces, readOverrides } from './store-posts.ts';
import type { NamedPlace } from './store-posts.ts';

const MOST_WRONG_CELLS = 500;

/**
 * @throws {Problem} `sheet-unreadable` with the reason, `sheet-wrong` with the wrong cells when it was not a dry run,
 * `last-administrator`
 */
export async function putAccountSheet(ctx: Context, content: unknown, isDryRun: boolean) {
  const sheet = await readLines(content);
  const safe = await ctx.platform.vault.safe(null);
  await readySpelling();
  const { places, missingFor } = await givable(ctx);
  const facts = { places, isDemo: ctx.district.isDemo, letters: sheet.letters, missingFor };
  const checked = checkLines(sheet.lines, facts);
  const wrong = [...sheet.wrong, ...checked.wrong];
  const entries = wrong.length > 0 ? [] : checked.entries;
  if (wrong.length > 0 && !isDryRun) {
    throw problem('sheet-wrong', `${wrong.length} cell(s) are wrong; nothing was taken over`, wrongCells(wrong));
  }
  try {
    const plan = await inTransaction(ctx, async (ctx) => {
      const planned = await planPeople(ctx, entries, safe);
      if (!isDryRun) await carryOut(ctx, planned, safe);
      return planned.plan;
    });
    return { isDryRun, people: plan.people, posts: plan.posts, ...wrongCells(wrong) };
  } catch (error) {
    // Somebody joined with one of these phones at the same moment; sent again, the sheet finds that account.
    if (isTaken(error, 'accounts_phone_unique'))
      throw problem('id-taken', 'An account was made meanwhile; send the sheet again');
    throw error;
  }
}

export async function sheetTemplate(ctx: Context): Promise<Buffer> {
  const { places, missingFor } = await givable(ctx);
  const roles = ROLE_KEYS.filter((role) => places.some((place) => missingFor(role, place).length === 0));
  const grid = places.find((place) => place.kind === 'grid') ?? places[0];
  return writeSheet({
    name: '人员',
    columns: [...SHEET_COLUMNS],
    rows: [
      {
        name: `${SAMPLE_MARK} 周小禾`,
        phone: '10000000000',
        role: ROLES.gridWorker.title.zh,
        place: grid?.label,
        from: dayOf(ctx.now, ctx.district.timeZone),
      },
    ],
    dropdowns: { role: roles.map((role) => ROLES[role].title.zh), place: places.map(({ label }) => label) },
    notes: [
      '红色表头必填。一行是一个人的一个岗位；同一手机号就是同一个人，可以有多行。',
      '片区/单位可写全称（街道/社区/网格）、名称或编码。起、止写作 2026-11-19；起留空为今天，止留空为长期。',
      `姓名以“${SAMPLE_MARK}”开头的行不导入。先预检，改正标出的单元格后再导入；有一格不对，整张表都不导入。`,
    ],
  });
}

/** @throws {Problem} `sheet-unreadable` */
async function readLines(content: unknown) {
  if (!Buffer.isBuffer(content) || content.length === 0) throw unreadable('empty');
  const lines: SheetLine[] = [];
  const columns = new Map<number, SheetKey>();
  try {
    for await (const { row, cells } of readSheet(content, { maxRows: MAX_ACCOUNT_ROWS + 1 })) {
      if (columns.size === 0) {
        for (const { column, text } of cells) {
          const known = SHEET_COLUMNS.find(({ title }) => title === text.replace(/[\s*＊]/g, ''));
          if (known !== undefined && column <= 26) columns.set(column, known.key);
        }
        if (columns.size === 0) throw unreadable('no-header');
        continue;
      }
      const known = cells.filter(({ column }) => columns.has(column));
      const texts = Object.fromEntries(known.map(({ column, text }) => [columns.get(column), text]));
      if (known.length > 0 && !(texts['name'] ?? '').startsWith(SAMPLE_MARK)) lines.push({ row, texts });
    }
  } catch (error) {
    if (error instanceof SheetRefused) throw unreadable(error.reason);
    throw error;
  }
  if (columns.size === 0) throw unreadable('no-header');
  const letters = { name: 'A', phone: 'B', role: 'C', place: 'D', from: 'E', to: 'F' };
  for (const [column, key] of columns) letters[key] = String.fromCharCode(64 + column);
  const present = new Set(columns.values());
  const wrong: WrongCell[] = SHEET_COLUMNS.filter(({ key, ...rest }) => 'required' in rest && !present.has(key)).map(
    ({ title }) => ({
      cell: 'A1',
      column: title,
      reason: 'missing-column',
      detail: 'the first row lacks this column',
      allowed: SHEET_COLUMNS.map((column) => column.title),
    }),
  );
  // Without a column every row would be wrong in it: that one line says enough.
  return { lines: wrong.length > 0 ? [] : lines, letters, wrong };
}

/** The places where the actor gives posts, and what keeps him from giving a role there. */
async function givable(
  ctx: Context,
): Promise<{ places: LabelledPlace[]; missingFor: (role: Role, place: PostPlace) => readonly string[] }> {
  const today = dayOf(ctx.now, ctx.district.timeZone);
  const { all, overrides } = await inTransaction(ctx, (ctx) =>
    elevated(ctx, 'accounts', async () => ({
      all: await listPlaces(ctx.db, ctx.district, today),
      overrides: await readOverrides(ctx.db),
    })),
  );
  const paths = pathsWith(ctx.actor, ['role.grant']);
  const places = labelled(all, ctx.district.path).filter((place) => paths.some((path) => place.path.startsWith(path)));
  return { places, missingFor: missingAt(ctx, overrides) };
}

function missingAt(ctx: Context, overrides: readonly Override[]) {
  const known = new Map<string, readonly string[]>();
  return (role: Role, place: PostPlace): readonly string[] => {
    const key = `${role} ${place.path}`;
    const missing = known.get(key) ?? grantRefusal(ctx.actor, wantedGrant(role, place, overrides))?.missing ?? [];
    known.set(key, missing);
    return missing;
  };
}

/** `旧港街道/船坞新村/旧港第3网格`, `水务公司/水务抢修二班`; the district by its own name. */
function labelled(all: readonly NamedPlace[], districtPath: string): LabelledPlace[] {
  const nameByPath = new Map(all.filter(({ kind }) => kind !== 'organisation').map(({ path, name }) => [path, name]));
  const byId = new Map(all.map((place) => [place.id, place]));
  return all.map((place) => {
    const { kind, id, path, name, code } = place;
    const above = kind === 'organisation' ? byId.get(place.parentId ?? '')?.name : undefined;
    const parts = path.slice(districtPath.length).split('/').slice(0, -1);
    const line = parts.map((_, at) => nameByPath.get(`${districtPath}${parts.slice(0, at + 1).join('/')}/`) ?? '');
    const whole = kind === 'organisation' ? [above, name].filter((part) => part !== undefined) : line;
    return { kind, id, path, name, code, label: whole.length === 0 ? name : whole.join('/') };
  });
}

function wrongCells(wrong: readonly WrongCell[]) {
  return { wrongCells: wrong.slice(0, MOST_WRONG_CELLS), wrongCellCount: wrong.length };
}

function unreadable(reason: string): Error {
  return problem('sheet-unreadable', 'Send an .xlsx workbook whose first sheet has the headers of the template', {
    reason,
  });
}
