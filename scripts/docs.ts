// `npm run docs`: writes the generated documents. `--check`: writes nothing and ends with 1 when one of them is stale.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { openTown } from '../test/town.ts';
import { makeDocuments } from './documents.ts';

const ROOT = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

const town = await openTown();
const documents = await makeDocuments({
  database: town.database,
  districtSchema: town.district.schema,
  endpoints: town.app.endpoints,
});
await town.close();

for (const [path, text] of documents) {
  const before = await readFile(join(ROOT, path), 'utf8').catch(() => undefined);
  if (before === text) continue;
  if (isCheck) {
    console.error(`${path} is stale: run npm run docs.`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), text);
    console.log(`${path} written`);
  }
}
if (isCheck && process.exitCode === undefined) console.log(`${documents.size} generated documents are up to date.`);
