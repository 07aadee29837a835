// SIGKILL again and again while reports are written into the embedded database: every one that was acknowledged is there.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { killWhileWriting } from '../test/power-cut/interrupt.ts';
import { findLost } from '../test/power-cut/work.ts';
import type { Book } from './measure.ts';
import type { Sizes } from './sizes.ts';

export async function benchKills(book: Book, { kills }: Sizes): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gezhi-bench-'));
  try {
    const acknowledged = await killWhileWriting(directory, kills);
    const lost = await findLost(join(directory, 'data'), acknowledged);
    book.note({
      on: 'embedded',
      name: `reports acknowledged before ${kills} kills`,
      value: acknowledged.reports.length,
      unit: '',
    });
    book.note({ on: 'embedded', name: 'of these lost', value: lost.length, unit: '', limit: { most: 0 } });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
