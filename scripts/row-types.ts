// Writes src/platform/database/tables.ts from a freshly migrated schema.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { printRowTypes, readCatalogue } from '../src/platform/database/catalogue.ts';
import { embeddedDatabase } from '../src/platform/database/database.ts';
import { openEmbedded } from '../src/platform/database/embedded.ts';
import { createDistrictSchema, migrate } from '../src/platform/database/migrations.ts';
import { newId } from '../src/shared/ids.ts';

const database = embeddedDatabase(await openEmbedded({ directory: 'memory' }));
await migrate(database);
await createDistrictSchema(database, { id: newId(), key: 'model', name: '', regionCode: '', isDemo: true, at: '2026-01-01T00:00:00.000Z', keys: [] });
const tables = await database.asOwner(async (connection) => [
  ...(await readCatalogue(connection, 'shared')).tables,
  ...(await readCatalogue(connection, 'd_model')).tables,
]);
writeFileSync(join(import.meta.dirname, '../src/platform/database/tables.ts'), printRowTypes(tables));
await database.close();
