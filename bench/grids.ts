// A point finds its grid among 150,000 concave ones; a process that starts reads them all; an edited one is seen everywhere.

import { setTimeout as sleep } from 'node:timers/promises';

import type { Database } from '#platform/database/database.ts';
import { boundingBoxOf } from '#shared/geo.ts';
import { buildGridIndexInBatches } from '#shared/grid-index.ts';
import type { GridIndex, GridShape } from '#shared/grid-index.ts';

import { makeRandom } from '../seeds/random.ts';
import { idOf } from '../test/town-ground.ts';
import type { Question, Told } from './grid-process.ts';
import type { Grounds, Kind } from './ground.ts';
import { cellsOf, middleOf, redrawing } from './lattice.ts';
import type { Cell, Lattice } from './lattice.ts';
import type { Book } from './measure.ts';
import type { Sizes } from './sizes.ts';
import { openProcess } from './talking.ts';
import type { Talking } from './talking.ts';
import { COMMUNITIES, STREETS, buildBenchTown, streetId, streetPath } from './town.ts';

const LOOK_UP_MICROSECONDS = 4;
const READY_SECONDS = 4;
const SEEN_MS = 1_000;
const PAUSE_MS = 50;
const ROWS_AT_A_TIME = 1_000;
const BATCH = 10_000;

const gridIdOf = (number: number) => idOf(`bench grid ${number}`);

export async function benchGrids(book: Book, grounds: Grounds, sizes: Sizes): Promise<void> {
  const lattice = { columns: sizes.gridColumns, rows: sizes.gridRows };
  await benchLookUps(book, lattice, sizes);
  for (const kind of ['PostgreSQL', 'embedded'] as const)
    await benchProcesses(book, grounds, { kind, lattice, edits: sizes.gridEdits });
}

async function benchLookUps(book: Book, lattice: Lattice, { lookUps }: Sizes): Promise<void> {
  const index = await buildGridIndexInBatches(batchesOf(lattice));
  checkAnswers(index, lattice);
  const random = makeRandom('bench grids');
  const { longitude: west, latitude: south } = middleOf(lattice, 0);
  const { longitude: east, latitude: north } = middleOf(lattice, index.size - 1);
  const spots = Float64Array.from({ length: lookUps * 2 }, (_, at) =>
    at % 2 === 0 ? west + random.share() * (east - west) : south + random.share() * (north - south),
  );
  let found = 0;
  const before = performance.now();
  for (let at = 0; at < spots.length; at += 2) found += index.findAllAt(spots[at]!, spots[at + 1]!).length;
  const microseconds = ((performance.now() - before) * 1000) / lookUps;
  if (found !== lookUps) throw new Error(`${found} grids at ${lookUps} spots: each lies in exactly one`);
  book.note({
    on: 'memory',
    name: `a look-up among ${index.size} concave grids`,
    value: microseconds,
    unit: 'µs',
    limit: { most: LOOK_UP_MICROSECONDS },
  });
}

