// The one search box as officers use it under row security: by number, words, pinyin and name, in a district with its buildings.

import { makeRandom } from '../seeds/random.ts';
import type { Database } from '#platform/database/database.ts';

import { TOPICS, loadCases } from './cases.ts';
import type { Grounds, Kind } from './ground.ts';
import { openClient } from './http.ts';
import type { Send } from './http.ts';
import { percentile } from './measure.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';
import type { Sizes } from './sizes.ts';
import { COMMUNITIES, DISTRICT_OFFICER, STREETS, buildBenchTown, dispatcherOf, officerToken } from './town.ts';

const P95_MS: Readonly<Record<Kind, number>> = { PostgreSQL: 50, embedded: 100 };
const BUILDINGS_EACH = 100;
const PLACES_EACH = 10;
/** What compounds are called here; each community has one of them, with its buildings. */
const COMPOUNDS = ['船坞', '棉纺厂', '望澜', '银杏', '长桥', '重阳', '芦花', '铁匠巷', '缆绳', '盐仓'] as const;

/** Buildings and places of every community, so that a name is looked for among 22,000. They are spelled when the server starts. */
export async function growBuildings(database: Database): Promise<void> {
  await database.asOwner(async ({ query }) => {
    await query(
      `with one as (
         select areas.id, areas.path, row_number() over (order by areas.path) as at
         from shared.areas where areas.level = 'community' and areas.path like '/yunting/s%'
       ), named as (select one.*, ($1::text[])[1 + at % $2] || '新村' as compound from one)
       insert into d_yunting.buildings (id, community_id, path, name, address, entrances, storeys, households, longitude, latitude,
         source_crs, source_longitude, source_latitude)
       select gen_random_uuid(), named.id, named.path, n || ' 栋', named.compound || ' ' || n || ' 栋', 2, 6, 24, 95, 40, 'CGCS2000', 95, 40
       from named, generate_series(1, $3::integer) as n`,
      [[...COMPOUNDS], COMPOUNDS.length, BUILDINGS_EACH],
    );
    await query(
      `insert into d_yunting.places (id, kind, name, community_id, street_id, path, longitude, latitude, source_crs, source_longitude,
         source_latitude)
       select gen_random_uuid(), 'market', areas.name || '第' || n || '菜场', areas.id, areas.parent_id, areas.path, 95, 40, 'CGCS2000', 95, 40
       from shared.areas as areas, generate_series(1, $1::integer) as n
       where areas.level = 'community' and areas.path like '/yunting/s%'`,
      [PLACES_EACH],
    );
  });
}

/** The search alone, on the embedded database with the cases a single community-sized box has. */
export async function benchSearch(book: Book, grounds: Grounds, sizes: Sizes, kind: Kind): Promise<void> {
  const ground = await grounds.make(kind);
  const database = await ground.open();
  await buildBenchTown(database);
  await growBuildings(database);
  const count = kind === 'embedded' ? sizes.casesPresent : sizes.casesSearched;
  await loadCases(database, count, book.say);
  const samples = await sampleCases(database, count, sizes.callsEach);
  await database.close();
  const server = await startServer(ground.environment);
  const { send, close } = openClient(server.base, 1);
  await measureSearch(book, send, sizes, { kind, samples });
  close();
  await server.stop();
  await ground.remove();
}

export interface Sample {
  readonly number: string;
  /** Two characters next to each other that hardly any other case has. */
  readonly rarePair: string;
}

export async function sampleCases(database: Database, count: number, wanted: number): Promise<Sample[]> {
  return database.asOwner(async ({ query }) => {
    const { rows } = await query(
      `select number, substr(summary, strpos(summary, '，') + 2, 2) as "rarePair" from d_yunting.cases
       tablesample bernoulli ($1) repeatable (7) limit $2`,
      [Math.min(100, (wanted * 400) / count), wanted],
    );
    return rows as Sample[];
  });
}

/** What is typed, by whom; `mustFind` where an answer without a hit means that the bench is wrong. */
interface Typed {
  readonly name: string;
  readonly mustFind: boolean;
  next(): { words: string; officer: string };
}

export async function measureSearch(
  book: Book,
  send: Send,
  sizes: Sizes,
  { kind, samples }: { kind: Kind; samples: readonly Sample[] },
): Promise<void> {
  const all: number[] = [];
  for (const { name, mustFind, next } of whatIsTyped(samples)) {
    const spent: number[] = [];
    for (let at = 0; at < sizes.callsEach; at += 1) {
      const { words, officer } = next();
      const reply = await send('POST', '/api/yunting/search', `Bearer ${officerToken(officer)}`, { words });
      const { groups } = reply.body as unknown as { groups?: unknown[] };
      if (reply.status !== 200) throw new Error(`search for ${words}: ${reply.status}`);
      if (mustFind && (groups ?? []).length === 0) throw new Error(`${name}: ${words} found nothing`);
      spent.push(reply.ms);
    }
    all.push(...spent);
    note(book, kind, `search box: ${name}, p95 of ${spent.length}`, spent);
  }
  note(book, kind, `search box: everything above together, p95 of ${all.length}`, all);
}

function whatIsTyped(samples: readonly Sample[]): Typed[] {
  const random = makeRandom('bench search');
  const street = () => dispatcherOf(random.between(1, STREETS));
  const compound = () => random.pick(COMPOUNDS);
  const initials = () =>
    random.pick(['cwxc', 'mfcxc', 'wlxc', 'yxxc', 'zqxc', 'cqxc', 'lhxc', 'tjxxc', 'llxc', 'ycxc']);
  return [
    {
      name: 'a whole number',
      mustFind: true,
      next: () => ({ words: random.pick(samples).number, officer: DISTRICT_OFFICER }),
    },
    {
      name: 'four digits',
      mustFind: false,
      next: () => ({ words: String(random.between(1, 9_999)).padStart(4, '0'), officer: street() }),
    },
    {
      name: 'two common characters, by a street',
      mustFind: true,
      next: () => ({ words: TOPICS[random.between(0, 4)]!.slice(0, 2), officer: street() }),
    },
    {
      name: 'two characters of one case in a hundred, by the district',
      mustFind: true,
      next: () => ({ words: TOPICS[random.between(15, TOPICS.length - 1)]!.slice(0, 2), officer: DISTRICT_OFFICER }),
    },
    {
      name: 'two rare characters, by a street',
      mustFind: false,
      next: () => ({ words: random.pick(samples).rarePair, officer: street() }),
    },
    {
      name: 'a building by words and number, by the district',
      mustFind: true,
      next: () => ({ words: `${compound()}${random.between(1, BUILDINGS_EACH)}栋`, officer: DISTRICT_OFFICER }),
    },
    {
      name: 'initials in pinyin, by the district',
      mustFind: false,
      next: () => ({ words: initials(), officer: DISTRICT_OFFICER }),
    },
    {
      name: 'an area by name, by a street',
      mustFind: false,
      next: () => ({
        words: `第${random.between(1, STREETS)}街道第${random.between(1, COMMUNITIES)}社区`,
        officer: street(),
      }),
    },
  ];
}

function note(book: Book, on: Kind, name: string, spent: readonly number[]): void {
  book.note({ on, name, value: percentile(spent, 0.95), unit: 'ms', limit: { most: P95_MS[on] } });
}
