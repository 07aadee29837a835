// Settings as they are typed: the good ones read, every wrong one refused with a sentence that helps.

import { expect, test } from 'vitest';

import { KNOWN_SETTINGS, WrongSetting, readSettings } from './config.ts';

function sentenceFor(environment: Record<string, string>, args: string[] = []): string {
  try {
    readSettings(environment, args);
  } catch (error) {
    if (error instanceof WrongSetting) return error.message;
    throw error;
  }
  return 'not refused';
}

test('without any setting the platform serves everything on port 8080 from the embedded database', () => {
  expect(readSettings({})).toMatchObject({
    parts: new Set(['web', 'jobs']),
    port: 8080,
    databaseUrl: undefined,
    dataDirectory: 'data',
    filesDirectory: 'data/files',
    keyFile: 'data.master-key',
    trustProxy: [],
    opensDemo: false,
  });
});

test('the key lies beside the data directory, never in it', () => {
  expect(readSettings({ DATA_DIR: '/srv/gezhi/data' }).keyFile).toBe('/srv/gezhi/data.master-key');
});

test('names of other programs are left alone', () => {
  expect(readSettings({ PATH: '/bin', HOME: '/root', GEZHI_PACKAGED_NODE: 'x', LANG: 'C' }).port).toBe(8080);
});

test('an unknown setting of ours is refused and the known ones are listed', () => {
  const sentence = sentenceFor({ GEZHI_FOO: '1' });
  expect(sentence).toContain('GEZHI_FOO is not a setting');
  for (const name of Object.keys(KNOWN_SETTINGS)) expect(sentence).toContain(name);
});

test('an unknown option is refused', () => {
  expect(sentenceFor({}, ['--dmeo'])).toContain('--dmeo is not an option');
});

test.each([
  ['PORT', '80.5', 'PORT must be a whole number from 0 to 65535'],
  ['PORT', '70000', 'PORT must be a whole number'],
  ['GEZHI_PARTS', 'web,cron', 'GEZHI_PARTS must be one of web, jobs'],
  ['DATABASE_URL', 'mysql://somebody@there/db', 'DATABASE_URL must begin with postgres://'],
  ['MIGRATION_DATABASE_URL', 'postgres://owner@there/db', 'DATABASE_URL is not'],
  ['DATABASE_CONNECTIONS', '1', 'DATABASE_CONNECTIONS must be a whole number from 2'],
  ['PUBLIC_URL', 'wangge.example.cn', 'PUBLIC_URL must be a web address'],
  ['TRUST_PROXY', 'nginx', 'TRUST_PROXY must be addresses'],
  ['TRUST_PROXY', '10.0.0.0/99', 'TRUST_PROXY must be addresses'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of fatal'],
  ['BASE_MAP_TILES', 'https://tiles.example.cn/{z}/{x}.png', 'BASE_MAP_TILES must be web addresses with {z}'],
  ['BASE_MAP_TILES', 'file:///{z}/{x}/{y}', 'BASE_MAP_TILES must be web addresses'],
  ['BASE_MAP_GRID', 'gcj02', 'BASE_MAP_GRID must be one of w, c'],
  ['PHONE_GATEWAY_URL', 'sms', 'PHONE_GATEWAY_URL must be a web address'],
  ['CJK_FONT', '/fonts/Noto.woff2', 'CJK_FONT must be the path of a .ttf or .otf file'],
  ['CJK_FONT', '/fonts/Noto.ttc', 'followed by # and the name'],
  ['CJK_FONT', '/fonts/Noto.otf#Noto', 'CJK_FONT must be the path'],
  ['METRICS_PORT', 'on', 'METRICS_PORT must be a whole number'],
])('%s=%s is refused', (name, value, words) => {
  expect(sentenceFor({ [name]: value })).toContain(words);
});

test('a refused database address is not repeated, for it may hold a password', () => {
  expect(sentenceFor({ DATABASE_URL: 'postgre://gezhi:secret@db/gezhi' })).not.toContain('secret');
});

test('a font is a file of its own, or one by name in a collection', () => {
  expect(readSettings({}).cjkFont).toBeUndefined();
  expect(readSettings({ CJK_FONT: '/fonts/Hei.TTF' }).cjkFont).toEqual({ path: '/fonts/Hei.TTF', name: null });
  expect(readSettings({ CJK_FONT: 'C:\\Fonts\\msyh.ttc#MicrosoftYaHei' }).cjkFont).toEqual({
    path: 'C:\\Fonts\\msyh.ttc',
    name: 'MicrosoftYaHei',
  });
});

test('addresses and ranges of proxies are believed', () => {
  expect(readSettings({ TRUST_PROXY: '127.0.0.1, 10.0.0.0/8,::1' }).trustProxy).toEqual([
    '127.0.0.1',
    '10.0.0.0/8',
    '::1',
  ]);
});

test('figures are read on this machine alone, unless a token is asked for', () => {
  expect(readSettings({}).metrics).toBeUndefined();
  expect(readSettings({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1', token: undefined });
  const open = { METRICS_PORT: '9464', METRICS_HOST: '0.0.0.0' };
  expect(sentenceFor(open)).toBe('METRICS_TOKEN is not set: others than this machine reach METRICS_HOST 0.0.0.0.');
  expect(readSettings({ ...open, METRICS_TOKEN: 'long' }).metrics).toMatchObject({ token: 'long' });
});
