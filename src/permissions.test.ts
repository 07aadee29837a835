import { expect, test } from 'vitest';

// prettier-ignore
import {
  contains, defaultGrant, grantRefusal, holds, holdsFor, PERMISSION_KEYS, permissionsOf, ROLE_KEYS,
} from './permissions.ts';

const zhou = { grants: [defaultGrant('gridWorker', '/yunting/jg/cw/g03/')] };
const luo = { grants: [defaultGrant('communityOfficer', '/yunting/jg/cw/')] };
const admin = { grants: [defaultGrant('districtAdmin', '/yunting/')] };
const security = { grants: [defaultGrant('securityAdmin', '/yunting/')] };

test('a permission reaches down its path, not up and not beside', () => {
  expect(holds(zhou, 'case.file', '/yunting/jg/cw/g03/m02/')).toBe(true);
  expect(holds(zhou, 'case.file', '/yunting/jg/cw/')).toBe(false);
  expect(holds(zhou, 'case.file', '/yunting/jg/cw/g031/')).toBe(false);
});

test('an empty path contains nothing', () => {
  expect(contains('', '/yunting/')).toBe(false);
  expect(contains('/', '/yunting/')).toBe(false);
  expect(contains('/yunting', '/yunting/')).toBe(false);
});

test('a post in an organisation opens its work orders, never the area', () => {
  const water = { grants: [defaultGrant('orgReceiver', '/yunting/', 'water')] };
  expect(holdsFor(water, 'workOrder.acknowledge', 'water')).toBe(true);
  expect(holdsFor(water, 'workOrder.acknowledge', 'property')).toBe(false);
  expect(holds(water, 'workOrder.acknowledge', '/yunting/')).toBe(false);
});

test('nobody grants what he does not hold', () => {
  const dispatcher = defaultGrant('streetDispatcher', '/yunting/jg/');
  expect(grantRefusal(luo, dispatcher)).toEqual({ missing: ['role.grant'] });
  const misled = {
    grants: [{ ...luo.grants[0]!, permissions: new Set([...permissionsOf('communityOfficer'), 'role.grant']) }],
  };
  const beyond = grantRefusal(misled, defaultGrant('dutyChief', '/yunting/jg/cw/'));
  expect(beyond?.missing).toContain('case.approveSendBack');
});

test('nobody grants outside his own path', () => {
  const beside = { grants: [defaultGrant('districtAdmin', '/yunting/jg/')] };
  expect(grantRefusal(beside, defaultGrant('gridWorker', '/yunting/jt/'))).toEqual({ missing: ['role.grant'] });
});

test('a grid worker invites micro-grid members of her own grid, and nobody else', () => {
  expect(grantRefusal(zhou, defaultGrant('microGridMember', '/yunting/jg/cw/g03/m02/'))).toBeUndefined();
  expect(grantRefusal(zhou, defaultGrant('microGridMember', '/yunting/jg/cw/g04/'))).toEqual({
    missing: ['role.grant'],
  });
  expect(grantRefusal(zhou, defaultGrant('gridWorker', '/yunting/jg/cw/g03/'))).toEqual({ missing: ['role.grant'] });
});

test('the administrator passes posts on without reading cases, but not what is kept apart', () => {
  expect(holds(admin, 'case.read', '/yunting/')).toBe(false);
  expect(grantRefusal(admin, defaultGrant('streetDispatcher', '/yunting/jg/'))).toBeUndefined();
  expect(grantRefusal(admin, defaultGrant('dutyChief', '/yunting/'))?.missing).toEqual([
    'case.readRestricted',
    'reporter.reveal',
  ]);
  expect(grantRefusal(admin, defaultGrant('securityAdmin', '/yunting/'))?.missing).toContain('audit.read');
  expect(grantRefusal(security, defaultGrant('dutyChief', '/yunting/'))).toBeUndefined();
});

test.each(ROLE_KEYS)('%s holds known permissions, each once', (role) => {
  const own = permissionsOf(role);
  expect(new Set(own).size).toBe(own.length);
  expect(own.filter((permission) => !PERMISSION_KEYS.includes(permission))).toEqual([]);
});
