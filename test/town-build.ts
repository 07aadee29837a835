// Puts the invented town into a freshly migrated database; the template of every test's own database is made from it.

import { createKeyring } from '../src/platform/crypto.ts';
import type { Database } from '../src/platform/database/database.ts';
import { CITY } from '../src/platform/database/database.ts';
import type { Db } from '../src/platform/database/connection.ts';
import { createDistrictSchema, migrate } from '../src/platform/database/migrations.ts';
import { prepareQueue } from '../src/platform/jobs/queue.ts';
import { createVault } from '../src/platform/vault.ts';
import { AREAS, CLASSES, DISTRICTS, GRIDS, ORGANISATIONS, PEOPLE } from './town-ground.ts';
import type { DistrictKey, PersonName } from './town-ground.ts';
import { TEST_MASTER_KEY, sessionRow } from './town.ts';

const BEFORE = '2026-01-01T00:00:00.000Z';
const NOTHING_SINCE = { confidentialPaths: [], restrictedPaths: [], organisationIds: [], actorId: null, linkId: null };

export async function buildTown(database: Database): Promise<void> {
  await migrate(database);
  await prepareQueue(database);
  const vault = createVault(database, createKeyring(TEST_MASTER_KEY));
  await database.asOwner(async (connection) => {
    for (const key of vault.newKeys()) {
      await connection.query(
        'insert into shared.field_keys (id, district_id, purpose, wrapped, created_at) values ($1, null, $2, $3, $4)',
        [key.id, key.purpose, key.wrapped, BEFORE],
      );
    }
  });
  for (const key of Object.keys(DISTRICTS) as DistrictKey[]) {
    const { id, name, regionCode } = DISTRICTS[key];
    await createDistrictSchema(database, {
      id,
      key,
      name,
      regionCode,
      isDemo: true,
      at: BEFORE,
      keys: vault.newKeys(),
    });
  }
  const citySafe = await vault.safe(null);
  await database.transaction(CITY, async ({ db }) => {
    await db.insertInto('areas').values(AREAS.map(areaRow)).execute();
    for (const [key, { id, name, phone }] of Object.entries(PEOPLE)) {
      await db
        .insertInto('accounts')
        .values({
          id,
          sign_in_name: key.toLowerCase(),
          name,
          phone_cipher: citySafe.seal(`accounts.phone.${id}`, phone),
          phone_index: citySafe.index('accounts.phone', phone),
          is_demo: true,
          shows_name: key === 'zhou',
          created_at: BEFORE,
        })
        .execute();
      await db
        .insertInto('sessions')
        .values(sessionRow(key as PersonName))
        .execute();
    }
  });
  for (const key of Object.keys(DISTRICTS) as DistrictKey[]) {
    const scope = { ...NOTHING_SINCE, paths: [`/${key}/`], writer: 'system' };
    await database.transaction({ schema: `d_${key}`, scope }, ({ db }) => fillDistrict(db, key));
  }
}

/** On Saturdays, so that they change no limit: the calendar knows these years, and every other day is as its weekday. */
const DAYS_OFF = ['2025-10-25', '2026-10-31', '2027-10-30', '2028-10-28', '2029-10-27', '2030-10-26'];

async function fillDistrict(db: Db, key: DistrictKey): Promise<void> {
  await db
    .insertInto('work_calendar')
    .values(DAYS_OFF.map((day) => ({ day, kind: 'holiday', source: '测试' })))
    .execute();
  await db
    .insertInto('classes')
    .values(CLASSES as never)
    .execute();
  const organisations = ORGANISATIONS.filter((entry) => entry.district === key);
  await db
    .insertInto('organisations')
    .values(
      organisations.map((entry) => ({
        id: entry.id,
        parent_id: entry.parentId,
        kind: entry.kind,
        name: entry.name,
        path: `/${key}/`,
        duty_phone: entry.dutyPhone,
        uses_accounts: entry.usesAccounts,
      })),
    )
    .execute();
  await db
    .insertInto('grids')
    .values(GRIDS.filter((entry) => entry.district === key).map(gridRow))
    .execute();
  if (key === 'yunting') {
    const direct = ['waterCrew2', 'cableCrew', 'gas', 'property', 'sanitation'];
    await db
      .insertInto('direct_list')
      .values(
        ['/yunting/jg/cw/', '/yunting/jt/rt/'].flatMap((path) =>
          organisations
            .filter((entry) => direct.includes(entry.key))
            .map((entry) => ({ id: crypto.randomUUID(), path, organisation_id: entry.id, class_code: null })),
        ),
      )
      .execute();
  }
  const posts = Object.values(PEOPLE).flatMap((person) =>
    person.posts
      .filter((post) => post.district === key)
      .map((post) => ({
        id: post.id,
        account_id: person.id,
        role: post.role,
        path: post.path,
        area_id: post.areaId,
        grid_id: post.gridId,
        organisation_id: post.organisationId,
        from_on: '2026-01-01',
        granted_at: BEFORE,
      })),
  );
  await db.insertInto('posts').values(posts).execute();
}

function areaRow(entry: (typeof AREAS)[number]) {
  return {
    id: entry.id,
    district_id: DISTRICTS[entry.district].id,
    parent_id: entry.parent,
    level: entry.level,
    key: entry.key,
    path: entry.path,
    code: entry.code,
    name: entry.name,
    duty_phone: '10000008001',
    valid_from: '2026-01-01',
  };
}

function gridRow(entry: (typeof GRIDS)[number]) {
  const ring = entry.boundary.coordinates[0]!;
  const longitudes = ring.map((point) => point[0]!);
  const latitudes = ring.map((point) => point[1]!);
  return {
    id: entry.id,
    area_id: entry.communityId,
    community_id: entry.communityId,
    street_id: entry.streetId,
    parent_id: entry.parentId,
    kind: entry.kind,
    key: entry.key,
    path: entry.path,
    code: entry.code,
    name: entry.name,
    boundary: JSON.stringify(entry.boundary),
    source_crs: 'CGCS2000',
    min_longitude: Math.min(...longitudes),
    max_longitude: Math.max(...longitudes),
    min_latitude: Math.min(...latitudes),
    max_latitude: Math.max(...latitudes),
    area_m2: entry.kind === 'micro' ? 9_500 : 38_000,
    households: 200,
    valid_from: BEFORE,
  };
}
