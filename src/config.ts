// Every setting: meaning, unit, default. An unknown or wrong one stops the start with one sentence.

import { isIP } from 'node:net';

export interface Settings {
  /** Which parts this process runs. */
  readonly parts: ReadonlySet<'web' | 'jobs'>;
  readonly port: number;
  readonly host: string;
  /** PostgreSQL as the application role; absent: the embedded database in `dataDirectory`. */
  readonly databaseUrl: string | undefined;
  readonly migrationDatabaseUrl: string | undefined;
  readonly connections: number;
  /** Embedded database and files. */
  readonly dataDirectory: string;
  readonly filesDirectory: string;
  /** Where the master key lies when it is not given in GEZHI_MASTER_KEY; never inside the data directory. */
  readonly keyFile: string;
  readonly masterKey: string | undefined;
  /** The address people use, printed on codes and in links; without it nothing is printed. */
  readonly publicUrl: string | undefined;
  /** Addresses of reverse proxies whose X-Forwarded-* are believed. */
  readonly trustProxy: readonly string[];
  readonly logLevel: string;
  /** Where sign-in codes and order links are sent: printed (demo districts only), or posted to a gateway. */
  readonly phoneGatewayUrl: string | undefined;
  readonly phoneGatewayToken: string | undefined;
  /** What the base map is fetched from, lowest layer first; none: a blank ground. Keys in it never leave this process. */
  readonly baseMapTiles: readonly string[];
  /** Tiles of the web map (w, EPSG:3857) or of longitude and latitude (c, EPSG:4490), as the operators of maps call them. */
  readonly baseMapGrid: 'w' | 'c';
  /** Whose map it is and its 审图号, shown in its corner. */
  readonly baseMapCredit: string | undefined;
  /** A font with Han characters for PDF; absent: the usual places of the system are looked through. */
  readonly cjkFont: FontFile | undefined;
  /** Where Prometheus reads the figures of this process; absent: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string; readonly token: string | undefined } | undefined;
  readonly opensDemo: boolean;
}

export interface FontFile {
  readonly path: string;
  /** The PostScript name inside a collection (.ttc); of a single font null. */
  readonly name: string | null;
}

interface Known {
  readonly meaning: string;
  readonly example: string;
}

/** The settings by their names in the environment. */
export const KNOWN_SETTINGS = {
  GEZHI_PARTS: { meaning: 'what this process runs: web, jobs, or both', example: 'web,jobs' },
  PORT: { meaning: 'port to listen on', example: '8080' },
  HOST: { meaning: 'address to listen on', example: '0.0.0.0' },
  DATABASE_URL: {
    meaning: 'PostgreSQL (15 or newer) as the application role; absent: embedded',
    example: 'postgres://gezhi_app@db/gezhi',
  },
  MIGRATION_DATABASE_URL: {
    meaning: 'the same database as its owner, for migrations',
    example: 'postgres://gezhi_owner@db/gezhi',
  },
  DATABASE_CONNECTIONS: { meaning: 'most connections to PostgreSQL', example: '10' },
  DATA_DIR: { meaning: 'directory of the embedded database and the files', example: 'data' },
  FILES_DIR: { meaning: 'directory of pictures and recordings', example: 'data/files' },
  GEZHI_KEY_FILE: { meaning: 'file of the master key, outside the data directory', example: '.gezhi-master-key' },
  GEZHI_MASTER_KEY: { meaning: 'the master key itself, 32 bytes in base64', example: '' },
  PUBLIC_URL: { meaning: 'address people use', example: 'https://wangge.example.cn' },
  TRUST_PROXY: { meaning: 'addresses or ranges of reverse proxies, by comma', example: '127.0.0.1,10.0.0.0/8' },
  LOG_LEVEL: { meaning: 'fatal, error, warn, info, debug', example: 'info' },
  PHONE_GATEWAY_URL: {
    meaning: 'address that takes POST {to, words} and sends a text message',
    example: 'https://sms.example.cn/send',
  },
  PHONE_GATEWAY_TOKEN: { meaning: 'bearer token for it', example: '' },
  BASE_MAP_TILES: {
    meaning: 'addresses of tiles with {z} {x} {y}, by space, lowest layer first; {0-7} for one of several hosts',
    example: 'https://tiles.example.cn/vec/{z}/{x}/{y}.png',
  },
  BASE_MAP_GRID: { meaning: 'how the tiles are cut: w (EPSG:3857) or c (EPSG:4490)', example: 'w' },
  BASE_MAP_CREDIT: { meaning: 'whose map it is, with its approval number', example: '' },
  CJK_FONT: {
    meaning:
      'font with Chinese characters for PDF: a .ttf or .otf file, or a .ttc collection with # and the PostScript name in it',
    example: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc#NotoSansCJKsc-Regular',
  },
  METRICS_PORT: { meaning: 'port of GET /metrics for Prometheus; absent: none', example: '9464' },
  METRICS_HOST: { meaning: 'address to listen on there', example: '127.0.0.1' },
  METRICS_TOKEN: {
    meaning: 'bearer token Prometheus sends; needed unless METRICS_HOST is this machine alone',
    example: '',
  },
} as const satisfies Record<string, Known>;

