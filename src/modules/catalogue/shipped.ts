// The catalogues that come with the platform, one file each in seeds/catalogues; a district takes one over and changes it.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { problem } from '#problems';

import { SHIPPED_CLASS } from './contract.ts';
import { stagesOf } from './rules.ts';
import type { CatalogueClass } from './rules.ts';

const FOLDER = join(import.meta.dirname, '../../../seeds/catalogues');

const Shipped = z.strictObject({ name: z.string(), source: z.string(), classes: z.array(SHIPPED_CLASS) });
export type Shipped = z.output<typeof Shipped>;

/** Read once: they change only with the platform itself. */
let read: ReadonlyMap<string, Shipped> | undefined;

function shipped(): ReadonlyMap<string, Shipped> {
  read ??= new Map(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith('.json'))
      .toSorted()
      .map((file) => [
        file.slice(0, -'.json'.length),
        Shipped.parse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))),
      ]),
  );
  return read;
}

export function listShipped() {
  return [...shipped()].map(([key, { name, source, classes }]) => ({ key, name, source, classCount: classes.length }));
}

/** @throws {Problem} `not-found` */
export function shippedClasses(key: string): Omit<CatalogueClass, 'validFrom' | 'validTo'>[] {
  const found = shipped().get(key);
  if (found === undefined) throw problem('not-found', 'There is no such catalogue among those that are shipped');
  return found.classes.map((each) => ({ ...each, stages: stagesOf(each.stages, each.limit), version: 0 }));
}
