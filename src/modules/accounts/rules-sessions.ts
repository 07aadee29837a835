// How long a session lives, how delays grow, and which passwords are refused.

export type SessionWay = 'password' | 'phoneCode' | 'activation' | 'external' | 'demo';

export interface SessionLife {
  readonly days: number;
  /** Null: it does not end by idling. */
  readonly idleMinutes: number | null;
}

/** Staff sit at shared desks: half a day without a request ends it. */
export const STAFF_LIFE: SessionLife = { days: 30, idleMinutes: 12 * 60 };
/** A neighbour or courier who joined by a code keeps the phone and has no password: the device is remembered. */
export const DEVICE_LIFE: SessionLife = { days: 180, idleMinutes: null };
export const DEMO_LIFE: SessionLife = { days: 1, idleMinutes: null };

export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;
export const LINK_HOURS = 72;
/** Whoever has just proven to hold the phone, or the link, may set a password without knowing the old one. */
export const FRESH_PROOF_MINUTES = 15;

/** Failures that cost nothing. An address is shared by a whole office or a mobile carrier's gateway. */
export const FREE_FAILURES = {
  name: 3,
  phone: 3,
  code: 3,
  caseNumber: 5,
  orderLink: 5,
  placeCode: 20,
  ip: 30,
} as const;
export type TrySubject = keyof typeof FREE_FAILURES;

export const MAX_DELAY_SECONDS = 15 * 60;
/** After a day of quiet the count starts again, so that nobody is kept out for good. */
export const FORGET_FAILURES_HOURS = 24;

export const MIN_PASSWORD_CHARACTERS = 10;

export type PasswordFault = 'too-short' | 'same-as-name' | 'same-as-phone' | 'too-common';

// The most used ones of ten characters and more that Chinese and international lists agree on.
// prettier-ignore
const COMMON = new Set([
  '1234567890', '0123456789', '0987654321', '9876543210', '12345678910', '123456789a', 'a123456789', 'aa123456789',
  'abc1234567', 'abc123456789', 'abcd123456', 'abcd1234567', 'a1234567890', 'qwertyuiop', 'qwerty12345', 'qwerty123456',
  'qwer123456', 'asdfghjkl;', 'asdfghjkl1', 'zxcvbnm123', '1q2w3e4r5t', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'qazwsxedcrfv',
  'zaq12wsxcde', 'password12', 'password123', 'password1234', 'passw0rd123', 'p@ssw0rd123', 'p@ssword123', 'password1!',
  'admin12345', 'admin123456', 'admin@1234', 'admin@12345', 'admin@123456', 'administrator', 'administrator1', 'root123456',
  'test123456', 'guest12345', 'welcome123', 'welcome1234', 'iloveyou123', 'iloveyou1314', 'woaini1314', 'woaini5201314',
  'woaini520', '5201314520', '1314520520', '13145201314', '5201314123', 'wangge12345', 'wangge123456', 'gezhi12345',
  'gezhi123456', 'shequ123456', 'huawei@123', 'abcdefghij', 'abcdefghijk', '1357924680', '2468013579', 'letmein1234',
]);

/** All that is wrong with a password; empty when it may be used. */
export function passwordFaults(password: string, own: { signInName: string; phone: string | null }): PasswordFault[] {
  const plain = password.normalize('NFKC').toLowerCase();
  const faults: PasswordFault[] = [];
  if (Array.from(password.normalize('NFKC')).length < MIN_PASSWORD_CHARACTERS) faults.push('too-short');
  if (plain === own.signInName.toLowerCase()) faults.push('same-as-name');
  if (own.phone !== null && plain.includes(own.phone)) faults.push('same-as-phone');
  if (COMMON.has(plain) || new Set(plain).size <= 2) faults.push('too-common');
  return faults;
}

/** The one spelling under which a sign-in name is kept and looked for. */
export function normaliseSignInName(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}

/** What the trail of the door tells of. */
export const DOOR_ACTS = [
  'signedIn',
  'refused',
  'signedOut',
  'forcedOut',
  'passwordSet',
  'linkMade',
  'joined',
  'left',
] as const;
export type DoorAct = (typeof DOOR_ACTS)[number];
