// How long the second start takes until the first request is answered, with the demo present.

import type { Grounds } from './ground.ts';
import type { Book } from './measure.ts';
import { startServer } from './server.ts';

const STARTS = 5;
const READY_SECONDS = 3;

export async function benchSecondStart(book: Book, grounds: Grounds): Promise<void> {
  const ground = await grounds.make('embedded');
  const first = await startServer(ground.environment, ['--demo']);
  book.note({
    on: 'embedded',
    name: 'first start to ready, which makes the demo',
    value: first.readyMs / 1000,
    unit: 's',
  });
  await first.stop();
  const seconds: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const server = await startServer(ground.environment);
    seconds.push(server.readyMs / 1000);
    await server.stop();
  }
  book.note({
    on: 'embedded',
    name: `second start to ready, the longest of ${STARTS}`,
    value: Math.max(...seconds),
    unit: 's',
    limit: { most: READY_SECONDS },
  });
  await ground.remove();
}
