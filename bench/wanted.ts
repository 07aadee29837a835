// What the command line of the bench asks for.

import { parseArgs } from 'node:util';

export interface Wanted {
  /** In the order they were named; all when none was. */
  readonly parts: readonly string[];
  readonly isQuick: boolean;
}

/** @throws {Error} with a sentence for the person at the terminal */
export function readWanted(args: readonly string[], known: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  if (values.only === undefined && positionals.length > 0)
    throw new Error(`Parts are named behind --only, as in: npm run bench -- --only ${positionals.join(' ')}`);
  const named = [...(values.only ?? []), ...positionals].flatMap((each) => each.split(',')).filter(Boolean);
  const unknown = named.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; use --only with one of ${known.join(', ')}.`);
  return { parts: named.length === 0 ? known : [...new Set(named)], isQuick: values.quick };
}
