// The town of the tests, grown to a district of 40 streets with 5 communities each, and officers who sign in there.

import { createHash } from 'node:crypto';

import type { Role } from '#permissions';
import type { Database } from '#platform/database/database.ts';
import { hashToken } from '#platform/crypto.ts';

import { buildTown } from '../test/town-build.ts';
import { idOf } from '../test/town-ground.ts';

export const STREETS = 40;
export const COMMUNITIES = 5;
export const ORGANISATIONS = 200;

export const streetPath = (street: number) => `/yunting/s${String(street).padStart(2, '0')}/`;
export const streetId = (street: number) => idOf(`area ${streetPath(street)}`);
export const organisationIdOf = (number: number) => idOf(`organisation bench ${number}`);

const DISTRICT_ID = idOf('district yunting');
const BEFORE = '2024-01-01T00:00:00.000Z';

/** The session token of an officer of this town. */
export function officerToken(name: string): string {
  return createHash('sha256').update(`bench officer ${name}`).digest('base64url');
}

export const dispatcherOf = (street: number) => `street${street}`;
export const receiverOf = (organisation: number) => `receiver${organisation}`;
export const DISTRICT_OFFICER = 'district';

export async function buildBenchTown(database: Database): Promise<void> {
  await buildTown(database);
  await growDistrict(database);
  for (const officer of officers()) await hire(database, officer);
}

/** One row each; a place in the statement is a column of the values. */
async function growDistrict(database: Database): Promise<void> {
  const streets = numbers(STREETS);
  const areas = streets.flatMap((street) => {
    const path = streetPath(street);
    const code = `9901${String(street).padStart(5, '0')}`;
    const own = {
      id: streetId(street),
      parent: idOf('area /yunting/'),
      level: 'street',
      path,
      code,
      name: `第${street}街道`,
    };
    const below = numbers(COMMUNITIES).map((community) => ({
      id: idOf(`area ${path}c${community}/`),
      parent: own.id,
      level: 'community',
      path: `${path}c${community}/`,
      code: `${code}${String(community).padStart(3, '0')}`,
      name: `第${street}街道第${community}社区`,
    }));
    return [own, ...below];
  });
  await database.asOwner(async ({ query }) => {
    await query(
      `insert into shared.areas (id, district_id, parent_id, level, key, path, code, name, valid_from)
       select id, $1, parent, level, split_part(path, '/', case level when 'street' then 3 else 4 end), path, code, name, '2024-01-01'
       from jsonb_to_recordset($2::jsonb) as area (id uuid, parent uuid, level text, path text, code text, name text)
       order by length(path)`,
      [DISTRICT_ID, JSON.stringify(areas)],
    );
    await query(
      `insert into d_yunting.organisations (id, kind, name, path, uses_accounts)
       select id, 'department', name, '/yunting/', true from jsonb_to_recordset($1::jsonb) as organisation (id uuid, name text)`,
      [
        JSON.stringify(
          numbers(ORGANISATIONS).map((number) => ({ id: organisationIdOf(number), name: `第${number}单位` })),
        ),
      ],
    );
  });
}

interface Officer {
  name: string;
  role: Role;
  path: string;
  organisationId: string | null;
}

function officers(): Officer[] {
  return [
    ...numbers(STREETS).map((street): Officer => ({
      name: dispatcherOf(street),
      role: 'streetDispatcher',
      path: streetPath(street),
      organisationId: null,
    })),
    ...numbers(ORGANISATIONS).map((number): Officer => ({
      name: receiverOf(number),
      role: 'orgReceiver',
      path: '/yunting/',
      organisationId: organisationIdOf(number),
    })),
    { name: DISTRICT_OFFICER, role: 'districtDispatcher', path: '/yunting/', organisationId: null },
  ];
}

async function hire(database: Database, { name, role, path, organisationId }: Officer): Promise<void> {
  const accountId = idOf(`bench officer ${name}`);
  await database.asOwner(async ({ query }) => {
    await query(
      'insert into shared.accounts (id, sign_in_name, name, is_demo, created_at) values ($1, $2, $2, true, $3)',
      [accountId, `bench-${name}`, BEFORE],
    );
    await query(
      `insert into shared.sessions (id, token_hash, account_id, way, created_at, seen_at, expires_at)
       values ($1, $2, $3, 'demo', $4, $4, '2099-01-01T00:00:00.000Z')`,
      [idOf(`bench session ${name}`), hashToken(officerToken(name)), accountId, BEFORE],
    );
    await query(
      `insert into d_yunting.posts (id, account_id, role, path, area_id, organisation_id, from_on, granted_at)
       values ($1, $2, $3, $4, (select id from shared.areas where path = $4 and $5::uuid is null), $5, '2024-01-01', $6)`,
      [idOf(`bench post ${name}`), accountId, role, path, organisationId, BEFORE],
    );
  });
}

function numbers(most: number): number[] {
  return Array.from({ length: most }, (_, at) => at + 1);
}