async function* batchesOf(lattice: Lattice): AsyncGenerator<GridShape[]> {
  let batch: GridShape[] = [];
  for (const { number, polygon, areaM2 } of cellsOf(lattice)) {
    batch.push({ id: gridIdOf(number), level: 0, areaM2, polygon });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function checkAnswers(index: GridIndex, lattice: Lattice): void {
  for (let number = 0; number < index.size; number += 97) {
    const { longitude, latitude } = middleOf(lattice, number);
    if (index.findGridAt(longitude, latitude) !== gridIdOf(number))
      throw new Error(`the middle of grid ${number} is not found in it`);
  }
}

async function benchProcesses(
  book: Book,
  grounds: Grounds,
  { kind, lattice, edits }: { kind: Kind; lattice: Lattice; edits: number },
): Promise<void> {
  const ground = await grounds.make(kind);
  const database = await ground.open();
  await buildBenchTown(database);
  await insertGrids(database, lattice);
  await database.close();
  // The embedded database has one process: what it changes it sees itself.
  const processes = await Promise.all(
    Array.from({ length: kind === 'embedded' ? 1 : 2 }, () =>
      openProcess<Question, Told>('grid-process.ts', ground.environment),
    ),
  );
  const [editor] = processes as [GridProcess];
  for (const [at, each] of processes.entries()) {
    const { grids, ms, residentMb } = await each.ask({ ask: 'warm' });
    if ((grids ?? 0) < lattice.columns * lattice.rows) throw new Error(`only ${grids} grids were read`);
    if (at > 0) continue;
    book.note({
      on: kind,
      name: `${grids} grids from the database to ready`,
      value: (ms ?? Number.NaN) / 1000,
      unit: 's',
      limit: { most: READY_SECONDS },
    });
    book.note({ on: kind, name: 'resident memory of that process', value: residentMb ?? Number.NaN, unit: 'MB' });
  }

  let [seenMs, pauseMs] = [0, 0];
  for (let edit = 0; edit < edits; edit += 1) {
    const number = Math.floor(((edit + 0.5) / edits) * lattice.columns * lattice.rows);
    const { spot, polygon } = redrawing(lattice, number);
    const gridId = gridIdOf(number);
    const watching = Promise.all(processes.map((each) => each.ask({ ask: 'watch', ...spot, gridId })));
    await sleep(100);
    const made = await editor.ask({ ask: 'redraw', gridId, polygon });
    const seen = await watching;
    seenMs = Math.max(seenMs, ...seen.map(({ at = Number.NaN }) => at - (made.at ?? Number.NaN)));
    pauseMs = Math.max(pauseMs, ...[made, ...seen].map(({ longestPauseMs = Number.NaN }) => longestPauseMs));
  }
  const where = kind === 'embedded' ? 'in its process' : 'in two processes';
  book.note({
    on: kind,
    name: `an edited grid seen ${where}, the slowest of ${edits}`,
    value: seenMs,
    unit: 'ms',
    limit: { most: SEEN_MS },
  });
  book.note({
    on: kind,
    name: 'longest event-loop pause of these edits',
    value: pauseMs,
    unit: 'ms',
    ...(kind === 'embedded' ? {} : { limit: { most: PAUSE_MS } }),
  });
  await Promise.all(processes.map((each) => each.end()));
  await ground.remove();
}

type GridProcess = Talking<Question, Told>;

async function insertGrids(database: Database, lattice: Lattice): Promise<void> {
  let rows: Cell[] = [];
  for (const cell of cellsOf(lattice)) {
    rows.push(cell);
    if (rows.length < ROWS_AT_A_TIME) continue;
    await insertRows(database, rows);
    rows = [];
  }
  if (rows.length > 0) await insertRows(database, rows);
  await database.asOwner(({ exec }) => exec('analyze d_yunting.grids'));
}

async function insertRows(database: Database, cells: readonly Cell[]): Promise<void> {
  const rows = cells.map(({ number, polygon, areaM2 }) => {
    const street = (number % STREETS) + 1;
    const community = `${streetPath(street)}c${(Math.floor(number / STREETS) % COMMUNITIES) + 1}/`;
    const box = boundingBoxOf(polygon);
    return {
      id: gridIdOf(number),
      street: streetId(street),
      community: idOf(`area ${community}`),
      path: `${community}n${number}/`,
      key: `n${number}`,
      boundary: polygon,
      box,
      areaM2,
    };
  });
  await database.asOwner(({ query }) =>
    query(
      `insert into d_yunting.grids (id, area_id, street_id, community_id, kind, key, path, code, name, boundary, source_crs,
         min_longitude, min_latitude, max_longitude, max_latitude, area_m2, valid_from)
       select id, community, street, community, 'general', key, path, key, key, boundary, 'CGCS2000',
         (box->>'minLongitude')::float8, (box->>'minLatitude')::float8, (box->>'maxLongitude')::float8, (box->>'maxLatitude')::float8,
         "areaM2", '2024-01-01'
       from jsonb_to_recordset($1::jsonb) as grid (id uuid, street uuid, community uuid, path text, key text, boundary jsonb, box jsonb, "areaM2" float8)`,
      [JSON.stringify(rows)],
    ),
  );
}