const MOST_BASE_LAYERS = 4;

// Names that begin like ours but belong to the launcher or to tests.
const OURS = /^(GEZHI_|PHONE_GATEWAY_|BASE_MAP_)/;
const NOT_SETTINGS = new Set(['GEZHI_PACKAGED_NODE', 'GEZHI_LOCK']);

/** A wrong setting, as one sentence for the person who starts the program. */
export class WrongSetting extends Error {}

/** @throws {WrongSetting} names the first setting that is wrong and what is allowed */
export function readSettings(environment: Record<string, string | undefined>, args: readonly string[] = []): Settings {
  for (const name of Object.keys(environment)) {
    if (OURS.test(name) && !(name in KNOWN_SETTINGS) && !NOT_SETTINGS.has(name)) {
      throw new WrongSetting(`${name} is not a setting of Gezhi; known are ${Object.keys(KNOWN_SETTINGS).join(', ')}.`);
    }
  }
  for (const arg of args) {
    if (arg !== '--demo') throw new WrongSetting(`${arg} is not an option; the only one is --demo.`);
  }
  const text = (name: keyof typeof KNOWN_SETTINGS) => {
    const value = environment[name]?.trim();
    return value === undefined || value === '' ? undefined : value;
  };

  const dataDirectory = text('DATA_DIR') ?? 'data';
  const databaseUrl = postgresUrl('DATABASE_URL', text('DATABASE_URL'));
  const migrationDatabaseUrl = postgresUrl('MIGRATION_DATABASE_URL', text('MIGRATION_DATABASE_URL'));
  if (databaseUrl === undefined && migrationDatabaseUrl !== undefined) {
    throw new WrongSetting(
      'MIGRATION_DATABASE_URL is set but DATABASE_URL is not; PostgreSQL needs both, the embedded database neither.',
    );
  }
  const keyFile = text('GEZHI_KEY_FILE') ?? `${dataDirectory}.master-key`;
  return {
    parts: partsFrom(text('GEZHI_PARTS') ?? 'web,jobs'),
    port: wholeNumber('PORT', text('PORT') ?? '8080', 0, 65_535),
    host: text('HOST') ?? '0.0.0.0',
    databaseUrl,
    migrationDatabaseUrl,
    connections: wholeNumber('DATABASE_CONNECTIONS', text('DATABASE_CONNECTIONS') ?? '10', 2, 200),
    dataDirectory,
    filesDirectory: text('FILES_DIR') ?? `${dataDirectory}/files`,
    keyFile,
    masterKey: text('GEZHI_MASTER_KEY'),
    publicUrl: webUrl('PUBLIC_URL', text('PUBLIC_URL')),
    trustProxy: (text('TRUST_PROXY') ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map((part) => proxyAddress(part)),
    logLevel: oneOf('LOG_LEVEL', text('LOG_LEVEL') ?? 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'silent']),
    phoneGatewayUrl: webUrl('PHONE_GATEWAY_URL', text('PHONE_GATEWAY_URL')),
    phoneGatewayToken: text('PHONE_GATEWAY_TOKEN'),
    baseMapTiles: tileTemplates(text('BASE_MAP_TILES')),
    baseMapGrid: oneOf('BASE_MAP_GRID', text('BASE_MAP_GRID') ?? 'w', ['w', 'c'] as const),
    baseMapCredit: text('BASE_MAP_CREDIT'),
    cjkFont: fontFile('CJK_FONT', text('CJK_FONT')),
    metrics: metricsDoor(text('METRICS_PORT'), text('METRICS_HOST') ?? '127.0.0.1', text('METRICS_TOKEN')),
    opensDemo: args.includes('--demo'),
  };
}

