// The launcher's decisions: is this installation current, is that version exact, was it the network?
import { expect, test } from 'vitest';
import { findLooseNames, findNetworkError, isAtLeast, isInstalled, stampFor } from './install.mjs';

test('packages are current only when the stamp was written for this lock file on this kind of machine', () => {
  const stamp = stampFor('{"lock":1}', 'linux x64');

  expect(isInstalled(stamp, '{"lock":1}', 'linux x64')).toBe(true);
  expect(isInstalled(stamp, '{"lock":2}', 'linux x64')).toBe(false);
  expect(isInstalled(stamp, '{"lock":1}', 'linux arm64')).toBe(false);
  expect(isInstalled(undefined, '{"lock":1}', 'linux x64')).toBe(false);
});

test('a package is added only with its exact version', () => {
  expect(findLooseNames(['-D', 'zod@4.6.7', '@types/pg@8.23.1', 'pg-boss@12.0.0-beta.1'])).toEqual([]);
  expect(findLooseNames(['zod', '@types/pg', 'zod@latest', 'zod@^4.6.7', 'zod@4'])).toEqual([
    'zod',
    '@types/pg',
    'zod@latest',
    'zod@^4.6.7',
    'zod@4',
  ]);
});

test('versions compare as numbers, part by part', () => {
  expect(isAtLeast('24.15.0', '24.15.0')).toBe(true);
  expect(isAtLeast('24.21.0', '24.15.0')).toBe(true);
  expect(isAtLeast('25.0.0', '24.15.0')).toBe(true);
  expect(isAtLeast('24.9.9', '24.15.0')).toBe(false);
  expect(isAtLeast('20.20.2', '24.15.0')).toBe(false);
});

test('a failing network is told apart from other failures of npm', () => {
  expect(findNetworkError('npm error code ECONNREFUSED\nnpm error syscall connect')).toBe('ECONNREFUSED');
  expect(findNetworkError('npm error code EUSAGE\nnpm error `npm ci` can only install …')).toBeUndefined();
});
