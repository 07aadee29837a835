// Who asks a command what it does gets words, and nothing is done.
import { existsSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { HELP, launch } from './launch.mjs';

test.each(Object.keys(HELP))('npm run %s -- --help says how it is used and does nothing', async (command) => {
  const say = vi.spyOn(console, 'log').mockReturnValue(undefined);

  expect(await launch(command, ['--help'])).toBe(0);
  expect(say.mock.calls).toEqual([[HELP[command]]]);
  expect(HELP[command]).toContain(`npm ${command === 'start' ? '' : 'run '}${command}`);
  expect(existsSync('--help')).toBe(false);
  say.mockRestore();
});

test('a command that does not exist is named, with those that do', async () => {
  const say = vi.spyOn(console, 'error').mockReturnValue(undefined);

  expect(await launch('backups', ['--help'])).toBe(1);
  expect(say.mock.calls[0]?.[0]).toContain('There is no command "backups": use one of start,');
  say.mockRestore();
});
