// Where tests of indicators put the published month in the invented town, and how they read a workbook and compute it again.

import excel from 'exceljs';

import { inTransaction } from '#platform/context.ts';

import { writePublishedMonth } from '../../../seeds/published-month.ts';
import { ground } from '../../../test/town.ts';
import type { Reply, Town } from '../../../test/town.ts';

export const MONTH_STREET = ground.areas['/chengan/mt/']!.id;
export const MONTH_COMMUNITY = ground.areas['/chengan/mt/st/']!.id;

export async function putPublishedMonth(town: Town): Promise<void> {
  await inTransaction(town.context(undefined, town.otherDistrict), (ctx) =>
    writePublishedMonth(ctx, {
      timeZone: 'Asia/Shanghai',
      spots: [
        {
          path: '/chengan/mt/st/g01/',
          streetId: MONTH_STREET,
          communityId: MONTH_COMMUNITY,
          gridId: ground.grids['/chengan/mt/st/g01/']!.id,
          longitude: 95.201,
          latitude: 40.001,
        },
      ],
      assetClasses: [{ code: 'manholeCover', name: '井盖松动' }],
      matterClasses: [
        { code: 'litter', name: '暴露垃圾' },
        { code: 'pipeBurst', name: '供水管破裂' },
      ],
      organisationIds: [ground.organisations['chengan road']!.id],
    }),
  );
}

export interface Workbook {
  readonly lines: readonly (readonly unknown[])[];
  readonly formulas: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** The two sheets of an indicator, below their headers. */
export async function readWorkbook(file: Buffer): Promise<Workbook> {
  const workbook = new excel.Workbook();
  await workbook.xlsx.load(file as never);
  const [figures, rows] = workbook.worksheets;
  if (figures === undefined || rows === undefined) throw new Error('a sheet is missing');
  const formulas: string[] = [];
  figures.eachRow((row) => row.eachCell((cell) => void (cell.formula && formulas.push(cell.formula))));
  return { lines: valuesOf(figures), formulas, rows: valuesOf(rows) };
}

function valuesOf(sheet: excel.Worksheet): unknown[][] {
  const found: unknown[][] = [];
  sheet.eachRow({ includeEmpty: false }, (row, at) => {
    if (at > 1) found.push(Array.from({ length: sheet.columnCount }, (_, column) => row.getCell(column + 1).value));
  });
  return found;
}

/** Bytes of a reply as the server sent them. */
export async function fileOf(town: Town, token: string, path: string): Promise<{ status: number; bytes: Buffer }> {
  const reply = await town.app.server.inject({
    method: 'GET',
    url: path,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: reply.statusCode, bytes: reply.rawPayload };
}

export function figureIn(reply: Reply, code: string) {
  return reply.json.indicators.find((each: { code: string }) => each.code === code)?.figure;
}
