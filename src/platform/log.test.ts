// The log keeps to itself what it was handed by mistake.

import { expect, test } from 'vitest';

import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = [];
  write(createLog('info', { write: (line) => void lines.push(line) }));
  return lines.join('');
}

test('a line is one JSON object with a level by name and an instant', () => {
  const line = JSON.parse(logged((log) => log.info({ route: '/api/health', status: 200 }, 'request')));
  expect(line).toMatchObject({ level: 'info', route: '/api/health', status: 200, msg: 'request' });
  expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('fields that hold personal data or secrets are struck out, also inside other objects', () => {
  const text = logged((log) =>
    log.info({
      phone: '10055501234',
      reporter: { dutyPhone: 'call 12345', password: 'swordfish' },
      a: { b: { token: 'tok' } },
    }),
  );
  expect(text).not.toMatch(/10055501234|12345|swordfish|"tok"/);
  expect(text).toContain('[removed]');
});

test('a phone number inside a sentence is struck out, an instant or a count is not', () => {
  const text = logged((log) => log.info({ sizeBytes: 123, at: 1732233600000 }, 'called 10055501234, twice'));
  expect(text).toContain('called [phone], twice');
  expect(text).toContain('1732233600000');
});

test('an error of the database keeps its code and loses its message, which would repeat the row', () => {
  const error = Object.assign(new Error('duplicate key (phone)=(10055501234)'), {
    code: '23505',
    severity: 'ERROR',
    detail: 'Key (name)=(周敏)',
  });
  const text = logged((log) => log.error({ err: error }, 'failed'));
  expect(text).toContain('23505');
  expect(text).not.toMatch(/10055501234|周敏|duplicate key/);
});