function metricsDoor(port: string | undefined, host: string, token: string | undefined): Settings['metrics'] {
  if (port === undefined) return undefined;
  const isHereAlone = host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
  if (token === undefined && !isHereAlone)
    throw new WrongSetting(`METRICS_TOKEN is not set: others than this machine reach METRICS_HOST ${host}.`);
  return { port: wholeNumber('METRICS_PORT', port, 0, 65_535), host, token };
}

function partsFrom(value: string): Set<'web' | 'jobs'> {
  const parts = value.split(',').map((part) => oneOf('GEZHI_PARTS', part.trim(), ['web', 'jobs'] as const));
  return new Set(parts);
}

function wholeNumber(name: string, value: string, least: number, most: number): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new WrongSetting(`${name} must be a whole number from ${least} to ${most}, not "${value}".`);
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new WrongSetting(`${name} must be one of ${allowed.join(', ')}, not "${value}".`);
}

function proxyAddress(value: string): string {
  const [address = '', bits = '', ...rest] = value.split('/');
  const version = isIP(address);
  const isRange = value.includes('/');
  const isGood =
    version !== 0 &&
    rest.length === 0 &&
    (!isRange || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)));
  if (isGood) return value;
  throw new WrongSetting(`TRUST_PROXY must be addresses or ranges like 10.0.0.0/8, by comma, not "${value}".`);
}

function postgresUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined || (/^postgres(ql)?:\/\/.+/.test(value) && URL.canParse(value))) return value;
  // The value itself may hold a password, so it is not repeated.
  throw new WrongSetting(`${name} must begin with postgres:// and name a host.`);
}

function webUrl(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (/^https?:\/\//.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw new WrongSetting(`${name} must be a web address beginning with http:// or https://.`);
}

/** A key may stand in an address, so a wrong one is not repeated. */
function tileTemplates(value: string | undefined): string[] {
  const templates = (value ?? '').split(/\s+/).filter((part) => part !== '');
  for (const template of templates) {
    const isWhole = ['{z}', '{x}', '{y}'].every((part) => template.includes(part));
    if (!/^https?:\/\//.test(template) || !isWhole || !URL.canParse(template.replace(/[{}]/g, '')))
      throw new WrongSetting(
        'BASE_MAP_TILES must be web addresses with {z}, {x} and {y} in them, with spaces between them.',
      );
  }
  if (templates.length > MOST_BASE_LAYERS)
    throw new WrongSetting(`BASE_MAP_TILES may name ${MOST_BASE_LAYERS} layers at most.`);
  return templates;
}

const FONT_FORM = /^(?<path>[^#]+\.(?:ttf|otf|ttc))(?:#(?<name>[\w.-]+))?$/i;

function fontFile(name: string, value: string | undefined): FontFile | undefined {
  if (value === undefined) return undefined;
  const { path, name: inside = null } = FONT_FORM.exec(value)?.groups ?? {};
  const isCollection = path?.toLowerCase().endsWith('.ttc') ?? false;
  if (path !== undefined && isCollection === (inside !== null)) return { path, name: inside };
  throw new WrongSetting(
    `${name} must be the path of a .ttf or .otf file, or of a .ttc file followed by # and the name of one font in it, not "${value}".`,
  );
}
