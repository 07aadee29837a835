// Ends a command with one sentence when the operator can mend what went wrong, and with everything known when not.

import { WrongSetting } from '../src/config.ts';
import { BackupRefused } from '../src/platform/backup/manifest.ts';
import { DirectoryRefused } from '../src/platform/database/embedded-lock.ts';
import { isDatabaseAway } from '../src/platform/database/failures.ts';

export function failWithSentence(error: unknown): void {
  process.exitCode = 1;
  if (error instanceof BackupRefused || error instanceof WrongSetting || error instanceof DirectoryRefused)
    console.error(error.message);
  else if (isDatabaseAway(error)) console.error('The database does not answer.');
  else console.error(error);
}
