import pg from 'pg';
import { expect } from 'vitest';
const stats = new Map<string, { n: number; ms: number; max: number }>();
const original = (pg.Client.prototype as any).query;
(pg.Client.prototype as any).query = function (...args: any[]) {
  const text = (typeof args[0] === 'string' ? args[0] : args[0]?.text ?? '?').replace(/\s+/g, ' ').replace(/'[^']*'/g, "'…'").slice(0, 140);
  const start = performance.now();
  const result = original.apply(this, args);
  if (result?.then) result.then(() => { const s = stats.get(text) ?? { n: 0, ms: 0, max: 0 }; const d = performance.now() - start; s.n++; s.ms += d; s.max = Math.max(s.max, d); stats.set(text, s); }, () => {});
  return result;
};
void expect;
const { openTown, ground } = await import('./town.ts');
const { newId } = await import('../src/shared/ids.ts');
const town = await openTown();
async function post(who: any, path: string, body: any) { const r = await town.as(who).post(path, body); if (r.status >= 300) throw new Error(path + r.text); return r.json; }
async function life() {
  const id = newId(); const o = newId(); const road = ground.organisation('road');
  await post('zhou', '/cases', { id, reportId: newId(), words: '井盖松了响', place: { ...ground.pointInG03, crs: 'CGCS2000' }, classCode: 'manholeCover' });
  await post('lin', `/cases/${id}/file`, { moveId: newId(), seenVersion: 1 });
  await post('lin', `/cases/${id}/dispatch`, { moveId: newId(), seenVersion: 2, organisationId: road.id, newWorkOrderId: o });
  await post('roadReceiver', `/cases/${id}/acknowledge`, { moveId: newId(), seenVersion: 3, workOrderId: o });
  await post('roadReceiver', `/cases/${id}/feedback`, { moveId: newId(), seenVersion: 4, workOrderId: o, evidence: ['writtenNote'], words: '好了' });
  await post('zhou', `/cases/${id}/verify`, { moveId: newId(), seenVersion: 5, outcome: 'solved' });
  await post('lin', `/cases/${id}/close`, { moveId: newId(), seenVersion: 6 });
}
for (let i = 0; i < 20; i++) await life();
stats.clear(); const cpu = process.cpuUsage(); const t = performance.now();
for (let i = 0; i < 50; i++) await life();
const wall = performance.now() - t; const c = process.cpuUsage(cpu);
console.log(`${(wall / 50).toFixed(1)} ms a life, node cpu ${((c.user + c.system) / 50000).toFixed(1)} ms`);
let total = 0, count = 0; for (const s of stats.values()) { total += s.ms; count += s.n; }
console.log('sql ms per life', (total / 50).toFixed(1), 'statements', count / 50);
for (const [text, s] of [...stats].sort((a, b) => b[1].ms - a[1].ms).slice(0, 28)) console.log((s.ms / 50).toFixed(2).padStart(7), (s.n / 50).toFixed(1).padStart(5), (s.ms / s.n).toFixed(2).padStart(6), text);
await town.close(); process.exit(0);
