import { argon2Sync } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { hashPassword, needsRehash, verifyPassword } from './password.ts';

test('a password fits its hash and no other does', async () => {
  const stored = await hashPassword('船坞新村 3 栋');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword('船坞新村 3 栋', stored)).toBe(true);
  expect(await verifyPassword('船坞新村 4 栋', stored)).toBe(false);
  expect(await verifyPassword('', stored)).toBe(false);
});

test('the same password is never hashed to the same text', async () => {
  expect(await hashPassword('maple')).not.toBe(await hashPassword('maple'));
});

test('a password typed in full-width letters is the same password', async () => {
  expect(await verifyPassword('ｍａｐｌｅ１', await hashPassword('maple1'))).toBe(true);
});

test('a hash made elsewhere with other costs is checked with its own costs and wants to be made anew', async () => {
  // From the argon2 reference command line: argon2 somesalt -id -t 2 -m 16 -p 1 with the word "password".
  const reference = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword('password', reference)).toBe(true);
  expect(needsRehash(reference)).toBe(false);
  const weak = argon2Sync('argon2id', {
    message: 'maple',
    nonce: 'somesalt',
    memory: 8192,
    passes: 1,
    parallelism: 1,
    tagLength: 32,
  });
  const stored = `$argon2id$v=19$m=8192,t=1,p=1$c29tZXNhbHQ$${weak.toString('base64').replace('=', '')}`;
  expect(await verifyPassword('maple', stored)).toBe(true);
  expect(needsRehash(stored)).toBe(true);
});

test('an account that does not exist costs as much time as a wrong password', async () => {
  const stored = await hashPassword('maple');
  const wrong = await timeOf(() => verifyPassword('oak', stored));
  const absent = await timeOf(() => verifyPassword('oak', undefined));
  expect(await verifyPassword('oak', undefined)).toBe(false);
  expect(absent / wrong).toBeGreaterThan(0.4);
});

test('a stored text that is no hash of ours, or asks for gigabytes, is refused', async () => {
  const refused = [
    '',
    'maple',
    '$2b$10$abc',
    '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ];
  const answers = await Promise.allSettled(refused.map((stored) => verifyPassword('maple', stored)));
  expect(answers.map((answer) => answer.status)).toEqual(refused.map(() => 'rejected'));
});

test('twenty sign-ins at once leave threads free for everything else, and all are answered', async () => {
  const stored = await hashPassword('maple');
  let answered = 0;
  const signIns = Array.from({ length: 20 }, async () => {
    const isRight = await verifyPassword('maple', stored);
    answered += 1;
    return isRight;
  });
  // Node does files and passwords in the same four threads: unbounded, this would wait behind nearly all sign-ins.
  await setImmediate();
  await stat('.');
  expect(answered).toBeLessThan(4);
  expect(await Promise.all(signIns)).toEqual(signIns.map(() => true));
});

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  await work();
  return (performance.now() - started) / 2;
}
