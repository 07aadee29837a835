// What a backup says about itself: its first entry, and what everything after it is checked against.

import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const Count = z.int().min(0);

export const FORMAT = 1;

export const Manifest = z.strictObject({
  format: z.literal(FORMAT),
  madeAt: z.iso.datetime(),
  /** The version of the program that made it. */
  madeBy: z.string().max(40),
  schemas: z
    .array(
      z.strictObject({
        schema: z.string().regex(/^(shared|d_[a-z][a-z0-9]{1,30})$/),
        migrations: z.array(z.strictObject({ number: z.int().min(1), title: Name, checksum: Sha256 })),
      }),
    )
    .min(1),
  tables: z.array(z.strictObject({ schema: Name, table: Name, rows: Count, sha256: Sha256 })),
  files: z.array(z.strictObject({ sha256: Sha256, sizeBytes: Count })),
  /** Named by a row that needs them, but not found when the backup was made. */
  missingFiles: z.array(z.strictObject({ schema: Name, sha256: Sha256 })),
});
export type Manifest = z.output<typeof Manifest>;

/** The backup cannot be taken or used; the message is one sentence for the person at the terminal. */
export class BackupRefused extends Error {
  override name = 'BackupRefused';
}

export const MANIFEST_ENTRY = 'manifest.json';
export const rowsEntry = ({ schema, table }: { schema: string; table: string }) => `rows/${schema}/${table}.jsonl`;
export const fileEntry = (sha256: string) => `files/${sha256}`;
