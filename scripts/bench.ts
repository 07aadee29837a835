// Measures what the platform promises and prints each figure beside its limit; ends with 1 when a limit is missed.

import { benchAlike } from '../bench/alike.ts';
import { benchDesk } from '../bench/desk.ts';
import { benchGrids } from '../bench/grids.ts';
import { openGrounds } from '../bench/ground.ts';
import type { Grounds } from '../bench/ground.ts';
import { benchIndicators } from '../bench/indicators.ts';
import { benchIntake } from '../bench/intake.ts';
import { benchKills } from '../bench/kills.ts';
import { benchLifecycles } from '../bench/lifecycles.ts';
import { benchLists } from '../bench/lists.ts';
import { benchListeners } from '../bench/listeners.ts';
import { isMissed, machine, openBook, tableOf } from '../bench/measure.ts';
import type { Book } from '../bench/measure.ts';
import { benchMove } from '../bench/move.ts';
import { benchPages } from '../bench/pages.ts';
import { benchProposals } from '../bench/proposals.ts';
import { benchSearch } from '../bench/search.ts';
import { benchPapers } from '../bench/papers.ts';
import { benchSecondStart } from '../bench/second-start.ts';
import { FULL, QUICK } from '../bench/sizes.ts';
import type { Sizes } from '../bench/sizes.ts';
import { benchTimers } from '../bench/timers.ts';
import { readWanted } from '../bench/wanted.ts';
import { benchWhistles } from '../bench/whistles.ts';
import type { Wanted } from '../bench/wanted.ts';

const PARTS: Record<string, (book: Book, grounds: Grounds, sizes: Sizes) => Promise<void>> = {
  'second-start': (book, grounds) => benchSecondStart(book, grounds),
  'lifecycles-postgres': (book, grounds, sizes) => benchLifecycles(book, grounds, sizes, 'PostgreSQL'),
  'lifecycles-embedded': (book, grounds, sizes) => benchLifecycles(book, grounds, sizes, 'embedded'),
  'indicators-postgres': (book, grounds, sizes) => benchIndicators(book, grounds, sizes, 'PostgreSQL'),
  'indicators-embedded': (book, grounds, sizes) => benchIndicators(book, grounds, sizes, 'embedded'),
  'timers-postgres': (book, grounds, sizes) => benchTimers(book, grounds, sizes, 'PostgreSQL'),
  'timers-embedded': (book, grounds, sizes) => benchTimers(book, grounds, sizes, 'embedded'),
  intake: benchIntake,
  grids: benchGrids,
  lists: benchLists,
  desk: benchDesk,
  whistles: benchWhistles,
  'search-postgres': (book, grounds, sizes) => benchSearch(book, grounds, sizes, 'PostgreSQL'),
  'search-embedded': (book, grounds, sizes) => benchSearch(book, grounds, sizes, 'embedded'),
  alike: benchAlike,
  proposals: (book) => benchProposals(book),
  listeners: benchListeners,
  pages: (book, grounds) => benchPages(book, grounds),
  move: (book, grounds) => benchMove(book, grounds),
  papers: benchPapers,
  kills: (book, _grounds, sizes) => benchKills(book, sizes),
};

// Leaving by `exit` ends the servers and databases that were started; a signal alone would leave them behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));

process.exitCode = await main();

async function main(): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readWanted(process.argv.slice(2), Object.keys(PARTS));
  } catch (error) {
    console.error((error as Error).message);
    return 2;
  }
  const sizes = wanted.isQuick ? QUICK : FULL;
  const book = openBook((line) => console.log(line));
  book.say(`${new Date().toISOString().slice(0, 10)}, ${machine()}`);
  if (sizes.isQuick)
    book.say('Quick: small sizes, to see that the bench works. Its figures say nothing and no limit counts.');

  const failed = await runParts(wanted.parts, book, sizes);
  book.say(`\n${tableOf(book.figures)}\n\n${machine()}`);
  for (const name of failed) book.say(`${name}: not measured`);
  if (failed.length > 0) return 1;
  return !sizes.isQuick && book.figures.some(isMissed) ? 1 : 0;
}

/** Answers the parts that broke off; the others are measured all the same. */
async function runParts(names: readonly string[], book: Book, sizes: Sizes): Promise<string[]> {
  const grounds = openGrounds();
  const failed: string[] = [];
  try {
    for (const name of names) {
      book.say(`\n${name}`);
      await PARTS[name]!(book, grounds, sizes).catch((error: unknown) => {
        failed.push(name);
        console.error(error);
      });
    }
  } finally {
    await grounds.close();
  }
  return failed;
}
