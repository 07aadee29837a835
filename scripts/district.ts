// `npm run district`: makes a real district, lists the districts, makes the demo anew or removes it.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { DEMO_KEYS, remakeDemo, removeDemo } from '../seeds/load.ts';
import { readSettings } from '../src/config.ts';
import type { Settings } from '../src/config.ts';
import { makeActivation } from '../src/modules/accounts/actions-activation.ts';
import { readAreaList } from '../src/modules/areas/area-list.ts';
import type { ListedArea } from '../src/modules/areas/area-list.ts';
import { districtsOf } from '../src/modules/areas/districts.ts';
import { createRealDistrict } from '../src/modules/areas/new-district.ts';
import type { FirstAdministrator } from '../src/modules/areas/new-district.ts';
import type { Platform } from '../src/platform/platform.ts';
import { openHouse, sentenceFor, StartRefused } from '../src/platform/start.ts';
import { newId } from '../src/shared/ids.ts';

const USAGE = `npm run district -- create --key KEY --name NAME --region-code SIX_DIGITS [--areas FILE]
                          [--admin-name NAME --admin-phone PHONE --admin-sign-in NAME]
npm run district -- list
npm run district -- remake-demo
npm run district -- remove-demo

FILE is CSV with the header level,key,name,code,parent, or a JSON list of such objects. level is street, township, community
or village; parent is empty for a street and the street's key for a community. Without a list the administrator adds streets and communities at the desk.`;

const COMMANDS = ['create', 'list', 'remake-demo', 'remove-demo'] as const;
type Command = (typeof COMMANDS)[number];

/** What is wrong with the command line or the file: shown as it is. */
class Wrong extends Error {}

await start();

async function start(): Promise<void> {
  let settings: Settings | undefined;
  try {
    const { command, values } = readCommand(process.argv.slice(2));
    const works = {
      create: () => prepareCreate(values),
      list: () => list,
      'remake-demo': () => remake,
      'remove-demo': () => remove,
    };
    const work = works[command]();
    settings = readSettings(process.env);
    await inHouse(settings, work);
  } catch (error) {
    const known = error instanceof Wrong ? { sentence: error.message, code: 2 } : sentenceFor(error, settings);
    if (known === undefined) throw error;
    console.error(known.sentence);
    process.exitCode = known.code;
  }
}

type Values = Partial<
  Record<'key' | 'name' | 'region-code' | 'areas' | 'admin-name' | 'admin-phone' | 'admin-sign-in', string>
>;

function readCommand(args: string[]): { command: Command; values: Values } {
  const [wanted, ...rest] = args;
  const command = COMMANDS.find((each) => each === wanted);
  if (command === undefined) throw new Wrong(USAGE);
  const text = { type: 'string' } as const;
  const known = {
    key: text,
    name: text,
    'region-code': text,
    areas: text,
    'admin-name': text,
    'admin-phone': text,
    'admin-sign-in': text,
  };
  try {
    const { values } = parseArgs({ args: rest, options: command === 'create' ? known : {} });
    return { command, values };
  } catch (error) {
    throw new Wrong(`${(error as Error).message}\n\n${USAGE}`, { cause: error });
  }
}

async function inHouse(settings: Settings, work: (platform: Platform) => Promise<void>): Promise<void> {
  if (settings.databaseUrl !== undefined && settings.migrationDatabaseUrl === undefined) {
    throw new StartRefused(
      'MIGRATION_DATABASE_URL is not set: districts are made and removed as the owner of the database.',
    );
  }
  const house = await openHouse(
    { ...settings, logLevel: 'silent' },
    { clock: () => new Date().toISOString(), say: console.error },
  );
  try {
    await house.prepare();
    await work(house.platform);
  } finally {
    await house.close();
  }
}

/** Everything about the wish is checked before any database is opened. */
function prepareCreate(values: Values): (platform: Platform) => Promise<void> {
  const { key = '', name = '', 'region-code': regionCode = '', areas: file } = values;
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9]{1,30}$/.test(key))
    faults.push('--key must be 2 to 31 small letters or digits and begin with a letter');
  if (name.trim() === '') faults.push('--name is missing');
  if (!/^\d{6}$/.test(regionCode)) faults.push('--region-code must have 6 digits');
  const listed = file === undefined ? undefined : readAreaList(readText(file));
  faults.push(...(listed?.faults ?? []));
  const administrator = readAdministrator(values, faults);
  if (faults.length > 0) throw new Wrong(['The district was not made:', ...faults].join('\n  '));
  return (platform) =>
    create(platform, { key, name: name.trim(), regionCode, areas: listed?.areas ?? [], administrator });
}

function readAdministrator(values: Values, faults: string[]): FirstAdministrator | undefined {
  const { 'admin-name': name, 'admin-phone': phone, 'admin-sign-in': signInName } = values;
  if (name === undefined && phone === undefined && signInName === undefined) return undefined;
  if (!name?.trim()) faults.push('--admin-name is missing');
  if (!/^1\d{10}$/.test(phone ?? '')) faults.push('--admin-phone must be a mobile number of 11 digits');
  if (!/^[a-z0-9][a-z0-9._-]{2,49}$/.test(signInName ?? ''))
    faults.push('--admin-sign-in must be 3 to 50 small letters, digits, dots or hyphens');
  return { name: name?.trim() ?? '', phone: phone ?? '', signInName: signInName ?? '' };
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Wrong(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}).`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes); // how Excel saves CSV on a Chinese Windows
  }
}

interface Wish {
  key: string;
  name: string;
  regionCode: string;
  areas: readonly ListedArea[];
  administrator: FirstAdministrator | undefined;
}

async function create(platform: Platform, { administrator, ...wish }: Wish): Promise<void> {
  const { accountId } = await createRealDistrict(platform, wish, administrator);
  console.log(`${wish.name} (${wish.key}) was made with ${wish.areas.length} areas.`);
  if (accountId === undefined) {
    console.log('It has no administrator yet: nobody can sign in.');
    return;
  }
  const { token, expiresAt } = await makeActivation(platform, { id: newId(), accountId, now: platform.clock() });
  const base = platform.settings.publicUrl ?? `http://localhost:${platform.settings.port}`;
  console.log(`${administrator?.name} sets the password once, before ${expiresAt}, with this one-time link:`);
  // Behind the hash, so that no server and no proxy ever reads it.
  console.log(`${base}/${wish.key}/desk/activate#${token}`);
  console.log('It opens in any browser once the server runs, and leads on to the steps of 开通向导.');
}

async function list({ database }: Platform): Promise<void> {
  const all = (await districtsOf(database).all()).toSorted((left, right) => left.key.localeCompare(right.key));
  if (all.length === 0) console.log('There is no district yet.');
  for (const { key, name, isDemo } of all) console.log(`${key}\t${name}${isDemo ? '\t演示数据' : ''}`);
}

async function remake(platform: Platform): Promise<void> {
  const all = await districtsOf(platform.database).all();
  const here = DEMO_KEYS.filter((key) => all.some((each) => each.key === key && each.isDemo));
  for (const key of here) await remakeDemo(platform, key, null);
  console.log(
    here.length === 0
      ? 'There was no demo district.'
      : `Made ${here.join(' and ')} anew; the people of the demo stay signed in.`,
  );
}

async function remove(platform: Platform): Promise<void> {
  const removed = await removeDemo(platform);
  console.log(
    removed.length === 0
      ? 'There was no demo district.'
      : `Removed ${removed.join(' and ')} with their people and files.`,
  );
}
