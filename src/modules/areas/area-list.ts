// Reads the list of areas a new district begins with, from CSV or JSON, and says of every line what is wrong with it.

export interface ListedArea {
  level: 'street' | 'township' | 'community' | 'village';
  key: string;
  name: string;
  code: string;
  /** Keys from below the district down to the parent, joined by a slash; empty for one directly below the district. */
  parent: string;
}

export type AreaList = { areas: ListedArea[]; faults: [] } | { areas: []; faults: string[] };

const COLUMNS = ['level', 'key', 'name', 'code', 'parent'] as const;
type Row = { line: number } & Record<(typeof COLUMNS)[number], string>;

const UPPER = new Set(['street', 'township']);
const LOWER = new Set(['community', 'village']);

/** @param text the file's content; JSON when it begins with `[`, otherwise CSV with a header line */
export function readAreaList(text: string): AreaList {
  const clean = text.replace(/^\uFEFF/, '');
  const read = clean.trimStart().startsWith('[') ? rowsOfJson(clean) : rowsOfCsv(clean);
  const faults = [...read.faults, ...faultsOf(read.rows)];
  if (faults.length > 0) return { areas: [], faults };
  return {
    areas: read.rows.map(({ level, key, name, code, parent }) => ({ level, key, name, code, parent }) as ListedArea),
    faults: [],
  };
}

function faultsOf(rows: readonly Row[]): string[] {
  const byPath = new Map(rows.map((row) => [pathOf(row), row]));
  const seen = { path: new Map<string, number>(), code: new Map<string, number>() };
  return rows.flatMap((row) => {
    const say = (what: string) => `line ${row.line}: ${what}`;
    const faults: string[] = [];
    const isUpper = UPPER.has(row.level);
    if (!isUpper && !LOWER.has(row.level))
      faults.push(say(`level "${row.level}" is none of street, township, community, village`));
    if (!/^[a-z0-9]{1,30}$/.test(row.key)) faults.push(say(`key "${row.key}" must be 1 to 30 small letters or digits`));
    if (row.name === '' || row.name.length > 100) faults.push(say('name must have 1 to 100 characters'));
    const digits = isUpper ? 9 : 12;
    if (!/^\d+$/.test(row.code) || row.code.length !== digits)
      faults.push(say(`code "${row.code}" must have ${digits} digits`));

    const parent = byPath.get(row.parent);
    if (isUpper && row.parent !== '')
      faults.push(say(`a ${row.level} lies directly below the district, so parent stays empty`));
    if (LOWER.has(row.level) && (parent === undefined || !UPPER.has(parent.level))) {
      faults.push(say(`parent "${row.parent}" is no street or township of this list`));
    }
    for (const [what, value] of [
      ['path', pathOf(row)],
      ['code', row.code],
    ] as const) {
      // prettier-ignore
      const first = seen[what].get(value);
      if (first === undefined) seen[what].set(value, row.line);
      else faults.push(say(`${what} "${value}" was used before, on line ${first}`));
    }
    return faults;
  });
}

function pathOf({ parent, key }: Row): string {
  return parent === '' ? key : `${parent}/${key}`;
}

function rowsOfJson(text: string): { rows: Row[]; faults: string[] } {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch (error) {
    return { rows: [], faults: [`not readable as JSON: ${(error as Error).message}`] };
  }
  const entries = list as unknown[];
  const faults: string[] = [];
  const rows = entries.flatMap((entry, at) => {
    const line = at + 1;
    if (typeof entry !== 'object' || entry === null) {
      faults.push(`line ${line}: is not an object`);
      return [];
    }
    const given = entry as Record<string, unknown>;
    faults.push(...unknownColumns(Object.keys(given)).map((name) => `line ${line}: "${name}" is not a column`));
    return [toRow(line, (column) => given[column])];
  });
  return { rows, faults: entries.length === 0 ? ['the list is empty'] : faults };
}

function rowsOfCsv(text: string): { rows: Row[]; faults: string[] } {
  const lines = text.split(/\r\n|\n|\r/).map((content, at) => ({ content, line: at + 1 }));
  const [header, ...rest] = lines.filter(({ content }) => content.trim() !== '');
  if (header === undefined) return { rows: [], faults: ['the file is empty'] };
  const names = cellsOf(header.content).map((name) => name.toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  const faults = [
    ...missing.map((column) => `line ${header.line}: the column "${column}" is missing`),
    ...unknownColumns(names).map((name) => `line ${header.line}: "${name}" is not a column`),
  ];
  if (faults.length > 0) return { rows: [], faults };
  if (rest.length === 0) return { rows: [], faults: ['the list is empty'] };
  const rows = rest.map(({ content, line }) => {
    const cells = cellsOf(content);
    if (cells.length !== names.length)
      faults.push(`line ${line}: has ${cells.length} cells, the header ${names.length}`);
    return toRow(line, (column) => cells[names.indexOf(column)]);
  });
  return { rows, faults };
}

function unknownColumns(names: readonly string[]): string[] {
  return names.filter((name) => !(COLUMNS as readonly string[]).includes(name));
}

function toRow(line: number, cell: (column: string) => unknown): Row {
  const text = (column: string) => String(cell(column) ?? '').trim().replace(/^\/|\/$/g, ''); // prettier-ignore
  return {
    line,
    level: text('level'),
    key: text('key'),
    name: text('name'),
    code: text('code'),
    parent: text('parent'),
  };
}

/** Cells of one line; a quoted cell may hold commas, and a doubled quote is a quote. No cell of ours spans lines. */
function cellsOf(line: string): string[] {
  return Array.from(line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"\s*|([^,]*))/g), ([, quoted, plain]) =>
    (quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"')).trim(),
  );
}
